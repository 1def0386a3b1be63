import type { Files } from "../../base/files.js";
import type { KnownText } from "../../base/known-text.js";
import { once } from "../../base/once.js";
import { baseOf, folderOf } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import type { Context } from "../context.js";
import { type Defined, definedSections } from "../definitions.js";
import { envFilesBeside } from "../env-files/left-over-env-files.js";
import { type Dotenv, processLookup, readDotenv } from "../env-files/project-dotenv.js";
import type { FoundValue, Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import { type PanelMarks, panelMarks } from "../panels.js";
import type { Refusal, ReportRefusal } from "../reasons.js";
import { isActive, wantedProfiles } from "../refusals/consistency.js";
import { interpolationRefusals } from "../refusals/text-refusals.js";
import { hidesTexts, isUnreadable, toldErrors } from "../refusals/words.js";
import { readNetworks } from "../service/networks.js";
import type { LoadedService } from "../service/service.js";
import type { EnvFile, Origin, Project, ProjectError, ProjectNetwork, ProjectRequest, Service, TextBlock } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { LoadedRoster } from "./loaded-roster.js";
import { type Model, readModel } from "./model.js";
import { namingFiles, projectErrors, syntaxErrors } from "./project-errors.js";
import { type ComposeCache, createComposeCache, ProjectFiles } from "./project-files.js";
import { ProjectMemory } from "./project-memory.js";

/**
 * Loads a compose project. Whatever its files hold, the answer is a project with errors, never an exception. Services
 * compute their parts when asked, so a service that nobody looks at costs next to nothing.
 */
export function loadProject(files: Files, request: ProjectRequest, cache: ComposeCache = createComposeCache()): Project {
  const directory = request.projectDirectory ?? folderOf(request.composeFiles[0] ?? "/");
  return new LoadedProject(request, directory, new ProjectFiles(files, cache), memoryOf(cache, request));
}

function memoryOf({ projects }: ComposeCache, request: ProjectRequest): ProjectMemory {
  const { processEnvironment, ...rest } = request;
  const key = JSON.stringify([rest, processEnvironment === null]);
  let memory = projects.get(key);
  if (memory === undefined) {
    memory = new ProjectMemory();
    projects.set(key, memory);
  }
  return memory;
}

/** A project. What costs something waits until it is asked for. */
class LoadedProject implements Project {
  readonly request: ProjectRequest;
  readonly directory: FilePath;
  readonly container = false;
  readonly roster: LoadedRoster;
  readonly dotenv: readonly EnvFile[];
  readonly shared: object;
  readonly #files: ProjectFiles;
  readonly #memory: ProjectMemory;
  /** What was in the way while the project was loaded. */
  readonly #refusals: Refusal[] = [];
  readonly #context: Context;
  readonly #panels: () => PanelMarks;
  readonly #model: Model;
  readonly #defined: Defined;
  readonly #isPart: boolean;
  #services: readonly LoadedService[] | null = null;
  #syntax: readonly Refusal[] | null = null;
  #errors: readonly ProjectError[] | null = null;
  #textErrors: readonly ProjectError[] | null = null;
  #active: ReadonlySet<Service> | null = null;
  #networks: ReadonlyMap<string, ProjectNetwork> | null = null;
  #beside: readonly EnvFile[] | null = null;

  constructor(request: ProjectRequest, directory: FilePath, files: ProjectFiles, memory: ProjectMemory) {
    this.request = request;
    this.directory = directory;
    this.#files = files;
    this.#memory = memory;
    const report: ReportRefusal = (refusal) => void this.#refusals.push(refusal);
    const read = (path: FilePath) => files.read(path);
    const source = (path: FilePath, text: string) => files.source(path, text);
    const { processEnvironment: shell, composeFiles } = request;
    const dotenv = readEnvironments(request, { directory, read, source }, report);
    const named = once(() =>
      nameOf(
        composeFiles.flatMap((path) => files.composeFile(path)?.documents ?? []),
        directory,
        dotenv.lookup,
      ),
    );
    this.#panels = once(() => panelMarks(composeFiles.flatMap((path) => files.composeFile(path) ?? [])));
    const lookup: Lookup<Origin> = (name) =>
      dotenv.lookup(name) ?? (name === "COMPOSE_PROJECT_NAME" ? named() : filledBy(this.#panels(), name));
    checkName(dotenv.lookup("COMPOSE_PROJECT_NAME"), { file: composeFiles[0] ?? directory, start: 0, end: 0 }, report);
    const settledEnvFiles: Context["settledEnvFiles"] = new Map();
    const home = shell?.get("HOME") ?? null;
    this.#context = { directory, read, source, lookup, home, seesProcess: shell !== null, settledEnvFiles };
    const unit = { paths: composeFiles, directory, scope: { lookup, outer: null }, including: [], at: null };
    this.#model = readModel(unit, { context: this.#context, report, file: (path) => files.composeFile(path), includes: 0 });
    this.dotenv = [...dotenv.files, ...this.#model.dotenv];
    this.#defined = definedSections(this.#model.definitions);
    this.shared = memory.begin(this.#sharedTexts());
    const documents = this.#model.definitions.map(({ document }) => document);
    const services = this.#model.services.readable();
    const surroundings = { documents, defined: this.#defined, context: this.#context };
    this.roster = new LoadedRoster(services, memory.identitiesOf(services), surroundings);
    this.#isPart = this.#model.incomplete || this.#model.services.hasOthersThan(services);
  }

  get services(): readonly LoadedService[] {
    this.#services ??= this.roster.identities.map((_, number) => this.roster.at(number));
    return this.#services;
  }

  get name(): string {
    return this.#context.lookup("COMPOSE_PROJECT_NAME")?.value ?? "";
  }

  get networks(): ReadonlyMap<string, ProjectNetwork> {
    this.#networks ??= readNetworks(this.#model.definitions, this.name);
    return this.#networks;
  }

  get files(): ReadonlyMap<FilePath, SourceText> {
    return this.#files.sources;
  }

  get dependencies(): ReadonlySet<FilePath> {
    return this.#files.dependencies;
  }

  get listed(): ReadonlySet<FilePath> {
    return this.#files.listed;
  }

  get errors(): readonly ProjectError[] {
    this.#errors ??= this.#allErrors();
    return this.#errors;
  }

  get textErrors(): readonly ProjectError[] {
    this.#textErrors ??= this.#errorsOfTexts();
    return this.#textErrors;
  }

  get broken(): boolean {
    return this.#faults.length > 0 || this.#refusals.some(({ reason }) => isUnreadable(reason));
  }

  get active(): ReadonlySet<Service> {
    this.#active ??= this.#activeServices();
    return this.#active;
  }

  get envFilesBeside(): readonly EnvFile[] {
    this.#beside ??= envFilesBeside({ ...this.#context, list: (folder) => this.#files.list(folder) });
    return this.#beside;
  }

  // Broken YAML may hold services that nobody can see.
  get incomplete(): boolean {
    return this.#isPart || this.#faults.some(({ reason }) => hidesTexts(reason));
  }

  blockAt({ file, start }: Location): TextBlock | null {
    return this.#documentOf(file)?.blockAt(start) ?? null;
  }

  placeOf(file: FilePath, block: object): TextBlock | null {
    return this.#documentOf(file)?.placeOf(block) ?? null;
  }

  /** The document of a file that has one alone: only such a file is cut into blocks. */
  #documentOf(file: FilePath): ComposeDocument | null {
    const documents = this.#files.composeFiles.get(file)?.documents;
    return documents?.length === 1 ? (documents[0] ?? null) : null;
  }

  get #faults(): readonly Refusal[] {
    this.#syntax ??= syntaxErrors(this.#files.composeFiles.values(), this.#naming());
    return this.#syntax;
  }

  #naming(): ReadonlySet<FilePath> {
    return namingFiles(this.#files.composeFiles.values(), this.request.composeFiles);
  }

  /** All that more than one service may rest on. */
  #sharedTexts(): readonly unknown[] {
    const texts: unknown[] = [this.request.processEnvironment];
    for (const { file } of [...this.#model.files, ...this.#model.extended]) {
      texts.push(file.path);
      for (const document of file.documents) texts.push(document.shared);
    }
    for (const { path, state } of this.dotenv) texts.push(path, state, this.files.get(path)?.text);
    return texts;
  }

  #activeServices(): ReadonlySet<Service> {
    const wanted = wantedProfiles(this.request.profiles, this.#context);
    return new Set(this.services.filter(({ profiles }) => isActive(profiles, wanted)));
  }

  #allErrors(): readonly ProjectError[] {
    const { files, extended, definitions } = this.#model;
    const parts = {
      files,
      extended,
      definitions,
      syntax: this.#faults,
      naming: this.#naming(),
      services: this.services,
      active: this.active,
      defined: this.#defined,
      errors: this.#refusals,
      incomplete: this.#isPart,
      panels: this.#panels(),
    };
    return projectErrors(parts, this.#context);
  }

  #errorsOfTexts(): readonly ProjectError[] {
    const broken = new Set(this.#faults.map(({ at }) => at.file));
    const errors = [...this.#refusals, ...this.#faults];
    const walked = new Map<object, boolean>();
    for (const { path, documents } of this.#files.composeFiles.values()) {
      if (broken.has(path)) continue;
      // This runs at every edit: a piece without a `$`, or one that has been walked, is not walked.
      const isWanted = (block: KnownText) => block.matches(dollar) && !this.#memory.isSound(block);
      for (const document of documents) {
        for (const piece of document.pieces(isWanted)) {
          const { block } = piece.view.part;
          const refusals = interpolationRefusals(piece, this.#context.lookup);
          // The pieces of a file with several documents share one block: it is sound when all of them are.
          walked.set(block, (walked.get(block) ?? true) && refusals.length === 0);
          for (const refusal of refusals) errors.push(refusal);
        }
      }
    }
    for (const [block, isSound] of walked) if (isSound) this.#memory.noteSound(block);
    return toldErrors(errors);
  }
}

const dollar = /\$/;

/** What `${…}` and bare names find: the shell, the `.env` of the folder in which Compose is run, then that of the project. */
function readEnvironments(
  { processEnvironment, envFiles: given, foundFrom }: ProjectRequest,
  { directory, read, source }: Pick<Context, "directory" | "read" | "source">,
  report: ReportRefusal,
): Dotenv {
  const shell = processLookup(processEnvironment);
  const envFiles = given?.map((path) => ({ path, declared: null }));
  const nearer: Dotenv =
    foundFrom === undefined || foundFrom === directory || envFiles !== undefined
      ? { files: [], lookup: shell }
      : readDotenv({ directory: foundFrom, envFiles, outer: shell, read, source }, report);
  const own = readDotenv({ directory, envFiles, outer: nearer.lookup, read, source }, report);
  return { files: [...nearer.files.filter(({ state }) => state !== "missing"), ...own.files], lookup: own.lookup };
}

/** What a panel sets is a text that is not seen: it counts as filled, and nothing stands for it. */
function filledBy(panels: PanelMarks, name: string): FoundValue<Origin> | undefined {
  if (!panels.fills(name)) return undefined;
  const origin: Origin = { kind: "process", at: null, entry: null, through: [] };
  return { value: "", origin, unresolved: [name], unseen: true };
}

/** What Compose makes of a text to use it as a project's name. */
const projectName = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, "")
    .replace(/^[-_]+/, "");

/** The project's name, which Compose adds to what `${…}` finds: the last `name` of a file, else the folder's. */
function nameOf(documents: readonly ComposeDocument[], directory: FilePath, lookup: Lookup<Origin>): FoundValue<Origin> {
  const named = documents.flatMap((document) => interpolatedText(document.section("name"), lookup) ?? []);
  const last = named.findLast(({ text }) => text !== "");
  const value = projectName(last?.text ?? "") || projectName(baseOf(directory));
  return { value, origin: { kind: "process", at: null, entry: null, through: [] } };
}

/** A name that is given by `COMPOSE_PROJECT_NAME` must be one as it is. */
function checkName(given: FoundValue<Origin> | undefined, at: Location, report: ReportRefusal): void {
  if (given === undefined || given.value === projectName(given.value)) return;
  report({ reason: { kind: "project-name", name: given.value }, at: given.origin.at ?? at, service: null });
}
