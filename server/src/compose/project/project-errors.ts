import type { FileContent } from "../../base/files.js";
import { once } from "../../base/once.js";
import type { FilePath, SourceText } from "../../base/text.js";
import type { Context } from "../context.js";
import type { Defined, Definitions } from "../definitions.js";
import type { Lookup } from "../interpolate.js";
import type { Layer } from "../layers.js";
import type { PanelMarks } from "../panels.js";
import type { DecodingProblem, Reason, Refusal } from "../reasons.js";
import { dependenciesOf, dependencyCycle, emptySecrets, inconsistencies, type RunningService } from "../refusals/consistency.js";
import { contentRefusals } from "../refusals/contents.js";
import { decodingProblems } from "../refusals/decoding.js";
import { labelFileRefusals } from "../refusals/label-files.js";
import { formRefusals } from "../refusals/long-forms.js";
import { serviceRefusals } from "../refusals/merge-refusals.js";
import type { ProjectNames } from "../refusals/project-names.js";
import { sectionRefusals } from "../refusals/section-refusals.js";
import { documentRefusals, fetchedRefusals, textRefusals } from "../refusals/text-refusals.js";
import { isUnreadable, toldErrors, toProjectError } from "../refusals/words.js";
import type { LoadedService } from "../service/service.js";
import type { Origin, ProjectError, Service } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goLinesOf, isAtTop, placedFault, toldTogether } from "../yaml/go-yaml-words.js";
import { fieldAt } from "../yaml/placed-nodes.js";
import type { TextProblem } from "../yaml/text-problems.js";
import { kindOf } from "../yaml/value-kinds.js";
import { missingIncludes } from "./include.js";

/** A compose file of the project, read. */
export interface ReadFile {
  readonly path: FilePath;
  readonly content: Extract<FileContent, { kind: "text" }>;
  readonly source: SourceText;
  readonly documents: readonly ComposeDocument[];
}

/** A compose file in the place where it is used. */
export interface JudgedFile {
  readonly file: ReadFile;
  /** What `${…}` in it finds. */
  readonly lookup: Lookup<Origin>;
}

/** The files that Compose reads for the name of the project: those up to the first one that has one. */
export function namingFiles(files: Iterable<ReadFile>, own: readonly FilePath[]): ReadonlySet<FilePath> {
  const naming = new Set<FilePath>();
  for (const { path, documents } of files) {
    if (!own.includes(path)) continue;
    naming.add(path);
    const name = documents[0]?.section("name")?.node;
    if (name?.kind === "scalar" && name.text !== "" && kindOf(name) !== "null") break;
  }
  return naming;
}

export interface LoadedParts {
  readonly files: readonly JudgedFile[];
  /** The files that services extend. */
  readonly extended: readonly JudgedFile[];
  /** `syntaxErrors` of these files, and of those that services extend. */
  readonly syntax: readonly Refusal[];
  /** As of `namingFiles`. */
  readonly naming: ReadonlySet<FilePath>;
  readonly services: readonly LoadedService[];
  /** Those of the services that run. */
  readonly active: ReadonlySet<Service>;
  readonly definitions: readonly Definitions[];
  readonly defined: Defined;
  /** What was in the way while the project was loaded. */
  readonly errors: readonly Refusal[];
  /** Whether something of the project is unseen: then nothing is said of names that it lacks. */
  readonly incomplete: boolean;
  /** What panels add to the files, and take out again before Compose sees them. */
  readonly panels: PanelMarks;
}

/**
 * Why files cannot be read as YAML; `naming`: those of the project that Compose reads for its name. Of these it does not say which
 * one it complains of.
 */
export function syntaxErrors(files: Iterable<ReadFile>, naming: ReadonlySet<FilePath>): Refusal[] {
  return [...files].flatMap(({ path, content, source, documents }) => {
    const lineAt = once(() => goLinesOf(source));
    const errorsOf = (problems: readonly TextProblem[]): Refusal[] => {
      const placed = problems.map((problem) => ({ ...problem, ...placedFault(problem, lineAt()) }));
      const own = naming.has(path) && problems[0]?.later === false;
      const first = placed.findIndex(isAtTop);
      return placed.map(({ at, service, fault, line, since }, index) => {
        const yaml = { kind: "yaml", file: path, own, fault, line, since } as const;
        return { reason: own && index === first ? { ...yaml, together: toldTogether(placed) } : yaml, at, service };
      });
    };
    return [...textRefusals(path, source, content.encoding), ...documents.flatMap((each) => errorsOf(each.problems()))];
  });
}

