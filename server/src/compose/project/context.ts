import type { FileContent } from "../../base/files.js";
import type { FilePath, SourceText } from "../../base/text.js";
import type { EnvFileParse } from "../env-files/env-file.js";
import type { Lookup } from "../interpolate.js";
import type { Origin } from "../types.js";

/** What every part of a project's loading shares. */
export interface Context {
  /** The project directory. */
  readonly directory: FilePath;
  /** Reads a file and notes that the project depends on it. */
  read(path: FilePath): FileContent;
  /** Notes a text that locations point into; the same text gives the same object. */
  source(path: FilePath, text: string): SourceText;
  /** What `${…}` and bare names find: the process environment, then `.env`. */
  readonly lookup: Lookup<Origin>;
  /** The user's home, which `~` stands for; null where it is not given. */
  readonly home: FilePath | null;
  /** Whether the process environment is known: then what nothing sets is nothing. */
  readonly seesProcess: boolean;
  /** Env files that refer to nothing, and so are the same to every service; by format and path. */
  readonly settledEnvFiles: Map<string, EnvFileParse<Origin>>;
}

/** A function that computes its answer once. */
export function once<T>(compute: () => T): () => T {
  let answer: { readonly value: T } | null = null;
  return () => {
    answer ??= { value: compute() };
    return answer.value;
  };
}

/** A path of a compose file, from a folder: absolute, without `.` and `..` where they can be resolved. */
export function resolvePath(folder: FilePath, path: string): FilePath {
  const given = /^[A-Za-z]:\\/.test(path) ? path.replaceAll("\\", "/") : path;
  const absolute = /^(?:\/|[A-Za-z]:\/)/.test(given) ? given : `${folder}/${given}`;
  const root = /^(?:[A-Za-z]:)?\//.exec(absolute)?.[0] ?? "/";
  const parts: string[] = [];
  for (const part of absolute.slice(root.length).split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return root + parts.join("/");
}

/** A path of the host as a compose file gives it, from a folder; `~` is the user's home. Null where nobody sees which that is. */
export function hostPath(
  folder: FilePath,
  path: string,
  { home, seesProcess }: Pick<Context, "home" | "seesProcess">,
): FilePath | null {
  if (!path.startsWith("~")) return resolvePath(folder, path);
  if (home === null) return seesProcess ? resolvePath(folder, path) : null;
  return resolvePath(home, `./${path.slice(1)}`);
}

/** The folder of a path, without its last `/` (but `/` itself). */
export function folderOf(path: FilePath): FilePath {
  const slash = path.lastIndexOf("/");
  return slash <= 0 ? "/" : path.slice(0, slash);
}

/** A folder and those that it lies in, nearest first. */
export function upwards(folder: FilePath): FilePath[] {
  const folders = [folder];
  for (let at = folder; at !== folderOf(at) && at.includes("/"); ) {
    at = folderOf(at);
    folders.push(at);
  }
  return folders;
}
