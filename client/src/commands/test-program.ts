import { type ExtensionContext, Uri, workspace } from "vscode";
import { oneFile, type ProgramParts } from "../one-file.js";

/** What the program is called in the commands that are copied. */
const programName = "plausible-mail.mjs";

/** The command line with `test` alone as one file, to be copied to a server: made of the parts that the extension runs itself. */
export class TestProgram {
  readonly #dist: Uri;
  readonly #folder: Uri;
  readonly #version: string;

  constructor({ extensionUri, extension, globalStorageUri }: ExtensionContext) {
    this.#dist = Uri.joinPath(extensionUri, "server", "dist");
    this.#folder = globalStorageUri;
    this.#version = String(extension.packageJSON.version);
  }

  /** Makes the file anew, and says where it lies. */
  async make(): Promise<string> {
    const parts: ProgramParts = JSON.parse(await this.#read("tester.json"));
    const texts = await Promise.all(parts.files.map(async (name) => [name, await this.#read(name)] as const));
    const program = Uri.joinPath(this.#folder, programName);
    await workspace.fs.createDirectory(this.#folder);
    await workspace.fs.writeFile(program, new TextEncoder().encode(oneFile(parts, new Map(texts), this.#version)));
    return program.fsPath;
  }

  async #read(name: string): Promise<string> {
    return new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(this.#dist, name)));
  }
}
