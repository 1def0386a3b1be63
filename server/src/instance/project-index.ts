import type { FilePath } from "../base/text.js";
import type { Project, Service, TextBlock } from "../compose/types.js";
import { factsOf, keyIn, mayHave } from "./service-facts.js";

/**
 * The services of a project by what others ask about them, so that nobody has to walk over all of them. Each answer is
 * made when the first one asks, and lists services in the order of the project.
 */
export interface ProjectIndex {
  /**
   * What follows from the project alone, computed for the first one who asks. The question names all that `compute`
   * rests on beside the project.
   */
  ask<T extends IndexAnswer>(question: string, compute: (project: Project) => T): T;
  /** The services with that name as their own. */
  called(name: string): readonly Service[];
  /** The services that go by a name in some network, whatever its case. */
  named(name: string): readonly Service[];
  /** Whether Docker gives a container of this project that name: project, service and number. */
  isContainerName(host: string): boolean;
  /** Whether a service reads an env file; `besides`: another one than this. */
  isRead(path: FilePath, besides?: string): boolean;
  /** Whether a service shares the network of the one with that name. */
  hasAttached(name: string): boolean;
  /** The services whose `depends_on` names that one. */
  waitingFor(name: string): readonly Service[];
  /** The databases and mail servers. */
  companions(): readonly Service[];
  /** Those of them that take mail from containers and hand it on. */
  relays(): readonly Service[];
  /** The services that take mail, as far as image or name tells. */
  mailServices(): readonly Service[];
  /** The services that may have a text in common with another one: by an anchor, by `extends`, or in a file that cannot be cut. */
  sharingTexts(): readonly Service[];
  /** The names of all services that are no database. */
  names(): readonly string[];
}

/** What a question about a project as a whole has for an answer. */
export type IndexAnswer = string | number | boolean | null;

const indexes = new WeakMap<Project, ProjectIndex>();

/** The index of a loaded project; made once. */
export function indexOf(project: Project): ProjectIndex {
  let index = indexes.get(project);
  if (index === undefined) {
    index = new ServiceIndex(project);
    indexes.set(project, index);
  }
  return index;
}

/** Lets another index answer for a project. */
export function answerThrough(project: Project, index: ProjectIndex): void {
  indexes.set(project, index);
}

const nobody: readonly Service[] = [];
const envFileKey = keyIn("env_file");
const networkModeKey = keyIn("network_mode");
const dependsOnKey = keyIn("depends_on");

class ServiceIndex implements ProjectIndex {
  readonly #project: Project;
  readonly #services: readonly Service[];
  readonly #answers = new Map<string, IndexAnswer>();
  #called: ReadonlyMap<string, readonly Service[]> | null = null;
  #named: ReadonlyMap<string, readonly Service[]> | null = null;
  #lowerNames: ReadonlySet<string> | null = null;
  #reading: ReadonlyMap<FilePath, readonly Service[]> | null = null;
  #attached: ReadonlyMap<string, readonly Service[]> | null = null;
  #waiting: ReadonlyMap<string, readonly Service[]> | null = null;
  #companions: readonly Service[] | null = null;
  #relays: readonly Service[] | null = null;
  #mailServices: readonly Service[] | null = null;
  #sharing: readonly Service[] | null = null;
  #names: readonly string[] | null = null;

  constructor(project: Project) {
    this.#project = project;
    this.#services = project.services;
  }

  ask<T extends IndexAnswer>(question: string, compute: (project: Project) => T): T {
    const known = this.#answers.get(question);
    if (known !== undefined) return known as T;
    const answer = compute(this.#project);
    this.#answers.set(question, answer);
    return answer;
  }

  called(name: string): readonly Service[] {
    this.#called ??= group(this.#services, (service) => [service.name]);
    return this.#called.get(name) ?? nobody;
  }

  named(name: string): readonly Service[] {
    this.#named ??= group(this.#services, (service) => factsOf(service).names(service));
    return this.#named.get(name.toLowerCase()) ?? nobody;
  }

  isContainerName(host: string): boolean {
    const [, service] = /^(.+)[-_]\d+$/.exec(host.toLowerCase()) ?? [];
    if (service === undefined) return false;
    this.#lowerNames ??= new Set(this.#services.map(({ name }) => name.toLowerCase()));
    for (let at = 0; at < service.length; at += 1) {
      if ((service[at] === "-" || service[at] === "_") && this.#lowerNames.has(service.slice(at + 1))) return true;
    }
    return false;
  }

  isRead(path: FilePath, besides?: string): boolean {
    this.#reading ??= group(this.#mentioning(envFileKey), ({ envFiles }) => envFiles.map((file) => file.path));
    return (this.#reading.get(path) ?? nobody).some(({ name }) => name !== besides);
  }

  hasAttached(name: string): boolean {
    const mentions = this.#mentioning(networkModeKey);
    this.#attached ??= group(mentions, ({ network: { mode } }) => (mode?.startsWith("service:") ? [mode.slice(8)] : []));
    return this.#attached.has(name);
  }

  waitingFor(name: string): readonly Service[] {
    this.#waiting ??= group(this.#mentioning(dependsOnKey), ({ dependsOn }) => dependsOn.map((each) => each.name));
    return this.#waiting.get(name) ?? nobody;
  }

  companions(): readonly Service[] {
    this.#companions ??= this.#services.filter((service) => factsOf(service).companion(service) !== null);
    return this.#companions;
  }

  relays(): readonly Service[] {
    this.#relays ??= this.#services.filter((service) => factsOf(service).isRelay(service));
    return this.#relays;
  }

  mailServices(): readonly Service[] {
    this.#mailServices ??= this.#services.filter((service) => factsOf(service).takesMail(service));
    return this.#mailServices;
  }

  sharingTexts(): readonly Service[] {
    this.#sharing ??= this.#findSharing();
    return this.#sharing;
  }

  names(): readonly string[] {
    this.#names ??= this.#services.flatMap((service) =>
      factsOf(service).companion(service) === "database" ? [] : [service.name],
    );
    return this.#names;
  }

  #findSharing(): readonly Service[] {
    const users = new Map<string, number>();
    const placeOf = ({ file, base }: TextBlock) => `${base} ${file}`;
    for (const { blocks } of this.#services) {
      for (const block of blocks) users.set(placeOf(block), (users.get(placeOf(block)) ?? 0) + 1);
    }
    return this.#services.filter(({ blocks }) =>
      blocks.some((block) => /[&*]/.test(block.text) || (users.get(placeOf(block)) ?? 0) > 1),
    );
  }

  /** The services that may have a key: to read a service's text costs more than to look for a word in it. */
  #mentioning(key: RegExp): readonly Service[] {
    return this.#services.filter((service) => mayHave(service, key));
  }
}

function group(services: readonly Service[], keysOf: (service: Service) => readonly string[]) {
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    for (const key of keysOf(service)) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [service]);
      else if (known.at(-1) !== service) known.push(service);
    }
  }
  return groups;
}
