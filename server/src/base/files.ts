import type { FilePath, SourceText } from "./text.js";

/** What stands at a path. `lossy`: the bytes were no valid UTF-8 (or UTF-16 with a byte order mark), the text is an approximation. */
export type FileContent =
  | {
      readonly kind: "text";
      readonly text: string;
      readonly encoding: "utf-8" | "utf-16" | "lossy";
      /** The same text with its lines, where somebody has looked for them. */
      readonly source?: SourceText;
    }
  | { readonly kind: "missing" }
  | { readonly kind: "directory" }
  /**
   * `tooLarge`: it may be sound, and only this program does not read it. `irregular`: so may it be, but it is a pipe or a device.
   * `unseen`: nobody can look, so it may not even be there. `denied`: another user may read it.
   */
  | {
      readonly kind: "unreadable";
      readonly reason: string;
      readonly tooLarge?: true;
      readonly irregular?: true;
      readonly unseen?: true;
      readonly denied?: true;
    };

/** The bytes of the largest file that is read, and the characters of the largest open document that is judged. */
export const largestFile = 16 * 1024 * 1024;

/** What stands at the path of a file that is larger. */
export const tooLarge: FileContent = { kind: "unreadable", reason: "larger than 16 MB", tooLarge: true };

/** What stands at a path that cannot be looked at from here. */
export const unseen: FileContent = { kind: "unreadable", reason: "out of sight", unseen: true };

/** Whether something that is no folder is known to be there. */
export function isThere(content: FileContent): boolean {
  return content.kind === "text" || (content.kind === "unreadable" && content.unseen !== true);
}

/** The one way in which this program sees files: the disk for the CLI, open editors over the disk for the language server, a record in tests. */
export interface Files {
  read(path: FilePath): FileContent;
  /** The names of the files in a folder, without its own folders; null, or no such function, where that is not known. */
  list?(folder: FilePath): readonly string[] | null;
}

/** Files from a record of absolute paths; a path that others lie under is a directory. */
export function memoryFiles(contents: Readonly<Record<FilePath, string>>): Files {
  return {
    read(path) {
      const text = contents[path];
      if (text !== undefined) return { kind: "text", text, encoding: "utf-8" };
      const prefix = path.endsWith("/") ? path : `${path}/`;
      return { kind: Object.keys(contents).some((name) => name.startsWith(prefix)) ? "directory" : "missing" };
    },
    list(folder) {
      const prefix = folder.endsWith("/") ? folder : `${folder}/`;
      const below = Object.keys(contents).flatMap((path) => (path.startsWith(prefix) ? [path.slice(prefix.length)] : []));
      return below.filter((name) => !name.includes("/"));
    },
  };
}
