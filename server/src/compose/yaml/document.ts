import { once } from "../../base/once.js";
import type { FilePath, Location } from "../../base/text.js";
import { type Block, type Split, splitBlocks } from "./blocks.js";
import type { YamlFault } from "./faults.js";
import type { YamlDocument } from "./nodes.js";
import { parseYaml } from "./parse-yaml.js";
import { entriesOf, type Field, fieldAt, locate, type PlacedText, tagOf, type View } from "./placed-nodes.js";
import { contentLocation } from "./scalar-span.js";
import { problemsOf, type Repeats, type TextProblem } from "./text-problems.js";

/** One YAML document of a compose file, by its top-level keys and its services. */
export interface ComposeDocument {
  readonly file: FilePath;
  /** The whole document in one piece, which parses a text that was cut once more; null when it holds nothing. */
  root(): View | null;
  /**
   * The parsed pieces, in order, as maps: a whole document is one with the path `[]`; a text that was cut has a piece with
   * one pair for each top-level key (`[]`) and each service (`["services"]`). Broken pieces are left out. What visits every node
   * goes through these, so that it need not parse again what stayed the same.
   */
  pieces(): readonly DocumentPiece[];
  /** A top-level key's value, aliases followed; null when there is none or its text is broken. */
  section(name: string): View | null;
  /** The tag of a top-level key's value. */
  tag(name: string): ReturnType<typeof tagOf>;
  /** The top-level keys that there are. */
  readonly sections: ReadonlySet<string>;
  /** The services in order. */
  readonly services: ReadonlyMap<string, ServiceText>;
  /** What is wrong with the text itself; finds out by parsing all that is not parsed yet. */
  problems(): readonly TextProblem[];
  /** The parsed pieces by their place, for the next version of the text. */
  readonly parses: ReadonlyMap<string, ParsedBlock>;
}

export interface DocumentPiece {
  readonly path: readonly string[];
  readonly view: View;
}

/** A service's part of a document. */
export interface ServiceText {
  readonly name: string;
  readonly nameAt: Location;
  /** The service's map; null when its text is broken. */
  body(): View | null;
  tag(): ReturnType<typeof tagOf>;
}

/** A piece of text and its parse, which waits until it is asked for. */
interface ParsedBlock {
  readonly text: string;
  parse(): YamlDocument | null;
  /** Names after an `&`, which may be anchors. */
  anchorNames(): ReadonlySet<string>;
}

/**
 * The documents of a compose file. Where the text can be cut, pieces whose text was in `previous` are not parsed again,
 * and a broken one takes nothing else with it. The result is the one that a parse of the whole text gives.
 */
export function parseDocuments(
  file: FilePath,
  text: string,
  previous: readonly ComposeDocument[] | null = null,
): readonly ComposeDocument[] {
  const split = splitBlocks(text);
  if (split !== null) return [splitDocument(file, text, split, previous?.[0]?.parses ?? new Map())];
  return parseWhole(file, text);
}

/** The same by one parse of the whole text. */
export function parseWhole(file: FilePath, text: string): readonly ComposeDocument[] {
  return parseYaml(text).map((document) => wholeDocument(file, text, document));
}

function wholeDocument(file: FilePath, text: string, document: YamlDocument): ComposeDocument {
  const part: PlacedText = { file, base: 0, text, anchorBefore: () => null, entries: null };
  const root = document.root === null ? null : { part, node: document.root };
  const problems = once(() => problemsOf(part, document, null));
  // A parser that has lost its way says little about what follows: what ends before the first problem stands.
  const soundEnd = once(() => problems().reduce((end, { at }) => Math.min(end, at.start), Number.POSITIVE_INFINITY));
  const isSound = (field: Field | undefined): field is Field =>
    field !== undefined && field.value !== null && field.written.end <= soundEnd();
  const services = new Map<string, ServiceText>();
  const top = entriesOf(root);
  for (const field of entriesOf(top.get("services")?.value ?? null).values()) {
    const nameAt = contentLocation(field.part, field.key);
    const body = () => (isSound(field) ? field.value : null);
    services.set(field.name, { name: field.name, nameAt, body, tag: () => tagOf(field) });
  }
  return {
    file,
    root: () => root,
    pieces: () => (root === null || problems().length > 0 ? [] : [{ path: [], view: root }]),
    section: (name) => {
      const field = top.get(name);
      return isSound(field) ? field.value : null;
    },
    tag: (name) => {
      const field = top.get(name);
      return field === undefined ? null : tagOf(field);
    },
    sections: new Set(top.keys()),
    services,
    problems,
    parses: new Map(),
  };
}

/** A block in its place, with what it has to do with the others. */
interface PlacedBlock {
  readonly block: Block;
  readonly part: PlacedText;
  readonly parsed: ParsedBlock;
  /** The value of the block's key; null when the block is broken or its key stands twice. */
  value(): Field | null;
  /** Its map; null when it is broken. */
  whole(): DocumentPiece | null;
  problems(): readonly TextProblem[];
}

