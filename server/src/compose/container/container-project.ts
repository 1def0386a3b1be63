import { KnownText } from "../../base/known-text.js";
import { folderOf } from "../../base/paths.js";
import { type FilePath, type Location, SourceText } from "../../base/text.js";
import type { Project, Service, ServiceNetwork, Variable } from "../types.js";
import type { ContainerVariable, RunningContainer } from "./running-container.js";

/** The name of a container of which none is told. */
export const unnamed = "container";

/**
 * Containers as a project: each a service with the variables that it really has. Nothing is left to be found elsewhere, and
 * no text is to be edited: what shows a container is not what made it. Other containers may be in its networks.
 */
export function containerProject(file: FilePath, text: string, containers: readonly RunningContainer[]): Project {
  const services = containers.map((container) => serviceOf(container, file, text));
  const names = new Set(services.flatMap(({ network }) => network.networks));
  const name = containers.find(({ project }) => project !== null)?.project ?? "";
  return {
    request: { composeFiles: [file], processEnvironment: null },
    directory: folderOf(file),
    container: true,
    name,
    networks: new Map([...names].map((each) => [each, { name: each, external: true, internal: false }])),
    files: new Map([[file, new SourceText(text)]]),
    dependencies: new Set([file]),
    listed: new Set(),
    errors: [],
    textErrors: [],
    broken: false,
    shared: {},
    blockAt: () => null,
    placeOf: () => null,
    services,
    active: new Set(services),
    dotenv: [],
    envFilesBeside: [],
    incomplete: true,
  };
}

function serviceOf(container: RunningContainer, file: FilePath, text: string): Service {
  const { image, at, nameAt, mounts, commandLine } = container;
  const name = container.name ?? unnamed;
  return {
    name,
    identity: {},
    nameAt,
    image: image === null ? null : { text: image.text, unresolved: [], at: image.at },
    hasBuild: false,
    environment: environmentOf(container.variables),
    environmentSections: [],
    envFiles: [],
    mounts,
    network: container.network ?? unseenNetwork(name),
    profiles: [],
    dependsOn: [],
    commandLine,
    incomplete: false,
    unseenNames: [],
    errors: [],
    pairs: [],
    texts: [at],
    blocks: [{ file, base: 0, text, block: new KnownText(text) }],
  };
}

/** The last of a name counts, as in a process; it stands where the name was first. */
function environmentOf(variables: readonly ContainerVariable[]): ReadonlyMap<string, Variable> {
  const environment = new Map<string, Variable>();
  for (const { name, value, entry } of variables) {
    const at: Location = entry.value;
    const origin = { kind: "environment", at, entry, through: [] } as const;
    environment.set(name, { name, declared: entry, envFileAt: null, state: "value", value, origin });
  }
  return environment;
}

function unseenNetwork(name: string): ServiceNetwork {
  return { mode: null, names: [name], extraHosts: [], networks: ["default"], reachesElsewhere: true, unseen: true, ports: [] };
}
