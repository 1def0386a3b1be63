import { type Disposable, FileSystemError, FileType, Uri, workspace } from "vscode";
import { type BaseLanguageClient, DidChangeWatchedFilesNotification, FileChangeType, State } from "vscode-languageclient";
import type { HandedFile, HandOverParams, HandOverResult } from "../../server/src/protocol.js";

/** What takes longer to be read is told as unknown, and as changed once it is there: the server waits for each answer. */
const patience = 10_000;

/** Reads files for a server that cannot, and tells it when one of them changes. */
export class HandOver implements Disposable {
  readonly #client: BaseLanguageClient;
  /** What the server has asked for: files, and folders. */
  readonly #asked = new Set<string>();
  /** What was read too late, until it is asked for again. */
  readonly #late = new Map<string, unknown>();
  readonly #subscriptions: Disposable[];

  constructor(client: BaseLanguageClient) {
    this.#client = client;
    client.onRequest("plausibleMail/handOver", (params: HandOverParams) => this.#answer(params));
    const watcher = workspace.createFileSystemWatcher("**/*");
    const tell = (uri: Uri) => {
      this.#late.delete(`file ${uri.toString()}`);
      this.#tell(uri);
    };
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(tell),
      watcher.onDidChange(tell),
      watcher.onDidDelete(tell),
      // Not every file system tells of what the editor itself has written.
      workspace.onDidSaveTextDocument(({ uri }) => tell(uri)),
    ];
  }

  dispose(): void {
    for (const one of this.#subscriptions) one.dispose();
  }

  async #answer({ files, folders, largest }: HandOverParams): Promise<HandOverResult> {
    for (const uri of [...files, ...folders]) this.#asked.add(Uri.parse(uri).toString());
    const [read, listed] = await Promise.all([
      Promise.all(files.map((uri) => this.#inTime(uri, `file ${Uri.parse(uri).toString()}`, () => fileAt(uri, largest)))),
      Promise.all(folders.map((uri) => this.#inTime(uri, `folder ${uri}`, () => namesIn(uri)))),
    ]);
    return { files: read.filter((one) => one !== null), folders: listed.filter((one) => one !== null) };
  }

  async #inTime<T>(uri: string, key: string, read: () => Promise<T | null>): Promise<T | null> {
    if (this.#late.has(key)) {
      const kept = this.#late.get(key) as T | null;
      this.#late.delete(key);
      return kept;
    }
    const reading = read();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => {
        resolve(null);
        void reading.then((found) => {
          this.#late.set(key, found);
          this.#tell(Uri.parse(uri));
        });
      }, patience);
    });
    const found = await Promise.race([reading, late]);
    clearTimeout(timer);
    return found;
  }

  #tell(uri: Uri): void {
    const folder = Uri.joinPath(uri, "..");
    if (![uri, folder].some((one) => this.#asked.has(one.toString())) || this.#client.state !== State.Running) return;
    const changes = [{ uri: this.#client.code2ProtocolConverter.asUri(uri), type: FileChangeType.Changed }];
    void this.#client.sendNotification(DidChangeWatchedFilesNotification.method, { changes });
  }
}

/** What is at an address; null: nobody can tell. */
async function fileAt(uri: string, largest: number): Promise<HandedFile | null> {
  const place = Uri.parse(uri);
  try {
    const { type, size } = await workspace.fs.stat(place);
    if ((type & FileType.Directory) !== 0) return { uri, kind: "directory" };
    if (size > largest) return { uri, kind: "too-large" };
    return { uri, kind: "file", base64: base64Of(await workspace.fs.readFile(place)) };
  } catch (error) {
    switch (error instanceof FileSystemError ? error.code : "") {
      case "FileNotFound":
      case "FileNotADirectory":
        return { uri, kind: "missing" };
      case "FileIsADirectory":
        return { uri, kind: "directory" };
      case "NoPermissions":
        return { uri, kind: "unreadable", reason: "permission denied" };
      default:
        return null;
    }
  }
}

function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // A function takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 10_000) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 10_000)));
  return btoa(pieces.join(""));
}

/** The names of the files in a folder; null: nobody can tell. */
async function namesIn(uri: string): Promise<HandOverResult["folders"][number] | null> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.parse(uri));
    return { uri, names: entries.flatMap(([name, type]) => ((type & FileType.Directory) === 0 ? [name] : [])) };
  } catch {
    return null;
  }
}
