// A file system of its own scheme, as Remote Repositories has one: `shelf:/mail/.env` is served from a folder that the
// extension alone knows of, so a test can look at what was written, and change a file behind the editor's back.
import * as fs from "node:fs";
import path from "node:path";
import * as vscode from "vscode";

const scheme = "shelf";

/** Called by VS Code when a file of the scheme is wanted, or one is opened by its command. */
export function activate(context: vscode.ExtensionContext): void {
  const { folder } = JSON.parse(fs.readFileSync(path.join(context.extensionPath, "shelf.json"), "utf8"));
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider(scheme, new Shelf(folder), { isCaseSensitive: true }));
  const { contributes } = JSON.parse(fs.readFileSync(path.join(context.extensionPath, "package.json"), "utf8"));
  for (const { command } of contributes.commands)
    context.subscriptions.push(
      vscode.commands.registerCommand(command, async () => {
        const file = vscode.Uri.from({ scheme, path: command.slice(scheme.length) });
        await vscode.window.showTextDocument(file);
      }),
    );
}

class Shelf implements vscode.FileSystemProvider {
  readonly #folder: string;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(folder: string) {
    this.#folder = folder;
    fs.watch(folder, { recursive: true }, (_event, name) => {
      if (name === null) return;
      const uri = vscode.Uri.from({ scheme, path: `/${name.replaceAll(path.sep, "/")}` });
      const type = fs.existsSync(this.#placeOf(uri)) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Deleted;
      this.#changed.fire([{ type, uri }]);
    });
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const found = this.#at(uri, (place) => fs.statSync(place));
    const type = found.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File;
    return { type, ctime: found.ctimeMs, mtime: found.mtimeMs, size: found.size };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    const entries = this.#at(uri, (place) => fs.readdirSync(place, { withFileTypes: true }));
    return entries.map((entry) => [entry.name, entry.isDirectory() ? vscode.FileType.Directory : vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#at(uri, (place) => new Uint8Array(fs.readFileSync(place)));
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    this.#at(uri, (place) => fs.writeFileSync(place, content));
  }

  createDirectory(uri: vscode.Uri): void {
    this.#at(uri, (place) => fs.mkdirSync(place, { recursive: true }));
  }

  delete(uri: vscode.Uri): void {
    this.#at(uri, (place) => fs.rmSync(place, { recursive: true }));
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.#at(from, (place) => fs.renameSync(place, this.#placeOf(to)));
  }

  #placeOf({ path: below }: vscode.Uri): string {
    return path.join(this.#folder, below);
  }

  /** What is called so can be looked at by nobody, as when a service is down. */
  #at<T>(uri: vscode.Uri, look: (place: string) => T): T {
    if (path.basename(uri.path).startsWith("away")) throw vscode.FileSystemError.Unavailable(uri);
    try {
      return look(this.#placeOf(uri));
    } catch {
      throw vscode.FileSystemError.FileNotFound(uri);
    }
  }
}
