import { askInDotenv } from "../editor/completion/ask-in-dotenv.js";
import { askInDotenvCommand } from "../editor/completion/presets.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

/** The commands that a client may have the server run. */
export const serverCommands: readonly string[] = [askInDotenvCommand];

/** `workspace/executeCommand`. */
export function registerCommands({ connection, guard, session, present }: LanguageServer): void {
  connection.onExecuteCommand(
    guard.handler("command", null, ({ command, arguments: given = [] }) => {
      if (command !== askInDotenvCommand) return null;
      const [uri, names] = given as unknown[];
      if (typeof uri !== "string" || !Array.isArray(names)) return null;
      // Only names that a preset asks for: what a client sends is not trusted to be one.
      const wanted = names.filter((name): name is string => typeof name === "string" && /^[A-Z][A-Z0-9_]*$/.test(name));
      const edit = askInDotenv(session, toFilePath(uri), wanted, present);
      // The client answers when it has applied the edit: nobody waits for that.
      if (edit !== null) connection.workspace.applyEdit(edit).catch(() => {});
      return null;
    }),
  );
}
