import { once } from "../base/once.js";
import { folderOf, relativePath } from "../base/paths.js";
import { onOneLine } from "../base/scan.js";
import type { FilePath } from "../base/text.js";
import { type IsPart, replacer, standsAlone } from "../base/text-search.js";
import { loadProject } from "../compose/project/load.js";
import type { Project, ProjectError, Service } from "../compose/types.js";
import { type ComposedService, composedService } from "../instance/composed.js";
import type { KnownServices } from "../instance/recognise.js";
import type { Config } from "../lint/config.js";
import { configFor } from "./config.js";
import { containerOf } from "./container.js";
import type { Io } from "./io.js";
import { cannot } from "./refusals.js";
import { composeRequest, type ProjectFlags } from "./request.js";
import { withStdin } from "./stdin.js";

/** One project as `docker compose` would take it. */
export interface ChosenProject {
  readonly project: Project;
  /** Its Plausible services that are active, in the order of the file. */
  readonly plausible: readonly ComposedService[];
  /** Plausible services of profiles that are not active. */
  readonly inactive: readonly ComposedService[];
  /** The other active services. */
  readonly others: readonly Service[];
  /** What the user's configuration says of services. */
  readonly known: KnownServices;
}

/** Finds and loads the project that flags, path, folder and environment mean. */
export async function chooseProject(flags: ProjectFlags, path: string | undefined, outer: Io): Promise<ChosenProject> {
  if (flags.container !== undefined) return chooseContainer(flags.container, flags, path, outer);
  const stdin = "<stdin>";
  const wantsStdin = path === "-" || flags.file?.includes("-") === true;
  const io = wantsStdin ? await withStdin(outer, outer.absolute(stdin)) : outer;
  const named = (name: string) => (name === "-" ? stdin : name);
  const request = composeRequest(
    flags.file === undefined ? flags : { ...flags, file: flags.file.map(named) },
    path === undefined ? undefined : named(path),
    io,
  );
  const project = loadProject(io.files, request);
  const { config } = configFor(folderOf(request.composeFiles[0] as FilePath), io);
  return chosenIn(project, config);
}

/** The container that `--container` shows, in place of a project. */
async function chooseContainer(from: string, flags: ProjectFlags, path: string | undefined, io: Io): Promise<ChosenProject> {
  if (path !== undefined || flags.file !== undefined) throw cannot("projectOrContainer");
  const { project, config } = await containerOf(from, flags, io);
  return chosenIn(project, config);
}

function chosenIn(project: Project, config: Config): ChosenProject {
  const plausible: ComposedService[] = [];
  const inactive: ComposedService[] = [];
  const others: Service[] = [];
  for (const service of project.services) {
    const composed = composedService(project, service, config);
    if (composed !== null) (project.active.has(service) ? plausible : inactive).push(composed);
    else if (project.active.has(service)) others.push(service);
  }
  return { project, plausible, inactive, others, known: config };
}

/** What a project's errors say to a reader in a folder. */
export interface ErrorWords {
  /** Compose's words, with paths as the reader would write them. */
  text(error: ProjectError): string;
  /** `file:line: cause`, for standard error. */
  line(error: ProjectError): string;
}

/** The words of a project's errors, of which there may be thousands: which paths they may name is found out once. */
export function errorWords(project: Project, cwd: FilePath): ErrorWords {
  const shortened = once(() => shortenerOf(project, cwd));
  const text = ({ message }: ProjectError) => shortened()(message);
  return {
    text,
    line(error) {
      const source = project.files.get(error.at.file);
      const line = source === undefined ? "" : `:${source.positionAt(error.at.start).line + 1}`;
      return `${relativePath(cwd, error.at.file)}${line}: ${onOneLine(text(error))}`;
    },
  };
}

/** Writes each path of a project as it is called from a folder. */
function shortenerOf(project: Project, cwd: FilePath): (text: string) => string {
  const paths = [...project.dependencies, project.directory].filter((path) => path !== "/");
  // In one go, and whole names only: what took a path's place may hold another one.
  const isOther: IsPart = (sign) => /[^\s"'`=:([]/.test(sign);
  const stands = (path: string, text: string, at: number) =>
    standsAlone(text, at, at + path.length, isOther, (sign) => /[\w-]/.test(sign));
  return replacer(paths, stands, (path) => relativePath(cwd, path));
}