/**
 * Why Compose would refuse a project. It stops at the first reason; here all are listed, but what is broken in one place
 * is not judged in the next: a file that cannot be parsed has no wrong keys.
 */
export function projectErrors(parts: LoadedParts, context: Context): ProjectError[] {
  const { files, extended, syntax, services, errors, incomplete, definitions, panels } = parts;
  const broken = new Set(syntax.map(({ at }) => at.file));
  const certain = context.seesProcess;
  const structure = structureErrors(parts, broken, certain);
  const elsewhere = extended.flatMap(({ file: { path, documents }, lookup }) => {
    const pieces = documents.filter(({ exists }) => exists).map((document) => document.pieces());
    return broken.has(path) ? [] : [...fetchedRefusals(path, pieces, { lookup, certain }), ...formRefusals(documents, lookup)];
  });
  const active = services.filter((service) => parts.active.has(service));
  const isRead = readBefore(files, broken);
  const merged = services.flatMap(({ name, layers }) => {
    const read = broken.size === 0 ? layers : layers.filter(({ document }) => isRead.has(document));
    if (read.length === 0) return [];
    return [...serviceRefusals(name, read), ...(broken.size === 0 ? contentRefusals(name, read) : [])];
  });
  const begun = beginningBefore(files, broken, definitions);
  for (const place of begun) merged.push(...servicesOf(place).flatMap(([name, layer]) => serviceRefusals(name, [layer])));
  const included = begun.flatMap((place) => missingIncludes(place.document, { ...place, lookup: place.scope.lookup }, context));
  const whole = broken.size === 0 ? definitions : definitions.filter(({ document }) => isRead.has(document));
  const sections = sectionRefusals([...whole, ...begun]);
  const own = services.flatMap((service) => service.ownErrors);
  const decoding = broken.size > 0 ? [] : services.flatMap(({ name, layers }) => decodingProblems(name, layers));
  const found = [syntax, errors, structure, elsewhere, included, sections, merged, joinDecoding(own, decoding)].flat();
  const all = toldErrors(found.filter(({ reason }) => !isOfPanel(reason, panels)));
  // Env files and label files are read last.
  const read = active.flatMap(({ name, layers, fileErrors }) => [...labelFileRefusals(name, layers, context), ...fileErrors]);
  const unread = toldErrors(read.filter(({ reason }) => !isOfPanel(reason, panels)));
  if (incomplete || all.length > 0 || panels.rewrites) return [...all, ...unread];
  const judged = active.map(({ name, layers }) => ({ name, layers, dependencies: dependenciesOf(layers, certain) }));
  const inconsistent = inconsistentErrors(parts, judged, certain);
  return inconsistent.length + unread.length > 0 ? [...toldErrors(inconsistent), ...unread] : cycleErrors(judged, active);
}

/** What is wrong with the structure of the files themselves. */
function structureErrors(parts: LoadedParts, broken: ReadonlySet<FilePath>, certain: boolean): Refusal[] {
  const { files, naming } = parts;
  const found = files.flatMap(({ file: { path, source, documents }, ...place }) => {
    const sound = documents.findIndex((document) => document.problems().length > 0);
    // Compose is done with a document before it reads the next one.
    const read = sound === -1 ? documents : [...documents.slice(0, sound), ...(documents[sound]?.before() ?? [])];
    if (broken.has(path) && read.length === 0) return [];
    const pieces = read.filter(({ exists }) => exists).map((document) => document.pieces());
    const lineAt = goLinesOf(source);
    return documentRefusals(path, pieces, { ...place, certain, naming: naming.has(path), lineAt });
  });
  const isAllSeen = broken.size === 0 && found.length === 0 && !parts.incomplete;
  return isAllSeen && parts.definitions.every(isNothing) ? [...found, ...emptyProject(files)] : found;
}

/** Whether a document leaves nothing: what it includes comes with sections, and whatever else an included one says is lost. */
function isNothing({ document, scope }: Definitions): boolean {
  const counts = (name: string) => (scope.outer === null ? name !== "version" && name !== "include" : importedSections.has(name));
  return ![...document.sections].some((name) => counts(name) && document.tag(name) !== "!reset");
}

const importedSections: ReadonlySet<string> = new Set(["services", "volumes", "networks", "secrets", "configs", "models"]);

function emptyProject([first]: readonly JudgedFile[]): Refusal[] {
  if (first === undefined) return [];
  return [{ reason: { kind: "empty-file" }, at: { file: first.file.path, start: 0, end: 0 }, service: null }];
}

