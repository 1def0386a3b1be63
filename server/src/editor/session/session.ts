import { type Files, largestFile, tooLarge } from "../../base/files.js";
import { baseOf, folderOf, isWithin } from "../../base/paths.js";
import type { FilePath } from "../../base/text.js";
import { isLeftOverName } from "../../compose/env-files/left-over-env-files.js";
import { loadProject } from "../../compose/project/load.js";
import { type ComposeCache, createComposeCache } from "../../compose/project/project-files.js";
import type { Project, ProjectRequest } from "../../compose/types.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { KnownServices } from "../../instance/recognise.js";
import { type Analysis, analyse } from "../../lint/analysis.js";
import { Judgements } from "../../lint/judgements.js";
import type { SearchReport } from "../../smtp/verdict/search.js";
import type { ConfigSource } from "./config-source.js";
import type { OpenDocument } from "./documents.js";
import { KeptFiles } from "./kept-files.js";
import { isEnvDocument, requestsOf } from "./projects.js";
import { type ShownFinding, TestFindings } from "./test-findings.js";

/** A project as its current texts have it. */
export interface Checked {
  readonly request: ProjectRequest;
  readonly analysis: Analysis;
  /** Those of the analysis and of tests. */
  readonly findings: readonly ShownFinding[];
  /** Every path whose change may change this. */
  readonly dependencies: ReadonlySet<FilePath>;
}

interface ProjectState {
  /** Null: something has changed, and nobody has asked since. */
  checked: Checked | null;
  readonly dependencies: ReadonlySet<FilePath>;
  readonly judgements: Judgements;
}

/**
 * What the editor has open, and the analyses of it: one parse per version of a text, one analysis per change of a project.
 * A change marks the projects that depend on its path; they are analysed again when somebody asks.
 */
export class Session {
  /** Open documents over the disk. */
  readonly files: Files;
  readonly #cache: ComposeCache = createComposeCache();
  /** Of texts that nobody has written yet, so that they do not take the place of the real ones. */
  readonly #trials: ComposeCache = createComposeCache();
  readonly #config: ConfigSource;
  readonly #documents = new Map<FilePath, OpenDocument>();
  readonly #tests = new TestFindings();
  readonly #kept: KeptFiles | null = null;
  /** The projects of the open documents and of those that are followed. */
  readonly #projects = new Map<string, ProjectState>();
  /** The projects of each open document; empty after a change that may join or part them. */
  readonly #requests = new Map<FilePath, readonly ProjectRequest[]>();
  /** Files whose projects are looked at as if they were open. */
  #followed: ReadonlySet<FilePath> = new Set();
  /** All of them, until something changes: each open document asks for them. */
  #open: OpenProjects | null = null;

  /** `isWatched`: whether every change on the disk is told to `changedOnDisk`: then it is read once until then. */
  constructor(files: Files, config: ConfigSource, isWatched = false) {
    const disk = isWatched ? new KeptFiles(files) : files;
    if (disk instanceof KeptFiles) this.#kept = disk;
    this.#config = config;
    this.files = {
      read: (path) => {
        const document = this.#documents.get(path);
        if (document === undefined) return disk.read(path);
        return document.source.length > largestFile ? tooLarge : document.content;
      },
      list: (folder) => disk.list?.(folder) ?? null,
    };
  }

  document(path: FilePath): OpenDocument | undefined {
    return this.#documents.get(path);
  }

