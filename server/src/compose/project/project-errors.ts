import type { FileContent } from "../../base/files.js";
import type { FilePath, SourceText } from "../../base/text.js";
import type { Lookup } from "../interpolate.js";
import { dependenciesOf, dependencyCycle, emptySecrets, inconsistencies, type ProjectNames } from "../refusals/consistency.js";
import { type DecodingProblem, decodingProblems } from "../refusals/decoding.js";
import { formRefusals } from "../refusals/long-forms.js";
import { sectionRefusals, serviceRefusals } from "../refusals/merge-refusals.js";
import { documentRefusals, fetchedRefusals, textRefusals } from "../refusals/text-refusals.js";
import type { LoadedService } from "../service/service.js";
import type { Origin, ProjectError, Service } from "../types.js";
import type { ComposeDocument } from "../yaml/document.js";
import { goYamlMessage, isAftermath } from "../yaml/go-yaml-messages.js";
import type { Context } from "./context.js";
import type { Defined, Definitions } from "./definitions.js";

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
  readonly included: boolean;
}

export interface LoadedParts {
  readonly files: readonly JudgedFile[];
  /** The files that services extend. */
  readonly extended: readonly JudgedFile[];
  /** `syntaxErrors` of these files, and of those that services extend. */
  readonly syntax: readonly ProjectError[];
  readonly services: readonly LoadedService[];
  /** Those of the services that run. */
  readonly active: ReadonlySet<Service>;
  readonly definitions: readonly Definitions[];
  readonly defined: Defined;
  /** What was in the way while the project was loaded. */
  readonly errors: readonly ProjectError[];
  /** Whether something of the project is unseen: then nothing is said of names that it lacks. */
  readonly incomplete: boolean;
}

/** Why files cannot be read as YAML; `own`: those of the project itself. Compose names the others where it complains of them. */
export function syntaxErrors(files: Iterable<ReadFile>, own: readonly FilePath[]): ProjectError[] {
  return [...files].flatMap(({ path, content, source, documents }) => [
    ...textRefusals(path, content.text, content.encoding),
    ...documents.flatMap((document) =>
      document
        .problems()
        .filter(
          ({ message, service }, index, all) =>
            !isAftermath(message) || all.findIndex((each) => each.service === service) === index,
        )
        .map((problem): ProjectError => {
          const { at, service, repeats } = problem;
          const words = goYamlMessage(problem.message, at.start, source, path, repeats);
          const message = words.startsWith("yaml: ") && !own.includes(path) ? `failed to parse ${path}: ${words}` : words;
          return { message, at, service, kind: "syntax" };
        }),
    ),
  ]);
}

/**
 * Why Compose would refuse a project. It stops at the first reason; here all are listed, but what is broken in one place
 * is not judged in the next: a file that cannot be parsed has no wrong keys.
 */
export function projectErrors(parts: LoadedParts, context: Context): ProjectError[] {
  const { files, extended, syntax, services, errors, incomplete, definitions, defined } = parts;
  const broken = new Set(syntax.map(({ at }) => at.file));
  const certain = context.seesProcess;
  const structure = files.flatMap(({ file: { path, documents }, ...place }) => {
    const pieces = documents.map((document) => document.pieces());
    return broken.has(path) ? [] : documentRefusals(path, pieces, { ...place, certain });
  });
  const elsewhere = extended.flatMap(({ file: { path, documents }, lookup }) => {
    const pieces = documents.map((document) => document.pieces());
    return broken.has(path) ? [] : [...fetchedRefusals(path, pieces, { lookup, certain }), ...formRefusals(documents, lookup)];
  });
  const active = services.filter(({ service }) => parts.active.has(service));
  const running = new Set(active);
  const merged = broken.size > 0 ? [] : services.flatMap(({ service, layers }) => serviceRefusals(service.name, layers));
  const sections = broken.size > 0 ? [] : sectionRefusals(definitions);
  const own = services.flatMap((service) => [...service.errors(), ...(running.has(service) ? service.fileErrors() : [])]);
  const decoding = broken.size > 0 ? [] : services.flatMap(({ service, layers }) => decodingProblems(service.name, layers));
  const all = distinct([
    ...syntax,
    ...errors,
    ...structure,
    ...elsewhere,
    ...sections,
    ...merged,
    ...withDecoding(own, decoding),
  ]);
  if (incomplete || all.length > 0) return all;
  const names = namesOf(defined, running, services);
  const judged = active.map(({ service, layers }) => ({ name: service.name, layers, dependencies: dependenciesOf(layers) }));
  const inconsistent = [
    ...judged.flatMap((service) => inconsistencies(service, names, certain)),
    ...emptySecrets(defined, certain),
  ].map((found): ProjectError => ({ ...found, kind: "project", service: null }));
  if (inconsistent.length > 0) return inconsistent;
  const cycle = dependencyCycle(judged);
  const first = active.find(({ service }) => service.name === cycle?.[0]);
  if (cycle === null || first === undefined) return [];
  const message = `dependency cycle detected: ${cycle.join(" -> ")}`;
  return [{ message, kind: "project", at: first.service.nameAt, service: null }];
}

const decodingFailed = "decoding failed due to the following error(s):\n";

/** What Compose cannot decode it tells all at once, in the order of the alphabet; here that is one error, at its first place. */
function withDecoding(errors: readonly ProjectError[], problems: readonly DecodingProblem[]): ProjectError[] {
  const isDecoding = ({ message }: ProjectError) => message.startsWith(decodingFailed);
  const lines = [
    ...errors.filter(isDecoding).map(({ message, at, service }) => ({ text: message.slice(decodingFailed.length), at, service })),
    ...problems.map((problem) => ({ ...problem, service: null })),
  ];
  const [first] = lines;
  if (first === undefined) return [...errors];
  const texts = [...new Set(lines.map(({ text }) => text))].sort();
  const { at, service } = first;
  const joined: ProjectError = { message: decodingFailed + texts.join("\n"), kind: "project", at, service };
  return [...errors.filter((error) => !isDecoding(error)), joined];
}

/** A text that several services share is refused once; the error that names a service says more. */
function distinct(errors: readonly ProjectError[]): ProjectError[] {
  const seen = new Map<string, ProjectError>();
  for (const error of errors) {
    const key = JSON.stringify([error.message, error.at.file, error.at.start]);
    const known = seen.get(key);
    if (known === undefined || known.service === null) seen.set(key, error);
  }
  return [...seen.values()];
}

function namesOf(defined: Defined, running: ReadonlySet<LoadedService>, all: readonly LoadedService[]): ProjectNames {
  const keys = (section: keyof Defined) => new Set(defined[section]().keys());
  return {
    services: new Set([...running].map(({ service }) => service.name)),
    idle: new Set(all.filter((service) => !running.has(service)).map(({ service }) => service.name)),
    networks: keys("networks"),
    volumes: keys("volumes"),
    secrets: keys("secrets"),
    configs: keys("configs"),
  };
}
