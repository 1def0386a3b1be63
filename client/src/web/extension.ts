import * as vscode from "vscode";
import { type PartPlace, Parts } from "../../../server/src/start/parts.js";
import type { Program } from "../core.js";
import { registerCommands } from "../register.js";
import type * as web from "./program.js";

/** What `client/dist/web.json` says: where client and server begin, and the files that they lie in. */
interface WebParts {
  readonly client: PartPlace;
  readonly server: PartPlace;
  readonly files: readonly string[];
}

let running: Promise<Program> | undefined;

/** As on a desktop, in the worker in which a browser runs extensions. */
export function activate(context: vscode.ExtensionContext): void {
  running = load(context);
  registerCommands(context, running);
}

/** Ends the server with the window. */
export async function deactivate(): Promise<void> {
  const program = running;
  running = undefined;
  await (await program)?.stop();
}

/** The host loads one file of an extension. The others, most of which a desktop runs too, are read and run here. */
async function load(context: vscode.ExtensionContext): Promise<Program> {
  const read = async (name: string) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, name)));
  const { client, server, files }: WebParts = JSON.parse(await read("client/dist/web.json"));
  const texts = await Promise.all(files.map(async (name) => [name.replace(/^.*\//, ""), await read(name)] as const));
  const parts = new Parts(new Map(texts), { vscode });
  const { run } = parts.get(client) as typeof web;
  return await run(context, () => parts.get(server) as ReturnType<Parameters<typeof run>[1]>);
}