/** What does not fit together, of services that are in order by themselves. */
function inconsistentErrors(
  { services, active, defined, panels }: LoadedParts,
  judged: readonly RunningService[],
  certain: boolean,
): Refusal[] {
  const running = new Set(services.filter((service) => active.has(service)));
  const names = namesOf(defined, running, services);
  const found = [...judged.flatMap((service) => inconsistencies(service, names, certain)), ...emptySecrets(defined, certain)];
  return found.filter(({ reason }) => !isOfPanel(reason, panels));
}

/** The first circle of services that wait for each other. */
function cycleErrors(judged: readonly RunningService[], active: readonly LoadedService[]): ProjectError[] {
  const cycle = dependencyCycle(judged);
  const first = active.find(({ name }) => name === cycle?.[0]);
  if (cycle === null || first === undefined) return [];
  return [toProjectError({ reason: { kind: "dependency-cycle", services: cycle }, at: first.nameAt, service: null })];
}

/** The documents of a project's only file that Compose is done with before it comes to one that cannot be read. */
function readBefore(files: readonly JudgedFile[], broken: ReadonlySet<FilePath>): ReadonlySet<ComposeDocument> {
  const [only] = files;
  if (only === undefined || files.length > 1 || broken.size === 0) return new Set();
  const { documents } = only.file;
  const first = documents.findIndex((document) => document.problems().length > 0);
  return new Set(documents.slice(0, Math.max(first, 0)));
}

/**
 * What Compose reads of a project's only file before it comes to the place at which no YAML can go on, where that ends a document:
 * a first key that is indented deeper than the next one.
 */
function beginningBefore(
  files: readonly JudgedFile[],
  broken: ReadonlySet<FilePath>,
  [first]: readonly Definitions[],
): readonly Definitions[] {
  const [only] = files;
  if (only === undefined || first === undefined || files.length > 1 || broken.size === 0) return [];
  const document = only.file.documents.find((each) => each.problems().length > 0);
  return document?.before().map((each) => ({ ...first, document: each })) ?? [];
}

/** The services of a document that are all that it says of them. */
function servicesOf({ document, directory, scope }: Definitions): [name: string, layer: Layer][] {
  return [...document.services.values()].flatMap((text): [string, Layer][] => {
    const body = text.body();
    const isAlone = body !== null && fieldAt(body, "extends") === undefined && text.tag() !== "!reset";
    if (!isAlone) return [];
    const place = { directory, scope, document, own: true, fetched: false, inert: text.tag() !== null };
    return [[text.name, { body, nameAt: text.nameAt, ...place }]];
  });
}

/** Whether a panel sees to it before Compose does. Of a file that it rewrites only what is no YAML at all is judged. */
function isOfPanel(reason: Reason, panels: PanelMarks): boolean {
  if (panels.rewrites) return !isUnreadable(reason);
  if (reason.kind === "nothing-to-run") return panels.completes(reason.service);
  if (reason.kind === "undefined-name" && reason.section === "network") return panels.defines(reason.name);
  return reason.kind === "schema" && panels.takesOut(reason.path, reason.fault);
}

/** What Compose cannot decode it tells all at once; here that is one refusal, at its first place. */
function joinDecoding(errors: readonly Refusal[], decoding: readonly Refusal[]): Refusal[] {
  const others: Refusal[] = [];
  const problems = new Map<string, DecodingProblem>();
  let first: Refusal | null = null;
  for (const error of [...errors, ...decoding]) {
    if (error.reason.kind !== "decoding") others.push(error);
    else {
      first ??= error;
      // It stops at the first one in each value.
      for (const problem of error.reason.problems) if (!problems.has(problem.path)) problems.set(problem.path, problem);
    }
  }
  return first === null ? others : [...others, { ...first, reason: { kind: "decoding", problems: [...problems.values()] } }];
}

function namesOf(defined: Defined, running: ReadonlySet<LoadedService>, all: readonly LoadedService[]): ProjectNames {
  const keys = (section: keyof Defined) => new Set(defined[section]().keys());
  return {
    services: new Set([...running].map(({ name }) => name)),
    idle: new Set(all.filter((service) => !running.has(service)).map(({ name }) => name)),
    networks: keys("networks"),
    volumes: keys("volumes"),
    secrets: keys("secrets"),
    configs: keys("configs"),
    models: keys("models"),
    built: new Set(all.filter(({ hasBuild }) => hasBuild).map(({ name }) => name)),
  };
}
