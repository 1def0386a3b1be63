import type { Files } from "../compose/files.js";
import { type ComposeCache, createComposeCache } from "../compose/load.js";
import type { ProjectRequest } from "../compose/project.js";
import type { FilePath } from "../compose/text.js";
import { type Analysis, analyse } from "../rules/analysis.js";
import type { Finding } from "../rules/rule.js";
import type { ConfigSource } from "./config-source.js";
import { differenceOf, type OpenDocument } from "./documents.js";
import { moveFinding } from "./kept.js";
import { isEnvDocument, requestsOf } from "./projects.js";

/** A project as its current texts have it. */
export interface Checked {
  readonly request: ProjectRequest;
  readonly analysis: Analysis;
  /** Those of the analysis, and those of services whose YAML is broken just now and whose own lines have not changed. */
  readonly findings: readonly Finding[];
  /** Every path whose change may change this. */
  readonly dependencies: ReadonlySet<FilePath>;
}

interface ProjectState {
  checked: Checked | null;
  /** The last findings, moved along with every change since; their offsets count in `texts`. */
  kept: readonly Finding[];
  readonly texts: Map<FilePath, string>;
  dependencies: ReadonlySet<FilePath>;
  request: ProjectRequest;
}

/**
 * What the editor has open, and the analyses of it: one parse per version of a text, one analysis per change of a project.
 * A change marks the projects that depend on its path; they are analysed again when somebody asks.
 */
export class Session {
  /** Open documents over the disk. */
  readonly files: Files;
  readonly #cache: ComposeCache = createComposeCache();
  readonly #config: ConfigSource;
  readonly #documents = new Map<FilePath, OpenDocument>();
  readonly #projects = new Map<string, ProjectState>();
  /** The projects of each document that was asked for; empty after a change that may join or part them. */
  readonly #requests = new Map<FilePath, readonly ProjectRequest[]>();

  constructor(disk: Files, config: ConfigSource) {
    this.#config = config;
    this.files = {
      read: (path) => {
        const document = this.#documents.get(path);
        return document === undefined ? disk.read(path) : { kind: "text", text: document.text, encoding: "utf-8" };
      },
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
    this.#requests.clear();
    this.#touch(document.path);
  }

  /** After `document.update`; false when nothing has happened since the last call. */
  changed(document: OpenDocument): boolean {
    const { path } = document;
    const changes = document.takeChanges();
    if (changes.length === 0) return false;
    for (const project of this.#dependentsOf(path)) {
      if (!project.texts.has(path)) continue;
      for (const change of changes) project.kept = project.kept.flatMap((one) => moveFinding(one, path, change) ?? []);
      project.texts.set(path, document.text);
    }
    this.#requests.delete(path);
    this.#touch(path);
    return true;
  }

  close(path: FilePath): void {
    this.#documents.delete(path);
    this.#requests.clear();
    this.#touch(path);
  }

  /** Paths that were made, changed or removed on the disk. */
  changedOnDisk(paths: readonly FilePath[]): void {
    this.#requests.clear();
    for (const path of paths) if (!this.#documents.has(path)) this.#touch(path);
  }

  /** After a change of settings, workspace folders or trust: everything is looked at anew. */
  reset(): void {
    this.#requests.clear();
    for (const project of this.#projects.values()) project.checked = null;
  }

  /** The projects that a file takes part in, whether it is open or not. */
  projectsAt(path: FilePath): readonly Checked[] {
    const own = this.#requestsAt(path).map((request) => this.#check(request));
    if (!isEnvDocument(path, this.#documents.get(path)?.languageId)) {
      if (own.length > 0) return own;
    }
    // An env file belongs to every project that reads it; so does a file that an open project extends or includes.
    const others = this.openProjects().filter((one) => one.dependencies.has(path) && !own.includes(one));
    return [...own.filter((one) => one.dependencies.has(path)), ...others];
  }

  /** The projects of all open documents; others are forgotten. */
  openProjects(): readonly Checked[] {
    const wanted = new Map<string, ProjectRequest>();
    for (const path of this.#documents.keys()) {
      for (const request of this.#requestsAt(path)) wanted.set(keyOf(request), request);
    }
    for (const key of this.#projects.keys()) if (!wanted.has(key)) this.#projects.delete(key);
    return [...wanted.values()].map((request) => this.#check(request));
  }

  #requestsAt(path: FilePath): readonly ProjectRequest[] {
    let requests = this.#requests.get(path);
    if (requests === undefined) {
      requests = requestsOf(this.files, { path, languageId: this.#documents.get(path)?.languageId }, this.#cache);
      this.#requests.set(path, requests);
    }
    return requests;
  }

  #check(request: ProjectRequest): Checked {
    const key = keyOf(request);
    const known = this.#projects.get(key);
    if (known?.checked) return known.checked;
    const { config, lookedAt } = this.#config.of(this.files, request.composeFiles[0] ?? "/");
    const analysis = analyse({ files: this.files, request, config, cache: this.#cache });
    const dependencies = new Set([...analysis.project.dependencies, ...request.composeFiles, ...lookedAt]);
    const findings = [...analysis.findings, ...(known === undefined ? [] : stillGood(known, analysis))];
    const checked = { request, analysis, findings, dependencies };
    const texts = new Map([...analysis.project.files].map(([path, { text }]) => [path, text]));
    this.#projects.set(key, { checked, kept: findings, texts, dependencies, request });
    return checked;
  }

  #touch(path: FilePath): void {
    for (const project of this.#dependentsOf(path)) project.checked = null;
  }

  #dependentsOf(path: FilePath): ProjectState[] {
    return [...this.#projects.values()].filter(({ dependencies }) => dependencies.has(path));
  }
}

function keyOf(request: ProjectRequest): string {
  return request.composeFiles.join("\0");
}

/**
 * The kept findings that a fresh analysis could not judge: those of a service that it lacks because the YAML is broken,
 * and those in an env file that cannot be read just now.
 */
function stillGood(known: ProjectState, { project }: Analysis): readonly Finding[] {
  const broken = new Set(project.errors.filter(({ kind }) => kind === "syntax").map(({ at }) => at.file));
  if (broken.size === 0) return [];
  const services = new Set(project.services.map(({ name }) => name));
  const unread = new Set(
    [...project.dotenv, ...project.services.flatMap(({ envFiles }) => envFiles)].flatMap(({ path, state }) =>
      state === "invalid" ? [path] : [],
    ),
  );
  let kept = known.kept.filter(({ service, at }) => !services.has(service) || unread.has(at.file));
  for (const [path, before] of known.texts) {
    const now = project.files.get(path)?.text;
    if (now === before) continue;
    const change = differenceOf(before, now ?? "");
    kept = kept.flatMap((one) => moveFinding(one, path, change) ?? []);
  }
  return kept;
}
