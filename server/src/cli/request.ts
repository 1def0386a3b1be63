import type { Command } from "commander";
import { findProject } from "../compose/discover.js";
import { goQuote } from "../compose/go-text.js";
import type { ProjectRequest } from "../compose/project.js";
import type { FilePath } from "../compose/text.js";
import { dotenvValues } from "./dotenv.js";
import { CannotWork, type Io } from "./io.js";
import { folderOf, relativePath } from "./text.js";

/** The flags that say which project, as those of `docker compose`. */
export interface ProjectFlags {
  readonly file?: readonly string[];
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  readonly projectDirectory?: string;
  readonly processEnv: boolean;
}

/** Collects a flag that may be given several times. */
export function repeatable(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Adds the flags of `explain` and `test` that choose a project. */
export function addProjectFlags(command: Command): Command {
  return command
    .option("-f, --file <file>", "compose file, as for docker compose (repeatable)", repeatable)
    .option("--env-file <file>", "instead of .env (repeatable)", repeatable)
    .option("--profile <name>", "active profile (repeatable)", repeatable)
    .option("--project-directory <folder>", "instead of the folder of the first compose file")
    .option("--no-process-env", "do not look at the variables of this shell");
}

/**
 * The project that `docker compose` would take with these flags, in this folder and environment.
 * `path`: a compose file counts as `-f`, a folder as the current one.
 */
export function composeRequest(flags: ProjectFlags, path: string | undefined, io: Io): ProjectRequest {
  // Compose sets PWD for all it does.
  const processEnvironment = flags.processEnv ? new Map([["PWD", io.cwd], ...io.env]) : null;
  const given = [...(flags.file ?? [])];
  let folder = io.cwd;
  if (path !== undefined) {
    const kind = io.files.read(io.absolute(path)).kind;
    if (kind === "missing") throw new CannotWork(`${path}: no such file or folder`);
    if (given.length > 0) throw new CannotWork(`${path}: give either a path or --file, not both`);
    if (kind === "directory") folder = io.absolute(path);
    else given.push(path);
  }
  const projectDirectory = flags.projectDirectory === undefined ? undefined : io.absolute(flags.projectDirectory);
  const setting = composeSettings(
    flags,
    io,
    projectDirectory ?? (given[0] === undefined ? folder : folderOf(io.absolute(given[0]))),
  );
  const composeFiles =
    given.length > 0 ? given.map((file) => io.absolute(file)) : discover(setting, projectDirectory ?? folder, folder, io);
  const envFiles = envFilesOf(flags, setting, io);
  return {
    composeFiles,
    ...(envFiles === undefined ? {} : { envFiles }),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
    ...(projectDirectory === undefined && given.length === 0 ? { foundFrom: folder } : {}),
    ...(flags.profile === undefined ? {} : { profiles: flags.profile }),
    processEnvironment,
  };
}

export type Lookup = (name: string) => string | undefined;

/** Where Compose looks for its own `COMPOSE_*` variables: the shell, then the env files. */
function composeSettings(flags: ProjectFlags, io: Io, folder: FilePath): Lookup {
  const shell: Lookup = (name) => (flags.processEnv ? io.env.get(name) : undefined);
  const envFiles = envFilesOf(flags, shell, io) ?? [`${folder}/.env`];
  const values = new Map<string, string>();
  for (const file of envFiles) {
    const content = io.files.read(file);
    if (content.kind !== "text") continue;
    for (const [name, value] of dotenvValues(content.text, file, (name) => shell(name) ?? values.get(name)))
      values.set(name, value);
  }
  return (name) => shell(name) ?? values.get(name);
}

/**
 * `--env-file`, or what Compose's own variables say instead; undefined: `.env` in the project directory. `COMPOSE_ENV_FILES` counts
 * in the shell alone.
 */
export function envFilesOf(
  flags: Pick<ProjectFlags, "envFile" | "processEnv">,
  setting: Lookup,
  io: Io,
): readonly FilePath[] | undefined {
  const given = flags.envFile ?? splitList(flags.processEnv ? io.env.get("COMPOSE_ENV_FILES") : undefined, ",");
  if (given.length > 0) return given.map((file) => io.absolute(file));
  const disabled = setting("COMPOSE_DISABLE_ENV_FILE");
  if (disabled === undefined || /^(?:0|[fF]|FALSE|false|False)$/.test(disabled)) return undefined;
  if (/^(?:1|[tT]|TRUE|true|True)$/.test(disabled)) return [];
  const compose = `strconv.ParseBool: parsing ${goQuote(disabled)}: invalid syntax`;
  throw new CannotWork(`COMPOSE_DISABLE_ENV_FILE=${disabled}: neither true nor false`, compose);
}

function discover(setting: Lookup, start: FilePath, folder: FilePath, io: Io): readonly FilePath[] {
  const separator = setting("COMPOSE_PATH_SEPARATOR") || (process.platform === "win32" ? ";" : ":");
  const named = splitList(setting("COMPOSE_FILE"), separator);
  if (named.length > 0) return named.map((file) => io.absolute(file));
  const found = findProject(io.files, start, { searchParents: true });
  if (found !== null) return found;
  throw new CannotWork(
    `no compose file in ${relativePath(io.cwd, folder)} or the folders above it (looked for compose.yaml, compose.yml, docker-compose.yml, docker-compose.yaml)`,
    "no configuration file provided: not found",
  );
}

function splitList(list: string | undefined, separator: string): string[] {
  return (list ?? "")
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
