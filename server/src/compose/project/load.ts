import type { Files } from "../../base/files.js";
import { once } from "../../base/once.js";
import { baseOf, folderOf } from "../../base/paths.js";
import type { FilePath, Location } from "../../base/text.js";
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
import { hidesTexts, isUnreadable, toProjectError } from "../refusals/words.js";
import { readNetworks } from "../service/networks.js";
import { type LoadedService, loadService } from "../service/service.js";
import type { EnvFile, Origin, Project, ProjectError, ProjectRequest, Service } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { type Model, readModel } from "./model.js";
import { projectErrors, syntaxErrors } from "./project-errors.js";
import { type ComposeCache, createComposeCache, ProjectFiles } from "./project-files.js";

/**
 * Loads a compose project. Whatever its files hold, the answer is a project with errors, never an exception. Services
 * compute their parts when asked, so a service that nobody looks at costs next to nothing.
 */
export function loadProject(files: Files, request: ProjectRequest, cache: ComposeCache = createComposeCache()): Project {
  const directory = request.projectDirectory ?? folderOf(request.composeFiles[0] ?? "/");
  return new LoadedProject(request, directory, new ProjectFiles(files, cache)).project();
}

/** A project while it is loaded, and what it computes later, when someone asks. */
class LoadedProject {
  readonly #request: ProjectRequest;
  readonly #files: ProjectFiles;
  /** What was in the way while the project was loaded. */
  readonly #refusals: Refusal[] = [];
  readonly #context: Context;
  readonly #panels: () => PanelMarks;
  readonly #dotenv: readonly EnvFile[];
  readonly #model: Model;
  readonly #defined: Defined;
  readonly #services: readonly LoadedService[];
  readonly #incomplete: boolean;
  readonly #active = once(() => this.#activeServices());
  readonly #syntax = once(() => syntaxErrors(this.#files.composeFiles.values(), this.#request.composeFiles));
  readonly #errors = once(() => this.#allErrors());
  readonly #textErrors = once(() => this.#errorsOfTexts());
  readonly #networks = once(() => readNetworks(this.#model.definitions, this.#name()));
  readonly #beside = once(() => envFilesBeside({ ...this.#context, list: (folder) => this.#files.list(folder) }));

  constructor(request: ProjectRequest, directory: FilePath, files: ProjectFiles) {
    this.#request = request;
    this.#files = files;
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
    this.#panels = once(() => panelMarks(composeFiles.flatMap((path) => files.composeFile(path)?.source.text ?? [])));
    const lookup: Lookup<Origin> = (name) =>
      dotenv.lookup(name) ?? (name === "COMPOSE_PROJECT_NAME" ? named() : filledBy(this.#panels(), name));
    checkName(dotenv.lookup("COMPOSE_PROJECT_NAME"), { file: composeFiles[0] ?? directory, start: 0, end: 0 }, report);
    const settledEnvFiles: Context["settledEnvFiles"] = new Map();
    const home = shell?.get("HOME") ?? null;
    this.#context = { directory, read, source, lookup, home, seesProcess: shell !== null, settledEnvFiles };
    const unit = { paths: composeFiles, directory, scope: { lookup, outer: null }, including: [], at: null };
    this.#model = readModel(unit, { context: this.#context, report, file: (path) => files.composeFile(path), includes: 0 });
    this.#dotenv = [...dotenv.files, ...this.#model.dotenv];
    this.#defined = definedSections(this.#model.definitions);
    this.#services = this.#loadServices();
    this.#incomplete = this.#model.incomplete || this.#services.length < this.#model.services.size;
  }

  /** As others see it. What costs something waits until it is asked for. */
  project(): Project {
    const self = this;
    const { sources, dependencies, listed } = this.#files;
    return {
      request: this.#request,
      directory: this.#context.directory,
      get name() {
        return self.#name();
      },
      get networks() {
        return self.#networks();
      },
      files: sources,
      dependencies,
      listed,
      get errors() {
        return self.#errors();
      },
      get textErrors() {
        return self.#textErrors();
      },
      get broken() {
        return self.#syntax().length > 0 || self.#refusals.some(({ reason }) => isUnreadable(reason));
      },
      services: this.#services.map(({ service }) => service),
      get active() {
        return self.#active();
      },
      dotenv: this.#dotenv,
      get envFilesBeside() {
        return self.#beside();
      },
      // Broken YAML may hold services that nobody can see.
      get incomplete() {
        return self.#incomplete || self.#syntax().some(({ reason }) => hidesTexts(reason));
      },
    };
  }

  /** The services whose own text is sound. */
  #loadServices(): readonly LoadedService[] {
    const documents = this.#model.definitions.map(({ document }) => document);
    return [...this.#model.services].flatMap(([name, { broken, layers, unseen }]) => {
      if (broken || layers.length === 0) return [];
      return loadService({ name, layers, documents, defined: this.#defined, unseen }, this.#context);
    });
  }

  #name(): string {
    return this.#context.lookup("COMPOSE_PROJECT_NAME")?.value ?? "";
  }

  #activeServices(): ReadonlySet<Service> {
    const wanted = wantedProfiles(this.#request.profiles, this.#context);
    return new Set(this.#services.flatMap(({ service }) => (isActive(service.profiles, wanted) ? [service] : [])));
  }

  #allErrors(): readonly ProjectError[] {
    const { files, extended, definitions } = this.#model;
    const parts = {
      files,
      extended,
      definitions,
      syntax: this.#syntax(),
      services: this.#services,
      active: this.#active(),
      defined: this.#defined,
      errors: this.#refusals,
      incomplete: this.#incomplete,
      panels: this.#panels(),
    };
    return projectErrors(parts, this.#context);
  }

  #errorsOfTexts(): readonly ProjectError[] {
    const broken = new Set(this.#syntax().map(({ at }) => at.file));
    const readable = [...this.#files.composeFiles.values()].filter(({ path }) => !broken.has(path));
    // This runs at every edit: a piece without a `$` is not walked.
    const pieces = readable.flatMap(({ documents }) =>
      documents.map((document) => document.pieces().filter(({ view }) => view.part.text.includes("$"))),
    );
    return [...this.#refusals, ...this.#syntax(), ...interpolationRefusals(pieces, this.#context.lookup)].map(toProjectError);
  }
}

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

/** What a panel sets is a text that is not seen; its own name stands for it, so that it counts as filled. */
function filledBy(panels: PanelMarks, name: string): FoundValue<Origin> | undefined {
  if (!panels.fills(name)) return undefined;
  const origin: Origin = { kind: "process", at: null, entry: null, through: [] };
  return { value: name, origin, unresolved: [name], unseen: true };
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
