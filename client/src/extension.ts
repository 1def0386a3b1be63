import type { ExtensionContext } from "vscode";
import type { Program } from "./core.js";
import { registerCommands } from "./register.js";

/** Set by `activate` so that `deactivate`, which VS Code calls without arguments, can end the server. */
let running: Promise<Program> | undefined;

/**
 * Called by VS Code when a compose file is in the workspace, or when one of the commands is called. Other extensions wait
 * for it, so it only registers the commands; the rest, most of which is the library of the language client, is loaded when
 * it has returned. A command that is called meanwhile waits for that.
 */
export function activate(context: ExtensionContext): void {
  const program = new Promise<void>((resolve) => setImmediate(resolve))
    .then(() => import("./program.js"))
    .then(({ run }) => run(context));
  running = program;
  registerCommands(context, program);
}

/** Ends the server with the window. */
export async function deactivate(): Promise<void> {
  const program = running;
  running = undefined;
  await (await program)?.stop();
}
