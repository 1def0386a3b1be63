import type { FileContent } from "../base/files.js";
import { resolvePath } from "../base/paths.js";
import type { FilePath, SourceText } from "../base/text.js";
import type { EnvFileParse } from "./env-statements.js";
import type { Lookup } from "./interpolate.js";
import type { Origin } from "./types.js";

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

/** A path as Compose tells it: it tidies up those alone that it joins to a folder. `path`: what it leads to. */
export const toldPath = (written: string, path: FilePath): string => (written.startsWith("/") ? written : path);
