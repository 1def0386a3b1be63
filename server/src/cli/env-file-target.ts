import { baseOf, folderOf, joinPath, upwards } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { readContainers } from "../compose/container/read-container.js";
import { asEnvFile, parseEnvFile } from "../compose/env-files/env-file.js";
import { isEnvFileName } from "../compose/project/discover.js";
import { loadProject } from "../compose/project/load.js";
import type { ComposeCache } from "../compose/project/project-files.js";
import type { Project, ProjectRequest } from "../compose/types.js";
import { type KnownServices, releaseOf } from "../instance/recognise.js";
import { isEnvironmentOfPlausible } from "../plausible/tables/marks.js";
import type { Finding } from "../rules/kit/types.js";
import { configFor } from "./config.js";
import { imageNamed } from "./image-flag.js";
import type { Io } from "./io.js";
import { cannot } from "./refusals.js";
import { composeFileName, type Group, groupsAmong } from "./workspace.js";

/** What an env file that is given by name stands for. */
export type EnvFileTarget =
  /** The projects that read it. */
  | { readonly kind: "projects"; readonly groups: readonly Group[] }
  /** None does: it is the environment of a container. */
  | { readonly kind: "alone"; readonly file: LoneEnvFile }
  /** The same, but no env file that Docker could read: what a shell or a platform lists. */
  | { readonly kind: "listing" }
  /** Nothing tells that it is Plausible's. */
  | { readonly kind: "nothing" };

/** An env file as the environment of a container that gets nothing else. */
export interface LoneEnvFile {
  readonly path: FilePath;
  readonly files: Io["files"];
  readonly request: ProjectRequest;
  readonly known: Pick<KnownServices, "services">;
  /** A finding in the file that the user has. */
  readonly shown: (finding: Finding) => Finding;
}

/** Whether a path of `lint` is an env file: by its name, or because it has nothing but `NAME=value`. */
export function isEnvFile(path: string, io: Io): boolean {
  const at = io.absolute(path);
  const content = io.files.read(at);
  if (content.kind === "directory" || content.kind === "missing") return false;
  if (isEnvFileName(baseOf(at))) return true;
  if (content.kind !== "text" || /\.(?:ya?ml|json)$/i.test(at)) return false;
  const lines = content.text.split(/\r?\n/).filter((line) => !/^\s*(?:#|$)/.test(line));
  return lines.length > 0 && lines.every((line) => /^(?:export )?[A-Za-z_]\w*=/.test(line));
}

/** @throws CannotWork where the file cannot be read, or `--image` names no image */
export async function targetOfEnvFile(
  path: string,
  image: string | undefined,
  io: Io,
  cache: ComposeCache,
): Promise<EnvFileTarget> {
  const at = io.absolute(path);
  const content = asEnvFile(io.files.read(at));
  if (content.kind !== "text")
    throw cannot("unreadable", { path, reason: content.kind === "unreadable" ? content.reason : content.kind });
  const groups = await readersOf(at, io, cache);
  if (groups.length > 0) return { kind: "projects", groups };
  const { statements, error } = parseEnvFile(content.text, { file: at, lookup: () => undefined });
  if (error !== null) return { kind: isListing(at, content.text, image) ? "listing" : "nothing" };
  if (image !== undefined) return { kind: "alone", file: loneEnvFile(at, imageNamed("--image", image), io) };
  const textOf = (name: string) => statements.findLast((one) => one.name === name)?.value;
  const names = statements.map(({ name }) => name);
  return isEnvironmentOfPlausible(names, textOf) ? { kind: "alone", file: loneEnvFile(at, "", io) } : { kind: "nothing" };
}

/** Whether a text shows an environment of Plausible's in another way than an env file does. */
function isListing(path: FilePath, text: string, image: string | undefined): boolean {
  const reading = readContainers(path, text);
  if (reading.kind === "fault") return false;
  const variables = reading.containers.flatMap((container) => container.variables);
  const textOf = (name: string) => variables.findLast((one) => one.name === name)?.value;
  const names = variables.map(({ name }) => name);
  return image !== undefined || isEnvironmentOfPlausible(names, textOf);
}

/** The projects with Plausible in them that read an env file: those of its repository, else of its folder and of those above. */
async function readersOf(path: FilePath, io: Io, cache: ComposeCache): Promise<readonly Group[]> {
  const folder = folderOf(path);
  const repository = [...upwards(folder)].find((above) => io.files.read(joinPath(above, ".git")).kind !== "missing");
  const files = new Set(await io.search(repository ?? folder, [`**/${composeFileName}`]));
  for (const above of upwards(folder)) {
    for (const name of io.files.list?.(above) ?? []) {
      if (/^(?:docker-)?(?:compose|stack).*\.ya?ml$/.test(name)) files.add(joinPath(above, name));
    }
  }
  const groups = groupsAmong(new Map([...files].map((file) => [file, true])), io, cache);
  return groups.filter(({ composeFiles }) => {
    const project = loadProject(io.files, { composeFiles, processEnvironment: null }, cache);
    return reads(project, path) && isPlausible(project, configFor(folderOf(composeFiles[0] ?? folder), io).config);
  });
}

function reads({ dotenv, services }: Project, path: FilePath): boolean {
  return [...dotenv, ...services.flatMap(({ envFiles }) => envFiles)].some((file) => file.path === path);
}

function isPlausible(project: Project, known: KnownServices): boolean {
  return project.services.some((service) => releaseOf(project, service, known) !== null);
}

const service = "plausible";

/** `image`: empty where nothing tells it. */
function loneEnvFile(path: FilePath, image: string, io: Io): LoneEnvFile {
  // A compose file that nobody has: all that it says is that a container gets this file.
  const composeFile = joinPath(folderOf(path), `<${baseOf(path)}>.yml`);
  const text = JSON.stringify({ services: { [service]: { image, env_file: [path] } } }).replaceAll("$", "$$$$");
  const files: Io["files"] = {
    read: (wanted) => (wanted === composeFile ? { kind: "text", text, encoding: "utf-8" } : io.files.read(wanted)),
    list: () => null,
  };
  const isShown = (file: FilePath) => file !== composeFile;
  return {
    path,
    files,
    request: { composeFiles: [composeFile], processEnvironment: null },
    known: { services: [service] },
    shown: (finding) => ({
      ...finding,
      at: isShown(finding.at.file) ? finding.at : { file: path, start: 0, end: 0 },
      related: finding.related.filter(({ at }) => isShown(at.file)),
      fixes: finding.fixes.filter(({ edits }) => edits.every(({ file }) => isShown(file))),
    }),
  };
}
