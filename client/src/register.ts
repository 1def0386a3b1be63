import { commands, type ExtensionContext } from "vscode";
import { commandIds } from "./command-ids.js";
import type { Program } from "./core.js";

/** Registers every command; one that is called before the program runs waits for it. */
export function registerCommands(context: ExtensionContext, program: Promise<Program>): void {
  for (const id of commandIds) {
    const call = async (...args: readonly unknown[]) => await (await program).commands[id](...args);
    context.subscriptions.push(commands.registerCommand(id, call));
  }
}
