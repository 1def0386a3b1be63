import type { FileContent, Files } from "../../base/files.js";
import type { FilePath } from "../../base/text.js";

/** Files that are read once, until somebody says that they have changed. */
export class KeptFiles implements Files {
  readonly #files: Files;
  readonly #contents = new Map<FilePath, FileContent>();
  readonly #names = new Map<FilePath, readonly string[] | null>();

  constructor(files: Files) {
    this.#files = files;
  }

  read(path: FilePath): FileContent {
    let content = this.#contents.get(path);
    if (content === undefined) {
      content = this.#files.read(path);
      this.#contents.set(path, content);
    }
    return content;
  }

  list(folder: FilePath): readonly string[] | null {
    let names = this.#names.get(folder);
    if (names === undefined) {
      names = this.#files.list?.(folder) ?? null;
      this.#names.set(folder, names);
    }
    return names;
  }

  /** Something has changed: everything is looked at anew. */
  forget(): void {
    this.#contents.clear();
    this.#names.clear();
  }
}
