import type { FilePath, Location, SourceText } from "../base/text.js";
import type { EnvFile, Project, ProjectError, ProjectNetwork, ProjectRequest, Service, TextBlock } from "../compose/types.js";
import { answerThrough, type IndexAnswer, indexOf, type ProjectIndex } from "../instance/project-index.js";

/** What a judgement of one service took from beyond it. */
export class Trace {
  /** Whether it looked at what cannot be told apart: all services, or all texts. */
  everything = false;
  /** Whether it looked at the env files that nothing names. */
  beside = false;
  /** What it asked of the whole project, and what that answered. */
  readonly asked = new Map<string, AskedQuestion>();
  /** The other services that it was given. */
  readonly given = new Set<Service>();
}

export interface AskedQuestion {
  readonly compute: (project: Project) => IndexAnswer;
  readonly answer: IndexAnswer;
}

/** The same project, which notes in a trace what is taken from it. */
export function traced(project: Project, trace: Trace): Project {
  const wrapped = new TracedProject(project, trace);
  answerThrough(wrapped, new TracedIndex(project, trace));
  return wrapped;
}

class TracedProject implements Project {
  readonly request: ProjectRequest;
  readonly directory: FilePath;
  readonly container: boolean;
  readonly files: ReadonlyMap<FilePath, SourceText>;
  readonly dotenv: readonly EnvFile[];
  readonly shared: object;
  readonly #project: Project;
  readonly #trace: Trace;

  constructor(project: Project, trace: Trace) {
    this.request = project.request;
    this.directory = project.directory;
    this.container = project.container;
    this.dotenv = project.dotenv;
    this.shared = project.shared;
    this.files = new TracedFiles(project.files, trace);
    this.#project = project;
    this.#trace = trace;
  }

  get name(): string {
    return this.#project.name;
  }

  get networks(): ReadonlyMap<string, ProjectNetwork> {
    return this.#project.networks;
  }

  get broken(): boolean {
    return this.#project.broken;
  }

  get incomplete(): boolean {
    return this.#project.incomplete;
  }

  blockAt(at: Location): TextBlock | null {
    return this.#project.blockAt(at);
  }

  placeOf(file: FilePath, block: object): TextBlock | null {
    return this.#project.placeOf(file, block);
  }

  get envFilesBeside(): readonly EnvFile[] {
    this.#trace.beside = true;
    return this.#project.envFilesBeside;
  }

  get dependencies(): ReadonlySet<FilePath> {
    return this.#whole().dependencies;
  }

  get listed(): ReadonlySet<FilePath> {
    return this.#whole().listed;
  }

  get errors(): readonly ProjectError[] {
    return this.#whole().errors;
  }

  get textErrors(): readonly ProjectError[] {
    return this.#whole().textErrors;
  }

  get services(): readonly Service[] {
    return this.#whole().services;
  }

  get active(): ReadonlySet<Service> {
    return this.#whole().active;
  }

  #whole(): Project {
    this.#trace.everything = true;
    return this.#project;
  }
}

/** Who takes one text has a place in it, and so rests on its service; who goes through all of them rests on all. */
class TracedFiles implements ReadonlyMap<FilePath, SourceText> {
  readonly #files: ReadonlyMap<FilePath, SourceText>;
  readonly #trace: Trace;

  constructor(files: ReadonlyMap<FilePath, SourceText>, trace: Trace) {
    this.#files = files;
    this.#trace = trace;
  }

  get(path: FilePath): SourceText | undefined {
    return this.#files.get(path);
  }

  has(path: FilePath): boolean {
    return this.#files.has(path);
  }

  get size(): number {
    return this.#all().size;
  }

  keys(): MapIterator<FilePath> {
    return this.#all().keys();
  }

  values(): MapIterator<SourceText> {
    return this.#all().values();
  }

  entries(): MapIterator<[FilePath, SourceText]> {
    return this.#all().entries();
  }

  forEach(visit: (source: SourceText, path: FilePath, files: ReadonlyMap<FilePath, SourceText>) => void): void {
    this.#all().forEach(visit);
  }

  [Symbol.iterator](): MapIterator<[FilePath, SourceText]> {
    return this.#all()[Symbol.iterator]();
  }

  #all(): ReadonlyMap<FilePath, SourceText> {
    this.#trace.everything = true;
    return this.#files;
  }
}

class TracedIndex implements ProjectIndex {
  readonly #project: Project;
  readonly #trace: Trace;

  constructor(project: Project, trace: Trace) {
    this.#project = project;
    this.#trace = trace;
  }

  ask<T extends IndexAnswer>(question: string, compute: (project: Project) => T): T {
    const answer = indexOf(this.#project).ask(question, compute);
    this.#trace.asked.set(question, { compute, answer });
    return answer;
  }

  called(name: string): readonly Service[] {
    return this.#give(`called ${name}`, (index) => index.called(name));
  }

  named(name: string): readonly Service[] {
    return this.#give(`named ${name}`, (index) => index.named(name));
  }

  readsEnvFiles(): boolean {
    return this.ask("readsEnvFiles", (project) => indexOf(project).readsEnvFiles());
  }

  readersOf(path: FilePath): readonly Service[] {
    return this.#give(`readersOf ${path}`, (index) => index.readersOf(path));
  }

  waitingFor(name: string): readonly Service[] {
    return this.#give(`waitingFor ${name}`, (index) => index.waitingFor(name));
  }

  companions(): readonly Service[] {
    return this.#give("companions", (index) => index.companions());
  }

  companionsWithMail(): readonly Service[] {
    return this.#give("companionsWithMail", (index) => index.companionsWithMail());
  }

  runsPlausible(): boolean {
    return this.ask("runsPlausible", (project) => indexOf(project).runsPlausible());
  }

  relays(): readonly Service[] {
    return this.#give("relays", (index) => index.relays());
  }

  mailServices(): readonly Service[] {
    return this.#give("mailServices", (index) => index.mailServices());
  }

  sharingTexts(): readonly Service[] {
    return this.#give("sharingTexts", (index) => index.sharingTexts());
  }

  areAllAlone(): boolean {
    return this.ask("areAllAlone", (project) => indexOf(project).areAllAlone());
  }

  /** A place moves, and no question that is kept may have one. */
  sharersOf(): readonly Service[] {
    return this.sharingTexts();
  }

  isContainerName(host: string): boolean {
    return this.ask(`isContainerName ${host}`, (project) => indexOf(project).isContainerName(host));
  }

  isRead(path: FilePath, besides?: string): boolean {
    return this.ask(`isRead ${besides} ${path}`, (project) => indexOf(project).isRead(path, besides));
  }

  hasAttached(name: string): boolean {
    return this.ask(`hasAttached ${name}`, (project) => indexOf(project).hasAttached(name));
  }

  names(): readonly string[] {
    this.ask("names", (project) => indexOf(project).names().join("\n"));
    return indexOf(this.#project).names();
  }

  /** Services as they were found: the answer are their names, and each of them is looked at as a whole. */
  #give(question: string, find: (index: ProjectIndex) => readonly Service[]): readonly Service[] {
    this.ask(question, (project) => namesOf(find(indexOf(project))));
    const services = find(indexOf(this.#project));
    for (const service of services) this.#trace.given.add(service);
    return services;
  }
}

function namesOf(services: readonly Service[]): string {
  return services.map(({ name }) => name).join("\n");
}
