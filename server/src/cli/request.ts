import type { Command } from "commander";
import { baseOf, folderOf, relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { dotenvOf, namedComposeFiles, type SettingLookup, settingsIn, splitList } from "../compose/project/compose-variables.js";
import { findProject } from "../compose/project/discover.js";
import type { ProjectRequest } from "../compose/types.js";
import { goQuote } from "../compose/yaml/go-text.js";
import { isEnvFile } from "./env-file-target.js";
import { envFileRefusal, refuseForeign } from "./foreign-files.js";
import { CannotWork, type Io } from "./io.js";
import { cannot } from "./refusals.js";

/** The flags that say which project, as those of `docker compose`. */
export interface ProjectFlags {
  readonly file?: readonly string[];
  readonly envFile?: readonly string[];
  readonly profile?: readonly string[];
  readonly projectDirectory?: string;
  readonly processEnv: boolean;
  readonly container?: string;
  readonly image?: string;
}

/** Collects a flag that may be given several times. */
export function repeatable(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

export const containerHelp =
  "a running container instead of files: output of docker inspect, podman inspect or env (-: standard input)";
export const imageHelp = "the image that runs, if an env file or the output of env doesn't say it";

/** Adds the flags that take a container in place of a project. */
export function addContainerFlags(command: Command): Command {
  return command.option("--container <file>", containerHelp).option("--image <tag|image>", imageHelp);
}

/** Adds the flags of `explain` and `test` that choose a project. */
export function addProjectFlags(command: Command): Command {
  return command
    .option("-f, --file <file>", "compose file, as for docker compose (repeatable)", repeatable)
    .option("--env-file <file>", "instead of .env (repeatable)", repeatable)
    .option("--profile <name>", "active profile (repeatable)", repeatable)
    .option("--project-directory <folder>", "instead of the folder of the first compose file")
    .option("--no-process-env", "ignore the variables of this shell");
}

/**
 * The project that `docker compose` would take with these flags, in this folder and environment.
 * `path`: a compose file counts as `-f`, a folder as the current one.
 */
export function composeRequest(flags: ProjectFlags, path: string | undefined, io: Io): ProjectRequest {
  // Compose sets PWD for all it does.
  const processEnvironment = flags.processEnv ? new Map([["PWD", io.cwd], ...io.env]) : null;
  if (flags.image !== undefined) throw cannot("imageNeedsContainer");
  const given = [...(flags.file ?? [])];
  let folder = io.cwd;
  if (path !== undefined) {
    const content = io.files.read(io.absolute(path));
    const { kind } = content;
    if (isEnvFile(path, io)) throw new CannotWork(envFileRefusal(path));
    if (content.kind === "text") refuseForeign(path, baseOf(path), content.text);
    if (kind === "missing") throw cannot("noFileOrFolder", { path });
    if (given.length > 0) throw cannot("pathOrFile", { path });
    if (kind === "directory") folder = io.absolute(path);
    else given.push(path);
  }
  const projectDirectory = flags.projectDirectory === undefined ? undefined : io.absolute(flags.projectDirectory);
  const shell: SettingLookup = (name) => (flags.processEnv ? io.env.get(name) : undefined);
  const start = projectDirectory ?? (given[0] === undefined ? folder : folderOf(io.absolute(given[0])));
  const settings = settingsIn(io.files, envFilesOf(flags, shell, io) ?? [dotenvOf(start)], shell);
  const composeFiles =
    given.length > 0 ? given.map((file) => io.absolute(file)) : (namedComposeFiles(settings, folder) ?? discover(start, io));
  const envFiles = envFilesOf(flags, settings, io);
  return {
    composeFiles,
    ...(envFiles === undefined ? {} : { envFiles }),
    ...(projectDirectory === undefined ? {} : { projectDirectory }),
    ...(projectDirectory === undefined && given.length === 0 ? { foundFrom: folder } : {}),
    ...(flags.profile === undefined ? {} : { profiles: flags.profile }),
    processEnvironment,
  };
}

/**
 * `--env-file`, or what Compose's own variables say instead; undefined: `.env` in the project directory. `COMPOSE_ENV_FILES` counts
 * in the shell alone.
 */
export function envFilesOf(
  flags: Pick<ProjectFlags, "envFile" | "processEnv">,
  setting: SettingLookup,
  io: Io,
): readonly FilePath[] | undefined {
  const given = flags.envFile ?? splitList(flags.processEnv ? io.env.get("COMPOSE_ENV_FILES") : undefined, ",");
  if (given.length > 0) return given.map((file) => io.absolute(file));
  const disabled = setting("COMPOSE_DISABLE_ENV_FILE");
  if (disabled === undefined || /^(?:0|[fF]|FALSE|false|False)$/.test(disabled)) return undefined;
  if (/^(?:1|[tT]|TRUE|true|True)$/.test(disabled)) return [];
  const compose = `strconv.ParseBool: parsing ${goQuote(disabled)}: invalid syntax`;
  throw cannot("disableEnvFile", { value: disabled }, compose);
}

/** The files of default names in a folder, or above it. */
function discover(folder: FilePath, io: Io): readonly FilePath[] {
  const found = findProject(io.files, folder, { searchParents: true });
  if (found !== null) return found;
  const compose = "no configuration file provided: not found";
  throw cannot("noCompose", { folder: relativePath(io.cwd, folder) }, compose);
}
