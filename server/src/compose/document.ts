import { parseYaml, type YamlDocument, type YamlProblem } from "./nodes.js";
import type { FilePath, Location } from "./text.js";
import { entriesOf, type Field, locate, type Part, type View } from "./view.js";

/** One YAML document of a compose file, by its top-level keys and its services. */
export interface ComposeDocument {
  readonly file: FilePath;
  /** A top-level key's value, aliases followed; null when there is none or its text is broken. */
  section(name: string): View | null;
  /** The services in order. */
  readonly services: ReadonlyMap<string, ServiceText>;
  /** What is wrong with the text itself; finds out by parsing all that is not parsed yet. */
  problems(): readonly TextProblem[];
}

/** A service's part of a document. */
export interface ServiceText {
  readonly name: string;
  readonly nameAt: Location;
  /** The service's map; null when its text is broken or an alias of nothing. */
  body(): View | null;
}

export interface TextProblem {
  readonly message: string;
  readonly at: Location;
  /** The service whose text is broken; null when the whole document is. */
  readonly service: string | null;
}

/** The documents of a compose file. */
export function parseDocuments(file: FilePath, text: string): ComposeDocument[] {
  return parseYaml(text).map((document) => wholeDocument(file, text, document));
}

/** A document that was parsed in one piece. */
export function wholeDocument(file: FilePath, text: string, document: YamlDocument): ComposeDocument {
  const part: Part = { file, base: 0, text, anchorBefore: () => null, entries: new WeakMap() };
  const root = document.root === null ? null : { part, node: document.root };
  // A parser that has lost its way says little about what follows: what ends before the first problem stands.
  const firstProblem = Math.min(...document.problems.map(({ start }) => start), Number.POSITIVE_INFINITY);
  const isSound = (field: Field) => field.written.end <= firstProblem && field.key.start < firstProblem;
  const services = new Map<string, ServiceText>();
  for (const field of entriesOf(entriesOf(root).get("services")?.value ?? null).values()) {
    services.set(field.name, {
      name: field.name,
      nameAt: locate(field.part, field.key),
      body: () => (isSound(field) ? field.value : null),
    });
  }
  return {
    file,
    section: (name) => {
      const field = entriesOf(root).get(name);
      return field !== undefined && isSound(field) ? field.value : null;
    },
    services,
    problems: () => document.problems.map((problem) => textProblem(part, problem, null)),
  };
}

function textProblem(part: Part, problem: YamlProblem, service: string | null): TextProblem {
  return { message: problem.message, at: locate(part, problem), service };
}
