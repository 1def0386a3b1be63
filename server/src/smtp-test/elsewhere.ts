import { folderOf, pathBelow, relativePath } from "../base/paths.js";
import { shellLine, shellWord } from "../base/shell-words.js";
import type { Project, Service } from "../compose/types.js";
import { servicesNamed, shareNetwork } from "../instance/service-networks.js";
import type { Cause } from "../smtp/verdict/causes.js";

/**
 * The same test, to be started where Plausible runs. Lines for a POSIX shell in the project's folder there, into which the
 * program was copied: one file, which needs no registry.
 */
export interface TestElsewhere {
  /** On the server itself. */
  readonly server: string;
  /** From inside of the project's network. */
  readonly network: string;
}

/** What of a test is handed on. */
export interface ElsewhereOptions {
  readonly host: string | null;
  readonly to: string | null;
  readonly findWorking: boolean;
}

/** Failures that another machine, or another network of this one, may not have. */
const dependsOnPlace: readonly (Cause | null)[] = [
  "host-not-found",
  "connection-refused",
  "connection-timeout",
  "host-unreachable",
  "connection-closed",
  "no-greeting",
  "greeting-refused",
];

/** Whether a failure may have to do with where the test ran. */
export function placeMatters(cause: Cause | null): boolean {
  return dependsOnPlace.includes(cause);
}

/** The program in one file, as `npm run single` makes it and the extension has it. */
const program = "plausible-mail.mjs";

/** An image with Node: Plausible's own has none, so nothing can be started in its container. */
const image = "node:22-alpine";

export function testElsewhere(project: Project, service: Service, options: ElsewhereOptions): TestElsewhere {
  const test = [...(options.to === null ? [] : ["--to", options.to]), ...(options.findWorking ? ["--find-working"] : [])];
  const command = (more: readonly string[]) => programLine("test", project, service, [...test, ...more]);
  const { up, inside } = mountOf(project, service);
  const docker = [
    "docker run --rm",
    `--network ${networkOf(project, service, options.host)}`,
    ...(isDockerHost(service, options.host) ? [`--add-host ${options.host}:host-gateway`] : []),
    `-v "\${PWD}${up}:/project:ro"`,
    `-w ${shellWord(inside === "" ? "/project" : `/project/${inside}`)}`,
    ...shellNames(project, service).map((name) => `-e ${name}`),
    image,
    command(["--from-container"]),
  ];
  return { server: command([]), network: docker.join(" ") };
}

/** A command of ours about a service, for a POSIX shell in the folder of its project. */
export function programLine(command: string, project: Project, service: Service, flags: readonly string[]): string {
  return shellLine(["node", program, command, ...projectFlags(project), "--service", service.name, ...flags]);
}

/** The flags that say which project, with paths that count from its folder; none where Compose would find it by itself. */
function projectFlags({ request, directory }: Project): string[] {
  const { composeFiles, envFiles = [], profiles = [] } = request;
  const files = composeFiles.map((file) => relativePath(directory, file));
  const found = files.every((file) => /^(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(file)) && files.length <= 2;
  return [
    ...(found ? [] : files.flatMap((file) => ["-f", file])),
    ...(request.projectDirectory === undefined ? [] : ["--project-directory", "."]),
    ...envFiles.flatMap((file) => ["--env-file", relativePath(directory, file)]),
    ...profiles.flatMap((profile) => ["--profile", profile]),
  ];
}

/** The network by Docker's name of it: one that the relay is in too, else one that leads out. */
function networkOf(project: Project, service: Service, host: string | null): string {
  const { mode, networks } = service.network;
  if (mode !== null) {
    // The other container's name is Docker's to choose.
    const other = /^service:(.+)$/.exec(mode)?.[1];
    return other === undefined ? shellWord(mode) : `"container:$(docker compose ps -q ${shellWord(other)})"`;
  }
  const [relay] = host === null ? [] : servicesNamed(project, service, host);
  const shared = relay !== undefined && shareNetwork(service, relay) === true ? relay.network.networks : [];
  const key =
    networks.find((name) => shared.includes(name)) ??
    networks.find((name) => project.networks.get(name)?.internal !== true) ??
    networks[0] ??
    "default";
  return shellWord(project.networks.get(key)?.name ?? `${project.name}_${key}`);
}

/** A name for the Docker host that only the container's `extra_hosts` know. */
function isDockerHost({ network }: Service, host: string | null): boolean {
  return host === "host.docker.internal" && network.extraHosts.includes(host);
}

/** How far above the project's folder its files lie, and the way back down. */
export function mountOf({ directory, files, dotenv }: Project, { envFiles, mounts }: Service) {
  // Env files and secrets are read when someone asks for them: their paths are asked for, not the texts that were read.
  const mounted = [...mounts.values()].flatMap(({ at }) => (at === null ? [] : at.file));
  const paths = [...files.keys(), ...[...dotenv, ...envFiles].map(({ path }) => path), ...mounted];
  let top = directory;
  while (top !== folderOf(top) && paths.some((path) => pathBelow(top, path) === null)) top = folderOf(top);
  const inside = pathBelow(top, directory) ?? "";
  return { up: inside === "" ? "" : "/..".repeat(inside.split("/").length), inside };
}

/** Names of the shell that the files ask for, which a container does not have. Only the names: Docker passes the values on. */
export function shellNames({ request, files }: Project, { environment }: Service): string[] {
  const shell = request.processEnvironment;
  if (shell === null) return [];
  const asked = [...files.values()].flatMap(({ text }) =>
    [...text.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name]) => name ?? ""),
  );
  const bare = [...environment.values()].flatMap(({ name, declared }) => (declared.value === null ? [name] : []));
  return [...new Set([...bare, ...asked])].filter((name) => shell.has(name) && !everywhere.has(name));
}

/** What every shell has, and a container has of its own. */
const everywhere: ReadonlySet<string> = new Set(["PATH", "HOME", "PWD", "HOSTNAME", "USER"]);
