import type { WorkspaceEdit } from "vscode-languageserver";
import { askInDotenv } from "../editor/completion/ask-in-dotenv.js";
import { askInDotenvCommand } from "../editor/completion/presets.js";
import { testSmtpCommand } from "../editor/features/code-lens.js";
import { freshKeyCommand, freshKeyEdit } from "../editor/features/fresh-key.js";
import { toFilePath } from "../editor/session/uris.js";
import type { Client } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { describeError } from "./reporter.js";

/** The commands that this client may have the server run: not those that it has itself. */
export function serverCommands({ commands }: Client): string[] {
  return [askInDotenvCommand, freshKeyCommand, testSmtpCommand].filter((command) => !commands.includes(command));
}

/** `workspace/executeCommand`. */
export function registerCommands(server: LanguageServer): void {
  const { connection, guard, session, present, client, commands } = server;
  const apply = (edit: WorkspaceEdit | null) => {
    // The client answers when it has applied the edit: nobody waits for that.
    if (edit !== null) connection.workspace.applyEdit(edit).catch(() => {});
  };
  commands.set(askInDotenvCommand, ([uri, names]) => {
    if (typeof uri !== "string" || !Array.isArray(names)) return null;
    // Only names that a preset asks for: what a client sends is not trusted to be one.
    const wanted = names.filter((name): name is string => typeof name === "string" && /^[A-Z][A-Z0-9_]*$/.test(name));
    apply(askInDotenv(session, toFilePath(uri), wanted, present));
    return null;
  });
  commands.set(freshKeyCommand, ([uri, service, variable]) => {
    if (typeof uri !== "string" || typeof service !== "string" || typeof variable !== "string") return null;
    apply(freshKeyEdit(session.projectsAt(toFilePath(uri)), { service, variable }, present));
    return null;
  });
  connection.onExecuteCommand(async ({ command, arguments: given = [], workDoneToken }, token, asked) => {
    const refusal = guard.refusal();
    if (refusal !== null) return refusal;
    await server.ready;
    try {
      await server.complete(() => void session.openProjects());
      const own = workDoneToken === undefined && client.progress ? await connection.window.createWorkDoneProgress() : asked;
      return (await commands.get(command)?.(given, token, own)) ?? null;
    } catch (error) {
      connection.console.error(`command: ${describeError(error)}`);
      return null;
    }
  });
}
