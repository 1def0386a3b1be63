import type { KnownText } from "../base/known-text.js";
import type { FilePath, Location } from "../base/text.js";
import { rosterOf } from "../compose/roster.js";
import type { Project, Roster, Service } from "../compose/types.js";
import { factsOf } from "./service-facts.js";

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
  /** Whether any service names an env file. */
  readsEnvFiles(): boolean;
  /** The services that read an env file. */
  readersOf(path: FilePath): readonly Service[];
  /** Whether a service shares the network of the one with that name. */
  hasAttached(name: string): boolean;
  /** The services whose `depends_on` names that one. */
  waitingFor(name: string): readonly Service[];
  /** Whether a service has an image of Plausible's. */
  runsPlausible(): boolean;
  /** The databases and mail servers. */
  companions(): readonly Service[];
  /** Those of them that have mail variables of Plausible's in their environment. */
  companionsWithMail(): readonly Service[];
  /** Those of them that take mail from containers and hand it on. */
  relays(): readonly Service[];
  /** The services that take mail, as far as image or name tells. */
  mailServices(): readonly Service[];
  /** The services that may have a text in common with another one: by an anchor, by `extends`, or in a file that cannot be cut. */
  sharingTexts(): readonly Service[];
  /** Whether there can be none of these. */
  areAllAlone(): boolean;
  /** Those of them that may take something from a place in a text of the service with that name, itself included. */
  sharersOf(at: Location, owner: string): readonly Service[];
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

/** The lists of an index, each with what one service says for it. */
const lists = {
  called: (service: Service) => [service.name],
  named: (service: Service) => factsOf(service).names(service),
  lowerName: (service: Service) => [service.name.toLowerCase()],
  reading: (service: Service) => factsOf(service).envFiles(service),
  attached: (service: Service) => factsOf(service).attachedTo(service),
  waiting: (service: Service) => factsOf(service).waitsFor(service),
  companions: (service: Service) => flag(factsOf(service).companion(service) !== null),
  mailedCompanions: (service: Service) =>
    flag(factsOf(service).companion(service) !== null && factsOf(service).maySetMail(service)),
  relays: (service: Service) => flag(factsOf(service).isRelay(service)),
  mailServices: (service: Service) => flag(factsOf(service).takesMail(service)),
  plausible: (service: Service) => flag(factsOf(service).isPlausible(service)),
  layered: (service: Service) => flag(service.blocks.length > 1),
  noDatabases: (service: Service) => flag(factsOf(service).companion(service) !== "database"),
} as const;

type List = keyof typeof lists;

const yes: readonly string[] = ["yes"];
const no: readonly string[] = [];
const flag = (is: boolean) => (is ? yes : no);

/** What the services say for a list. */
interface Said {
  /** Of each service, in the order of the project. */
  readonly keys: readonly (readonly string[])[];
  /** By each key the numbers of those that say it. */
  readonly numbers: ReadonlyMap<string, readonly number[]>;
}

/** What the index of one version leaves for the next one, in which a few services are others and most are the same. */
interface Memory {
  readonly identities: readonly object[];
  readonly lists: ReadonlyMap<List, Said>;
}

/** An anchor or an alias, or what looks like one. */
const reference = /[&*]/;
const anchor = /&/;

/** More than that is no edit of a hand. */
const mostChanges = 20;

const memories = new WeakMap<object, Memory>();

class ServiceIndex implements ProjectIndex {
  readonly #project: Project;
  readonly #roster: Roster;
  readonly #answers = new Map<string, IndexAnswer>();
  readonly #lists: Map<List, Said>;
  #sharing: readonly Service[] | null = null;
  #allAlone: boolean | null = null;

