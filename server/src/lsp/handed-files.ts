import type { Connection } from "vscode-languageserver";
import { decodeText } from "../base/decode-text.js";
import { type FileContent, largestFile, tooLarge, unseen } from "../base/files.js";
import { folderOf, isWithin } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { toFilePath, toUri } from "../editor/session/uris.js";
import type { HandedFile, HandOverParams, HandOverResult } from "../protocol.js";
import type { WorkspaceFiles } from "./disk.js";

/** Where an editor keeps what was never saved: nothing lies beside it. */
const unsaved = "/%untitled/";

/** What the client is asked for: files, and the names in folders. */
type Wanted = Readonly<Record<"files" | "folders", Set<FilePath>>>;

const nothing = (): Wanted => ({ files: new Set(), folders: new Set() });

/**
 * The files of a workspace that only the client can read. They are kept until they change. One that is looked at and was
 * not handed over yet is noted: `missing` asks the client for it, and whatever was made of the files before is to be made anew
 * then. So nothing is ever told that rests on a file which is merely not here yet.
 */
export class HandedFiles implements WorkspaceFiles {
  trusted: boolean;
  folders: readonly FilePath[] = [];
  readonly #connection: Connection;
  readonly #opened: () => Iterable<FilePath>;
  readonly #onArrival: (paths: readonly FilePath[]) => void;
  readonly #contents = new Map<FilePath, FileContent>();
  readonly #names = new Map<FilePath, readonly string[] | null>();
  #wanted = nothing();
  /** What is asked for just now; what changes meanwhile is taken out. */
  #asked = nothing();
  #asking: Promise<void> | null = null;

  /**
   * @param opened the documents that are open
   * @param onArrival gets what was handed over, after it can be read
   */
  constructor(
    connection: Connection,
    trusted: boolean,
    opened: () => Iterable<FilePath>,
    onArrival: (paths: readonly FilePath[]) => void,
  ) {
    this.#connection = connection;
    this.trusted = trusted;
    this.#opened = opened;
    this.#onArrival = onArrival;
  }

  read(path: FilePath): FileContent {
    const known = this.#contents.get(path);
    if (known !== undefined) return known;
    if (path.startsWith(unsaved)) return { kind: "missing" };
    if (this.sees(path) && !this.#asked.files.has(path)) this.#wanted.files.add(path);
    return unseen;
  }

  list(folder: FilePath): readonly string[] | null {
    const known = this.#names.get(folder);
    if (known !== undefined) return known;
    if (this.sees(folder) && !this.#asked.folders.has(folder)) this.#wanted.folders.add(folder);
    return null;
  }

  /** Whether the client is asked about a path: it lies in the workspace or, where there is none, beside what is open. */
  sees(path: FilePath): boolean {
    if (path.startsWith(unsaved)) return false;
    if (this.folders.some((folder) => isWithin(path, folder))) return true;
    if (!this.trusted) return false;
    return [...this.#opened()].some((opened) => !this.#isInWorkspace(opened) && isWithin(path, folderOf(opened)));
  }

  /** Null: all that was looked at is here. Else it ends when some of what is missing has come. */
  missing(): Promise<void> | null {
    if (this.#asking === null && this.#wanted.files.size + this.#wanted.folders.size > 0) {
      this.#asking = this.#ask().finally(() => {
        this.#asking = null;
      });
    }
    return this.#asking;
  }

  /** These have changed, and with them the folders that they lie in; without paths, anything may have. */
  forget(paths?: readonly FilePath[]): void {
    if (paths === undefined) {
      this.#contents.clear();
      this.#names.clear();
      this.#asked = nothing();
      return;
    }
    for (const path of paths) {
      // A removed folder stands for what lay in it.
      const files = [...this.#contents.keys(), ...this.#asked.files].filter((file) => isWithin(file, path));
      for (const file of files) {
        this.#contents.delete(file);
        this.#asked.files.delete(file);
      }
      const folders = [...this.#names.keys(), ...this.#asked.folders].filter((folder) => isWithin(folder, path));
      for (const folder of [...folders, folderOf(path)]) {
        this.#names.delete(folder);
        this.#asked.folders.delete(folder);
      }
    }
  }

  #isInWorkspace(path: FilePath): boolean {
    return this.folders.some((folder) => isWithin(path, folder));
  }

  async #ask(): Promise<void> {
    const { files, folders } = this.#wanted;
    this.#wanted = nothing();
    this.#asked = { files: new Set(files), folders: new Set(folders) };
    const params: HandOverParams = { files: [...files].map(toUri), folders: [...folders].map(toUri), largest: largestFile };
    // A client that does not answer has shown nothing.
    const answer = await this.#connection.sendRequest<HandOverResult>("plausibleMail/handOver", params).catch(() => null);
    const given = new Map(answer?.files?.map((file) => [toFilePath(file.uri), contentOf(file)]));
    const names = new Map(answer?.folders?.map(({ uri, names }) => [toFilePath(uri), names]));
    for (const path of this.#asked.files) this.#contents.set(path, given.get(path) ?? unseen);
    for (const folder of this.#asked.folders) this.#names.set(folder, names.get(folder) ?? null);
    this.#asked = nothing();
    this.#onArrival([...files, ...folders]);
  }
}

function contentOf(file: HandedFile): FileContent {
  switch (file.kind) {
    case "file":
      return { kind: "text", ...decodeText(Uint8Array.from(atob(file.base64), (byte) => byte.charCodeAt(0))) };
    case "missing":
    case "directory":
      return { kind: file.kind };
    case "too-large":
      return tooLarge;
    case "unreadable":
      return { kind: "unreadable", reason: file.reason, denied: true };
    default:
      return unseen;
  }
}
