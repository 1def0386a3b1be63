import { type Files, isThere } from "../../base/files.js";
import { baseOf, folderOf, joinPath } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";

/** The names that Compose looks for in a folder; the first that is there counts. */
const defaultNames = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"] as const;

/** The overrides that Compose lays over a file of a default name; the first that is there, of either kind of name. */
const overrideNames = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
] as const;

/**
 * The compose files that `docker compose` takes when it is run in a folder: the first default name, and its override.
 * With `searchParents` in the nearest folder upwards that has one, as Compose does. Null when there is none.
 */
export function findProject(
  files: Files,
  folder: FilePath,
  { searchParents }: { readonly searchParents: boolean },
): FilePath[] | null {
  for (let at = folder; ; at = folderOf(at)) {
    const name = defaultNames.find((candidate) => isThere(files.read(joinPath(at, candidate))));
    if (name !== undefined) {
      const file = joinPath(at, name);
      const override = overrideOf(files, file);
      return override === null ? [file] : [file, override];
    }
    if (!searchParents || at === folderOf(at)) return null;
  }
}

/** The override that Compose lays over a file by itself; null when there is none, or when the file has no default name. */
export function overrideOf(files: Files, file: FilePath): FilePath | null {
  if (!(defaultNames as readonly string[]).includes(baseOf(file))) return null;
  const name = overrideNames.find((candidate) => isThere(files.read(joinPath(folderOf(file), candidate))));
  return name === undefined ? null : joinPath(folderOf(file), name);
}

/** Whether a file name (without folders) is one that people give to compose files, as editors recognise them. */
export function isComposeFileName(base: string): boolean {
  return /^(?:compose.*|.*docker.*compose.*)\.ya?ml$/i.test(base);
}

/** Whether a file name (without folders) is one of an env file: `.env`, `.env.local`, `plausible-conf.env`. */
export function isEnvFileName(base: string): boolean {
  return /^\.env(?:\..+)?$/.test(base) || /.\.env$/.test(base);
}
