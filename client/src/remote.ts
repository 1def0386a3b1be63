import { env } from "vscode";

/** Kinds of machines other than the user's own that VS Code works on, by the first part of their authority. */
const kinds: ReadonlySet<string> = new Set(["ssh-remote", "wsl", "dev-container", "attached-container", "codespaces", "tunnel"]);

/** The kind of machine that the extension runs on, where that is not the one the user sits at; null: it is, or nobody knows. */
export function remoteMachine(): string | null {
  const name = env.remoteName;
  return name !== undefined && kinds.has(name) ? name : null;
}