  constructor(project: Project) {
    this.#project = project;
    this.#roster = rosterOf(project);
    const before = memories.get(project.shared);
    this.#lists = before === undefined ? new Map() : stillSaid(before, this.#roster);
    memories.set(project.shared, { identities: this.#roster.identities, lists: this.#lists });
  }

  ask<T extends IndexAnswer>(question: string, compute: (project: Project) => T): T {
    const known = this.#answers.get(question);
    if (known !== undefined) return known as T;
    const answer = compute(this.#project);
    this.#answers.set(question, answer);
    return answer;
  }

  called(name: string): readonly Service[] {
    return this.#find("called", name);
  }

  named(name: string): readonly Service[] {
    return this.#find("named", name.toLowerCase());
  }

  isContainerName(host: string): boolean {
    const [, service] = /^(.+)[-_]\d+$/.exec(host.toLowerCase()) ?? [];
    if (service === undefined) return false;
    const names = this.#list("lowerName");
    for (let at = 0; at < service.length; at += 1) {
      if ((service[at] === "-" || service[at] === "_") && names.has(service.slice(at + 1))) return true;
    }
    return false;
  }

  isRead(path: FilePath, besides?: string): boolean {
    return this.#find("reading", path).some(({ name }) => name !== besides);
  }

  readsEnvFiles(): boolean {
    return this.#list("reading").size > 0;
  }

  readersOf(path: FilePath): readonly Service[] {
    return this.#find("reading", path);
  }

  hasAttached(name: string): boolean {
    return this.#list("attached").has(name);
  }

  waitingFor(name: string): readonly Service[] {
    return this.#find("waiting", name);
  }

  companions(): readonly Service[] {
    return this.#find("companions", "yes");
  }

  companionsWithMail(): readonly Service[] {
    return this.#find("mailedCompanions", "yes").filter((service) => factsOf(service).setsMail(service));
  }

  runsPlausible(): boolean {
    return this.#list("plausible").has("yes");
  }

  relays(): readonly Service[] {
    return this.#find("relays", "yes");
  }

  mailServices(): readonly Service[] {
    return this.#find("mailServices", "yes");
  }

  sharingTexts(): readonly Service[] {
    this.#sharing ??= this.#findSharing();
    return this.#sharing;
  }

  areAllAlone(): boolean {
    const roster = this.#roster;
    this.#allAlone ??= roster.identities.every((_, number) => roster.blockAt(number)?.matches(reference) === false);
    return this.#allAlone;
  }

  sharersOf(at: Location, owner: string): readonly Service[] {
    if (this.areAllAlone()) return nobody;
    const block = this.#project.blockAt(at)?.block;
    if (block === undefined) return this.sharingTexts();
    const isIn = ({ blocks }: Service) => blocks.some((other) => other.block === block);
    const own = this.called(owner).filter(isIn);
    // Without an anchor only who extends its service has it in common.
    const isAlone = own.length > 0 && !block.matches(anchor) && !this.#find("layered", "yes").some(isIn);
    if (!isAlone) return this.sharingTexts();
    return block.matches(reference) ? own : nobody;
  }

  names(): readonly string[] {
    return this.#find("noDatabases", "yes").map(({ name }) => name);
  }

  #find(list: List, key: string): readonly Service[] {
    return (
      this.#list(list)
        .get(key)
        ?.map((number) => this.#roster.at(number)) ?? nobody
    );
  }

  #list(list: List): Said["numbers"] {
    let said = this.#lists.get(list);
    if (said === undefined) {
      const keys = this.#project.services.map((service) => lists[list](service));
      said = { keys, numbers: group(keys) };
      this.#lists.set(list, said);
    }
    return said.numbers;
  }

  #findSharing(): readonly Service[] {
    const roster = this.#roster;
    const users = new Map<object, number>();
    const count = (block: object) => users.set(block, (users.get(block) ?? 0) + 1);
    const numbers = roster.identities.map((_, number) => number);
    for (const number of numbers)
      if (roster.blockAt(number) === null) for (const { block } of roster.at(number).blocks) count(block);
    for (const number of numbers) {
      const own = roster.blockAt(number);
      if (own !== null && users.has(own)) count(own);
    }
    const isShared = (block: KnownText) => (users.get(block) ?? 0) > 1 || block.matches(reference);
    const found = numbers.filter((number) => {
      const own = roster.blockAt(number);
      return own === null ? roster.at(number).blocks.some(({ block }) => isShared(block)) : isShared(own);
    });
    return found.map((number) => roster.at(number));
  }
}

/** The lists of before for which the services that are others now say the same. */
function stillSaid(before: Memory, roster: Roster): Map<List, Said> {
  const still = new Map<List, Said>();
  const { identities } = roster;
  if (before.identities.length !== identities.length) return still;
  const changed: number[] = [];
  for (let number = 0; number < identities.length && changed.length <= mostChanges; number += 1) {
    if (identities[number] !== before.identities[number]) changed.push(number);
  }
  if (changed.length > mostChanges) return still;
  for (const [list, said] of before.lists) {
    const isSame = changed.every((number) => {
      const then = said.keys[number] ?? nobody;
      const now = lists[list](roster.at(number));
      return now.length === then.length && now.every((key, index) => key === then[index]);
    });
    if (isSame) still.set(list, said);
  }
  return still;
}

function group(said: Said["keys"]): Said["numbers"] {
  const groups = new Map<string, number[]>();
  for (const [number, keys] of said.entries()) {
    for (const key of keys) {
      const known = groups.get(key);
      if (known === undefined) groups.set(key, [number]);
      else if (known.at(-1) !== number) known.push(number);
    }
  }
  return groups;
}