function splitDocument(file: FilePath, text: string, split: Split, previous: ReadonlyMap<string, ParsedBlock>): ComposeDocument {
  const parses = new Map<string, ParsedBlock>();
  const pieces: PlacedBlock[] = [];
  const places = once(() => anchorPlaces(pieces));
  const addPiece = (block: Block, prefix: string, repeats: Repeats | undefined, service: string | null) => {
    const key = `${prefix}/${block.name}`;
    const parsed = keptBlock(text.slice(block.start, block.end), previous.get(key));
    parses.set(key, parsed);
    const index = pieces.length;
    const anchorBefore = (name: string) => anchorIn(pieces, places(), index, name);
    const part: PlacedText = { file, base: block.start, text: parsed.text, anchorBefore, entries: null };
    const problems = once(() => pieceProblems(part, block, parsed, repeats, service));
    const value = () => {
      const root = parsed.parse()?.root ?? null;
      if (block.name === null || root === null || problems().length > 0) return null;
      return fieldAt({ part, node: root }, block.name) ?? null;
    };
    const whole = () => {
      const root = parsed.parse()?.root ?? null;
      return root === null || problems().length > 0 ? null : { path: prefix === "" ? [] : [prefix], view: { part, node: root } };
    };
    const piece: PlacedBlock = { block, part, parsed, value: once(value), whole, problems };
    pieces.push(piece);
    return piece;
  };

  const sections = new Map<string, PlacedBlock>();
  const services = new Map<string, ServiceText>();
  const topTwice = repeatsIn(split.top);
  const serviceTwice = repeatsIn(split.services ?? []);
  for (const block of split.top) {
    if (block.name === "services" && split.services !== null && !topTwice.has("services")) {
      for (const each of split.services) {
        const piece = addPiece(each, "services", serviceTwice.get(each.name), each.name);
        if (each.name !== null && !services.has(each.name)) services.set(each.name, serviceText(each.name, piece));
      }
      continue;
    }
    const piece = addPiece(block, "", topTwice.get(block.name), null);
    if (block.name !== null) sections.set(block.name, piece);
  }
  if (services.size === 0) {
    const field = sections.get("services")?.value() ?? null;
    for (const each of entriesOf(field?.value ?? null).values()) {
      const nameAt = contentLocation(each.part, each.key);
      services.set(each.name, { name: each.name, nameAt, body: () => each.value, tag: () => tagOf(each) });
    }
  }
  return {
    file,
    pieces: once(() => pieces.flatMap((piece) => piece.whole() ?? [])),
    root: once(() => parseWhole(file, text)[0]?.root() ?? null),
    section: (name) => sections.get(name)?.value()?.value ?? null,
    tag: (name) => {
      const field = sections.get(name)?.value() ?? null;
      return field === null ? null : tagOf(field);
    },
    sections: new Set(split.top.flatMap(({ name }) => name ?? [])),
    services,
    problems: once(() => pieces.flatMap((piece) => piece.problems())),
    parses,
  };
}

function serviceText(name: string, { block, part, value }: PlacedBlock): ServiceText {
  const start = /["']/.test(part.text[block.keyAt - block.start] ?? "") ? block.keyAt + 1 : block.keyAt;
  const nameAt = { file: part.file, start, end: start + name.length };
  const tag = () => {
    const field = value();
    return field === null ? null : tagOf(field);
  };
  return { name, nameAt, body: () => value()?.value ?? null, tag };
}

/** The pieces, by their numbers, that may define an anchor. */
function anchorPlaces(pieces: readonly PlacedBlock[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, { parsed }] of pieces.entries()) {
    for (const name of parsed.anchorNames()) {
      const known = places.get(name);
      if (known === undefined) places.set(name, [index]);
      else known.push(index);
    }
  }
  return places;
}

/** Where an anchor is defined last before a piece. */
function anchorIn(
  pieces: readonly PlacedBlock[],
  places: ReadonlyMap<string, readonly number[]>,
  before: number,
  name: string,
): View | null {
  const candidates = places.get(name) ?? [];
  let next = 0;
  for (let high = candidates.length; next < high; ) {
    const middle = (next + high) >> 1;
    if ((candidates[middle] ?? 0) < before) next = middle + 1;
    else high = middle;
  }
  while (next > 0) {
    next -= 1;
    const piece = pieces[candidates[next] ?? 0];
    const node = piece?.parsed.parse()?.anchors.get(name);
    if (piece !== undefined && node !== undefined) return piece.problems().length === 0 ? { part: piece.part, node } : null;
  }
  return null;
}

function keptBlock(text: string, previous: ParsedBlock | undefined): ParsedBlock {
  if (previous?.text === text) return previous;
  // A text of its own (engines make a new one of a sum): a slice would keep the whole file alive for as long as the block stays the same.
  const own = `\n${text}`.slice(1);
  return {
    text: own,
    parse: once(() => parseYaml(own)[0] ?? null),
    anchorNames: once(
      () => new Set(own.includes("&") ? Array.from(own.matchAll(/&([^\s,[\]{}]+)/g), (found) => found[1] ?? "") : []),
    ),
  };
}

/** For names that stand on several blocks, where they stand first and again. */
function repeatsIn(blocks: readonly Block[]): ReadonlyMap<string | null, Repeats> {
  const seen = new Map<string, number>();
  const repeats = new Map<string | null, Repeats>();
  for (const { name, keyAt } of blocks) {
    if (name === null) continue;
    const first = seen.get(name);
    if (first === undefined) seen.set(name, keyAt);
    else if (!repeats.has(name)) repeats.set(name, { first, again: keyAt });
  }
  return repeats;
}

function pieceProblems(
  part: PlacedText,
  block: Block,
  parsed: ParsedBlock,
  repeats: Repeats | undefined,
  service: string | null,
): TextProblem[] {
  const problem = (fault: YamlFault): TextProblem => {
    const start = block.keyAt - block.start;
    const end = start + part.text.slice(start, lineEnd(part.text, start)).trimEnd().length;
    return { fault, aftermath: false, at: locate(part, { start, end }), service };
  };
  if (block.name === null) return [problem({ kind: "scanner", words: "could not find expected ':'" })];
  const document = parsed.parse();
  const own = document === null ? [] : problemsOf(part, document, service);
  if (repeats !== undefined) own.push({ ...problem({ kind: "repeated-key", name: block.name }), repeats });
  return own;
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf("\n", from);
  return found === -1 ? text.length : found;
}
