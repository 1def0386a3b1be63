import { type FileContent, type Files, isThere } from "../base/files.js";
import { joinPath, upwards } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { configFileName } from "./config.js";

/** Where a config file was looked for, and what was found. */
export interface NearestConfig {
  /** Null: there is none. */
  readonly found: { readonly path: FilePath; readonly folder: FilePath; readonly content: FileContent } | null;
  /** The paths that were looked at, up to the one that is there. */
  readonly lookedAt: readonly FilePath[];
}

/** The nearest `.plausible-mail.yml`, from a folder upwards. One that cannot be read counts as found: it may say anything. */
export function nearestConfig(files: Files, from: FilePath): NearestConfig {
  const lookedAt: FilePath[] = [];
  for (const folder of upwards(from)) {
    const path = joinPath(folder, configFileName);
    lookedAt.push(path);
    const content = files.read(path);
    if (isThere(content)) return { found: { path, folder, content }, lookedAt };
  }
  return { found: null, lookedAt };
}