  documents(): readonly OpenDocument[] {
    return [...this.#documents.values()];
  }

  open(document: OpenDocument): void {
    this.#documents.set(document.path, document);
    this.#partAnew();
    this.#touch(document.path);
  }

  /** After `document.update`; false when nothing has happened since the last call. */
  changed(document: OpenDocument): boolean {
    if (!document.takeChange()) return false;
    // `COMPOSE_FILE` in it may join and part the projects of other files.
    if (baseOf(document.path) === ".env") this.#partAnew();
    else this.#requests.delete(document.path);
    this.#touch(document.path);
    return true;
  }

  close(path: FilePath): void {
    this.#documents.delete(path);
    this.#partAnew();
    this.#touch(path);
  }

  /** Paths that were made, changed or removed on the disk; a removed folder stands for what lay in it. */
  changedOnDisk(paths: readonly FilePath[]): void {
    this.#kept?.forget();
    this.#partAnew();
    for (const path of paths) if (!this.#documents.has(path)) this.#touch(path);
  }

  /** After a change of settings, workspace folders or trust: everything is looked at anew. */
  reset(): void {
    this.#kept?.forget();
    this.#partAnew();
    this.#checkAnew();
  }

  /** After a test of a service: what it found stands until something changes that it rests on. */
  tested(view: PlausibleInstance, report: SearchReport): void {
    this.#tests.take(view, report);
    this.#checkAnew();
  }

  /** The projects that a file takes part in, whether it is open or not: its own ones first. */
  projectsAt(path: FilePath): readonly Checked[] {
    const open = this.#openOnes();
    const own = this.#documents.has(path) ? this.#ownProjects(path) : this.#projectsOfClosed(path);
    // An env file belongs to every project that reads it; so does a file that an open project extends or includes.
    return [...own, ...(open.readers.get(path) ?? []).filter((one) => !own.includes(one))];
  }

  /** From now on the projects of these files count as open ones, in place of those that were followed before. */
  follow(paths: Iterable<FilePath>): void {
    this.#followed = new Set(paths);
    this.#partAnew();
  }

  /** The projects of all open documents and of those that are followed; others are forgotten. */
  openProjects(): readonly Checked[] {
    return this.#openOnes().all;
  }

  /** A project as it would be if a document had another text: loaded, and not judged. */
  tried(request: ProjectRequest, path: FilePath, text: string): Project {
    const read: Files["read"] = (other) => (other === path ? { kind: "text", text, encoding: "utf-8" } : this.files.read(other));
    return loadProject({ ...this.files, read }, request, this.#trials);
  }

  /** What the user says of the services of a project. */
  knownIn(request: ProjectRequest): KnownServices {
    return this.#config.of(this.files, request.composeFiles[0] ?? "/").config;
  }

  #openOnes(): OpenProjects {
    if (this.#open !== null) return this.#open;
    const found = new Map<string, Checked>();
    for (const path of new Set([...this.#documents.keys(), ...this.#followed])) {
      for (const checked of this.#ownProjects(path)) found.set(keyOf(checked.request), checked);
    }
    for (const key of this.#projects.keys()) if (!found.has(key)) this.#projects.delete(key);
    this.#open = { all: [...found.values()], readers: readersIn(found.values()) };
    return this.#open;
  }

  #ownProjects(path: FilePath): readonly Checked[] {
    let requests = this.#requests.get(path);
    if (requests === undefined) {
      requests = this.#requestsOf(path);
      this.#requests.set(path, requests);
    }
    return this.#takingPart(
      path,
      requests.map((request) => this.#current(request)),
    );
  }

  /** Nothing tells of changes of a file that nobody has open: it is read each time. */
  #projectsOfClosed(path: FilePath): readonly Checked[] {
    this.#kept?.forget();
    const checked = this.#requestsOf(path).map((request) => {
      return this.#projects.get(keyOf(request))?.checked ?? this.#check(request, new Judgements());
    });
    return this.#takingPart(path, checked);
  }

  #requestsOf(path: FilePath): readonly ProjectRequest[] {
    return requestsOf(this.files, { path, languageId: this.#documents.get(path)?.languageId }, this.#cache);
  }

  /** The project of a folder does not read every env file that lies in it or below. */
  #takingPart(path: FilePath, projects: readonly Checked[]): readonly Checked[] {
    if (!isEnvDocument(path, this.#documents.get(path)?.languageId)) return projects;
    return projects.filter(({ dependencies }) => dependencies.has(path));
  }

  #current(request: ProjectRequest): Checked {
    const key = keyOf(request);
    const known = this.#projects.get(key);
    if (known?.checked) return known.checked;
    const judgements = known?.judgements ?? new Judgements();
    const checked = this.#check(request, judgements);
    this.#projects.set(key, { checked, dependencies: checked.dependencies, judgements });
    return checked;
  }

  #check(request: ProjectRequest, judgements: Judgements): Checked {
    const { config, lookedAt } = this.#config.of(this.files, request.composeFiles[0] ?? "/");
    const analysis = analyse({ files: this.files, request, config, cache: this.#cache, judgements });
    const dependencies = new Set([...analysis.project.dependencies, ...request.composeFiles, ...lookedAt]);
    const findings = [...analysis.findings, ...this.#tests.of(analysis)];
    return { request, analysis, findings, dependencies };
  }

  /** After what may join or part projects. */
  #partAnew(): void {
    this.#requests.clear();
    this.#open = null;
  }

  #checkAnew(): void {
    this.#open = null;
    for (const project of this.#projects.values()) project.checked = null;
  }

  #touch(path: FilePath): void {
    this.#open = null;
    for (const project of this.#projects.values()) {
      if (project.checked === null) continue;
      const { dependencies, checked } = project;
      const isNew = isLeftOverName(baseOf(path)) && checked.analysis.project.listed.has(folderOf(path));
      if (isNew || [...dependencies].some((one) => isWithin(one, path))) project.checked = null;
    }
  }
}

/** The projects of open documents. */
interface OpenProjects {
  readonly all: readonly Checked[];
  /** Those that depend on a path. */
  readonly readers: ReadonlyMap<FilePath, readonly Checked[]>;
}

function readersIn(projects: Iterable<Checked>): Map<FilePath, Checked[]> {
  const readers = new Map<FilePath, Checked[]>();
  for (const project of projects) {
    for (const path of project.dependencies) {
      const known = readers.get(path);
      if (known === undefined) readers.set(path, [project]);
      else known.push(project);
    }
  }
  return readers;
}

function keyOf({ composeFiles, foundFrom }: ProjectRequest): string {
  return [foundFrom ?? "", ...composeFiles].join("\0");
}
