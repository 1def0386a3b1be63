import type { FileContent, Files } from "../../base/files.js";
import { once } from "../../base/once.js";
import { baseOf, folderOf } from "../../base/paths.js";
import { type FilePath, type Location, SourceText } from "../../base/text.js";
import type { Context } from "../context.js";
import { definedSections } from "../definitions.js";
import { envFilesBeside } from "../env-files/left-over-env-files.js";
import { processLookup, readDotenv } from "../env-files/project-dotenv.js";
import type { Found, Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { Refusal, Report } from "../reasons.js";
import { isActive, wantedProfiles } from "../refusals/consistency.js";
import { interpolationRefusals } from "../refusals/text-refusals.js";
import { isUnreadable, toProjectError } from "../refusals/words.js";
import { readNetworks } from "../service/networks.js";
import { type LoadedService, loadService } from "../service/service.js";
import type { Origin, Project, ProjectRequest } from "../types.js";
import { type ComposeDocument, parseDocuments } from "../yaml/document.js";
import { readModel } from "./model.js";
import { projectErrors, type ReadFile, syntaxErrors } from "./project-errors.js";

/** What one load leaves for the next: parsed files, which count again while their text is the same. */
export interface ComposeCache {
  readonly files: Map<FilePath, CachedFile>;
}

interface CachedFile {
  readonly source: SourceText;
  documents: readonly ComposeDocument[] | null;
  /** Those of the text before, until this text is parsed. */
  previous: readonly ComposeDocument[] | null;
}

export function createComposeCache(): ComposeCache {
  return { files: new Map() };
}

/**
 * Loads a compose project. Whatever its files hold, the answer is a project with errors, never an exception. Services
 * compute their parts when asked, so a service that nobody looks at costs next to nothing.
 */
export function loadProject(files: Files, request: ProjectRequest, cache: ComposeCache = createComposeCache()): Project {
  const directory = request.projectDirectory ?? folderOf(request.composeFiles[0] ?? "/");
  const sources = new Map<FilePath, SourceText>();
  const dependencies = new Set<FilePath>();
  const listed = new Set<FilePath>();
  const contents = new Map<FilePath, FileContent>();
  const errors: Refusal[] = [];
  const report: Report = (refusal) => void errors.push(refusal);

  const read = (path: FilePath): FileContent => {
    const known = contents.get(path);
    if (known !== undefined) return known;
    dependencies.add(path);
    const content = files.read(path);
    contents.set(path, content);
    return content;
  };
  const cached = (path: FilePath, text: string): CachedFile => {
    const known = cache.files.get(path);
    if (known !== undefined && known.source.text === text) return known;
    const file: CachedFile = {
      source: new SourceText(text),
      documents: null,
      previous: known?.documents ?? known?.previous ?? null,
    };
    cache.files.set(path, file);
    return file;
  };
  const source = (path: FilePath, text: string): SourceText => {
    const { source } = cached(path, text);
    sources.set(path, source);
    return source;
  };
  const composeFiles = new Map<FilePath, ReadFile>();
  const file = (path: FilePath): ReadFile | null => {
    const known = composeFiles.get(path);
    const content = read(path);
    if (known !== undefined || content.kind !== "text") return known ?? null;
    source(path, content.text);
    const kept = cached(path, content.text);
    kept.documents ??= parseDocuments(path, content.text, kept.previous);
    kept.previous = null;
    const parsed = { path, content, source: kept.source, documents: kept.documents };
    composeFiles.set(path, parsed);
    return parsed;
  };

  const { processEnvironment } = request;
  const envFiles = request.envFiles?.map((path) => ({ path, declared: null }));
  const { foundFrom } = request;
  const outer = processLookup(processEnvironment);
  const nearer =
    foundFrom === undefined || foundFrom === directory || envFiles !== undefined
      ? { files: [], lookup: outer }
      : readDotenv({ directory: foundFrom, envFiles, outer, read, source }, report);
  const dotenv = readDotenv({ directory, envFiles, outer: nearer.lookup, read, source }, report);
  const projectNamed = once(() =>
    nameOf(
      request.composeFiles.flatMap((path) => file(path)?.documents ?? []),
      directory,
      dotenv.lookup,
    ),
  );
  const lookup: Lookup<Origin> = (name) => dotenv.lookup(name) ?? (name === "COMPOSE_PROJECT_NAME" ? projectNamed() : undefined);
  checkName(dotenv.lookup("COMPOSE_PROJECT_NAME"), { file: request.composeFiles[0] ?? directory, start: 0, end: 0 }, report);
  const home = processEnvironment?.get("HOME") ?? null;
  const seesProcess = processEnvironment !== null;
  const context: Context = { directory, read, source, lookup, home, seesProcess, settledEnvFiles: new Map() };
  const unit = { paths: request.composeFiles, directory, scope: { lookup, outer: null }, including: [], at: null };
  const model = readModel(unit, { context, report, file });
  const { definitions } = model;
  const documents = definitions.map(({ document }) => document);
  const defined = definedSections(definitions);
  let { incomplete } = model;
  const services: LoadedService[] = [];
  for (const [name, part] of model.services) {
    if (part.broken || part.layers.length === 0) incomplete = true;
    else services.push(loadService({ name, layers: part.layers, documents, defined, incomplete: part.incomplete }, context));
  }
  const active = once(() => {
    const wanted = wantedProfiles(request.profiles, context);
    return new Set(services.flatMap(({ service }) => (isActive(service.profiles, wanted) ? [service] : [])));
  });
  const syntax = once(() => syntaxErrors(composeFiles.values(), request.composeFiles));
  const allErrors = once(() => {
    const { files, extended } = model;
    return projectErrors(
      { files, extended, syntax: syntax(), services, active: active(), definitions, defined, errors, incomplete },
      context,
    );
  });
  const textErrors = once(() => {
    const broken = new Set(syntax().map(({ at }) => at.file));
    const readable = [...composeFiles.values()].filter(({ path }) => !broken.has(path));
    // This runs at every edit: a piece without a `$` is not walked.
    const pieces = readable.flatMap(({ documents }) =>
      documents.map((document) => document.pieces().filter(({ view }) => view.part.text.includes("$"))),
    );
    return [...errors, ...interpolationRefusals(pieces, lookup)].map(toProjectError);
  });
  const list = (folder: FilePath) => {
    listed.add(folder);
    return files.list?.(folder) ?? null;
  };
  const beside = once(() => envFilesBeside({ directory, read, source, lookup, list }));
  const networks = once(() => readNetworks(definitions, lookup("COMPOSE_PROJECT_NAME")?.value ?? ""));
  return {
    request,
    directory,
    get name() {
      return lookup("COMPOSE_PROJECT_NAME")?.value ?? "";
    },
    get networks() {
      return networks();
    },
    files: sources,
    dependencies,
    listed,
    get errors() {
      return allErrors();
    },
    get textErrors() {
      return textErrors();
    },
    get broken() {
      return syntax().length > 0 || errors.some(({ reason }) => isUnreadable(reason));
    },
    services: services.map(({ service }) => service),
    get active() {
      return active();
    },
    dotenv: [...nearer.files.filter(({ state }) => state !== "missing"), ...dotenv.files, ...model.dotenv],
    get envFilesBeside() {
      return beside();
    },
    // Broken YAML may hold services that nobody can see.
    get incomplete() {
      return incomplete || syntax().length > 0;
    },
  };
}

/** What Compose makes of a text to use it as a project's name. */
const projectName = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^-_a-z0-9]/g, "")
    .replace(/^[-_]+/, "");

/** The project's name, which Compose adds to what `${…}` finds: the last `name` of a file, else the folder's. */
function nameOf(documents: readonly ComposeDocument[], directory: FilePath, lookup: Lookup<Origin>): Found<Origin> {
  const named = documents.flatMap((document) => interpolatedText(document.section("name"), lookup) ?? []);
  const last = named.findLast(({ text }) => text !== "");
  const value = projectName(last?.text ?? "") || projectName(baseOf(directory));
  return { value, origin: { kind: "process", at: null, entry: null, through: [] } };
}

/** A name that is given by `COMPOSE_PROJECT_NAME` must be one as it is. */
function checkName(given: Found<Origin> | undefined, at: Location, report: Report): void {
  if (given === undefined || given.value === projectName(given.value)) return;
  report({ reason: { kind: "project-name", name: given.value }, at: given.origin.at ?? at, service: null });
}
