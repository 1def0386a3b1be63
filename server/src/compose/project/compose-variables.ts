import type { Files } from "../../base/files.js";
import { folderOf, joinPath, resolvePath, upwards } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";
import { asEnvFile, parseEnvFile } from "../env-files/env-file.js";
import type { ProjectRequest } from "../types.js";
import { findProject } from "./discover.js";

/** What Compose finds for a variable of its own (`COMPOSE_FILE`); undefined: nothing sets it. */
export type SettingLookup = (name: string) => string | undefined;

/**
 * Compose's own variables: those of the shell, then those of env files, the later first. An error in a file is told when
 * the project is loaded.
 *
 * @param shell null where the shell is unseen: then a value that refers to what no file sets is not known
 */
export function settingsIn(files: Files, envFiles: readonly FilePath[], shell: SettingLookup | null): SettingLookup {
  const values = new Map<string, string>();
  const find: SettingLookup = (name) => shell?.(name) ?? values.get(name);
  for (const file of envFiles) {
    const content = asEnvFile(files.read(file));
    if (content.kind !== "text") continue;
    const { statements, error } = parseEnvFile(content.text, {
      file,
      lookup(name, earlier) {
        const found = find(name);
        if (found !== undefined) return { value: found, origin: null };
        const before = earlier.get(name);
        const unseen = before?.interpolation?.unseen === true;
        return before?.value == null ? undefined : { value: before.value, origin: null, unseen };
      },
    });
    for (const { name, value, unresolved, interpolation } of statements) {
      if (interpolation?.unseen) continue;
      // Compose must be able to read a file to be told that it shall not: else it complains of it.
      if (error !== null && name === "COMPOSE_DISABLE_ENV_FILE") continue;
      if (value !== null && (shell !== null || unresolved.length === 0)) values.set(name, value);
    }
  }
  return find;
}

/** The compose files that `COMPOSE_FILE` names, relative ones from the folder in which Compose is run; null when it names none. */
export function namedComposeFiles(settings: SettingLookup, folder: FilePath): FilePath[] | null {
  const usual = /^[A-Za-z]:/.test(folder) ? ";" : ":";
  const named = splitList(settings("COMPOSE_FILE"), settings("COMPOSE_PATH_SEPARATOR") || usual);
  return named.length === 0 ? null : named.map((file) => resolvePath(folder, file));
}

/** The items of a list in one variable, without blanks around them and empty ones. */
export function splitList(list: string | undefined, separator: string): string[] {
  return (list ?? "")
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** The files that `docker compose` takes when it is run in a folder, and where it is run. */
export type ChosenFiles = Pick<ProjectRequest, "composeFiles" | "foundFrom">;

/** The `.env` of a folder. */
export function dotenvOf(folder: FilePath): FilePath {
  return joinPath(folder, ".env");
}

/** What a folder's `.env` says in `COMPOSE_FILE`, to somebody who does not see the shell; null when it says nothing. */
function namedIn(files: Files, folder: FilePath): ChosenFiles | null {
  const composeFiles = namedComposeFiles(settingsIn(files, [dotenvOf(folder)], null), folder);
  return composeFiles === null ? null : { composeFiles, foundFrom: folder };
}

/** The project of a folder: the files that its `.env` names, else those of default names; null when there are none. */
export function projectIn(files: Files, folder: FilePath): ChosenFiles | null {
  const named = namedIn(files, folder);
  if (named !== null) return named;
  const composeFiles = findProject(files, folder, { searchParents: false });
  return composeFiles === null ? null : { composeFiles };
}

/** The project of the nearest folder upwards that has one. */
export function nearestProject(files: Files, folder: FilePath): ChosenFiles | null {
  for (const at of upwards(folder)) {
    const found = projectIn(files, at);
    if (found !== null) return found;
  }
  return null;
}

/** The project that the `.env` of the nearest folder upwards names together with this file; null when none names it. */
export function projectNaming(files: Files, path: FilePath): ChosenFiles | null {
  for (const at of upwards(folderOf(path))) {
    const named = namedIn(files, at);
    if (named?.composeFiles.includes(path)) return named;
  }
  return null;
}
