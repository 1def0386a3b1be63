import { Composer, type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, Parser } from "yaml";
import type { Span } from "./text.js";
import { asGoYaml, flowProblem, joinFlows, withColons } from "./yaml-flow.js";

/**
 * YAML as this program keeps it: every node with its span in the parsed text, scalars as text.
 * What a plain scalar means is decided later, by Compose's own rules (`scalar.ts`), so no schema takes part.
 */
export type YamlNode = YamlScalar | YamlSequence | YamlMap | YamlAlias;

interface NodeBase extends Span {
  /** The tag as written (`!reset`) or expanded (`tag:yaml.org,2002:str`); null when there is none. */
  readonly tag: string | null;
}

export interface YamlScalar extends NodeBase {
  readonly kind: "scalar";
  /** The text without quotes, escapes and line folds. */
  readonly text: string;
  readonly style: "plain" | "single" | "double" | "block";
}

export interface YamlSequence extends NodeBase {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

export interface YamlItem {
  /** Where the item begins: its dash in a block, its node in a flow collection. */
  readonly start: number;
  readonly node: YamlNode;
}

export interface YamlMap extends NodeBase {
  readonly kind: "map";
  readonly flow: boolean;
  readonly pairs: readonly YamlPair[];
  /** The map's own pairs by key, without merge keys. */
  readonly byKey: ReadonlyMap<string, YamlPair>;
  /** The values of its merge keys. */
  readonly merges: readonly YamlNode[];
}

export interface YamlPair {
  readonly key: YamlNode;
  /** Just after the colon; null where the pair has none (`{A}`). */
  readonly colonEnd: number | null;
  /** A missing value is an empty plain scalar. */
  readonly value: YamlNode;
}

export interface YamlAlias extends NodeBase {
  readonly kind: "alias";
  readonly name: string;
  /** The node it repeats; `elsewhere` when its anchor does not stand before it in the parsed text; `itself` when it stands inside. */
  readonly target: YamlNode | "elsewhere" | "itself";
}

export interface YamlProblem extends Span {
  readonly message: string;
}

/** One YAML document of a text. `root` is null when it holds nothing. */
export interface YamlDocument {
  readonly start: number;
  readonly root: YamlNode | null;
  /** Anchors as they stand at the end of the document. */
  readonly anchors: ReadonlyMap<string, YamlNode>;
  readonly problems: readonly YamlProblem[];
  /** Aliases whose anchor does not stand before them in the parsed text. */
  readonly openAliases: readonly YamlAlias[];
  /** The values of merge keys, in which only maps may stand. */
  readonly merges: readonly YamlNode[];
}

/** Parses a text; whatever it holds, the answer is documents and problems, never an exception. */
export function parseYaml(written: string): YamlDocument[] {
  const text = asGoYaml(written);
  const documents = parse(text);
  if (!documents.some(({ problems }) => problems.some(({ message }) => message.startsWith("Flow ")))) return documents;
  const joined = joinFlows(text);
  const again = joined === null ? documents : parse(joined);
  return again.some(({ problems }) => problems.length > 0) ? documents : again;
}

function parse(text: string): YamlDocument[] {
  try {
    const composer = new Composer({
      schema: "failsafe",
      uniqueKeys: false, // checked in `toMap`: linear, and in the words of Compose's own parser
      keepSourceTokens: true,
      resolveKnownTags: false,
      prettyErrors: false,
      logLevel: "silent",
    });
    return Array.from(composer.compose(new Parser().parse(text)), (document) => toDocument(document, text));
  } catch (error) {
    // Only nesting deeper than the stack comes here.
    const message = error instanceof Error ? error.message : String(error);
    const problems = [{ start: 0, end: text.length, message }];
    return [{ start: 0, root: null, anchors: new Map(), problems, openAliases: [], merges: [] }];
  }
}

interface Conversion {
  readonly text: string;
  readonly anchors: Map<string, YamlNode | "itself">;
  readonly problems: YamlProblem[];
  readonly openAliases: YamlAlias[];
  readonly merges: YamlNode[];
}

function toDocument(document: Document.Parsed | Document, text: string): YamlDocument {
  const conversion: Conversion = { text, anchors: new Map(), problems: [], openAliases: [], merges: [] };
  for (const { pos, message } of document.errors) {
    conversion.problems.push({ start: pos[0], end: Math.max(pos[1], pos[0]), message });
  }
  const contents = document.contents as ParsedNode | null;
  const empty = contents === null || (isScalar(contents) && contents.source === "" && contents.type === "PLAIN");
  const root = empty ? null : toNode(contents, conversion);
  const anchors = new Map<string, YamlNode>();
  for (const [name, node] of conversion.anchors) if (node !== "itself") anchors.set(name, node);
  const { problems, openAliases, merges } = conversion;
  return { start: document.range?.[0] ?? 0, root, anchors, problems, openAliases, merges };
}

function toNode(node: ParsedNode, conversion: Conversion): YamlNode {
  if (isAlias(node)) {
    const [start, end] = node.range ?? [0, 0];
    const target = conversion.anchors.get(node.source) ?? "elsewhere";
    const alias: YamlAlias = { kind: "alias", start, end, tag: null, name: node.source, target };
    if (target === "elsewhere" || target === "itself") conversion.openAliases.push(alias);
    return alias;
  }
  const anchor = node.anchor;
  if (anchor !== undefined) conversion.anchors.set(anchor, "itself");
  const converted = isMap(node)
    ? toMap(node, conversion)
    : isSeq(node)
      ? toSequence(node, conversion)
      : toScalar(node as ParsedNode & { source?: string; type?: string }, conversion);
  if (anchor !== undefined) conversion.anchors.set(anchor, converted);
  return converted;
}

function toScalar(node: ParsedNode & { source?: string; type?: string }, { text }: Conversion): YamlScalar {
  const [start, rangeEnd] = node.range ?? [0, 0];
  const style =
    node.type === "QUOTE_DOUBLE"
      ? "double"
      : node.type === "QUOTE_SINGLE"
        ? "single"
        : node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED"
          ? "block"
          : "plain";
  // A block scalar's range has the line break after it.
  const end = style === "block" ? start + text.slice(start, rangeEnd).trimEnd().length : rangeEnd;
  return { kind: "scalar", start, end, tag: node.tag ?? null, text: withColons(node.source ?? ""), style };
}

/** The parts of a source token that say where a dash or a colon stands. */
interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source?: string;
}
interface CollectionToken {
  readonly items?: readonly {
    readonly start: readonly Token[];
    readonly sep?: readonly Token[] | null;
    readonly value?: unknown;
  }[];
}

function toSequence(node: Extract<ParsedNode, { items: unknown[] }>, conversion: Conversion): YamlSequence {
  const [start, end] = node.range ?? [0, 0];
  const flow = node.flow === true;
  const tokens = (node.srcToken as CollectionToken | undefined)?.items ?? [];
  const items: YamlItem[] = [];
  for (const [index, item] of node.items.entries()) {
    const child = toNode(item as ParsedNode, conversion);
    if (flow) conversion.problems.push(...flowProblem(child, "]"));
    const dash = flow ? undefined : tokens[index]?.start.find(({ type }) => type === "seq-item-ind");
    items.push({ start: dash?.offset ?? child.start, node: child });
  }
  const last = items.at(-1);
  const itemsEnd = last === undefined ? start : Math.max(last.node.end, last.start + 1);
  return { kind: "sequence", start, end: flow ? end : itemsEnd, tag: node.tag ?? null, flow, items };
}

function toMap(node: Extract<ParsedNode, { items: unknown[] }>, conversion: Conversion): YamlMap {
  const [start, end] = node.range ?? [0, 0];
  const tokens = (node.srcToken as CollectionToken | undefined)?.items ?? [];
  const pairs: YamlPair[] = [];
  const byKey = new Map<string, YamlPair>();
  const merges: YamlNode[] = [];
  const flow = node.flow === true;
  for (const [index, pair] of node.items.entries()) {
    const { key, value } = pair as { key: ParsedNode; value: ParsedNode | null };
    const keyNode = toNode(key, conversion);
    const colon = tokens[index]?.sep?.find(({ type }) => type === "map-value-ind");
    const colonEnd = colon === undefined ? null : colon.offset + 1;
    const nowhere = colonEnd ?? keyNode.end;
    const valueNode: YamlNode =
      value === null
        ? { kind: "scalar", start: nowhere, end: nowhere, tag: null, text: "", style: "plain" }
        : toNode(value, conversion);
    const converted: YamlPair = { key: keyNode, colonEnd, value: valueNode };
    if (flow) conversion.problems.push(...flowProblem(keyNode, "}"), ...flowProblem(valueNode, "}"));
    if (keyNode.kind === "scalar") {
      if (keyNode.text === "" && keyNode.style === "plain") {
        conversion.problems.push({ start: keyNode.start, end: nowhere, message: "did not find expected key" });
      }
      const isMerge = isMergeKey(keyNode);
      if (isMerge ? merges.length > 0 : byKey.has(keyNode.text)) {
        conversion.problems.push({ start: keyNode.start, end: keyNode.end, message: duplicateKey(keyNode.text) });
      }
      if (isMerge) merges.push(valueNode);
      else byKey.set(keyNode.text, converted);
    }
    pairs.push(converted);
  }
  conversion.merges.push(...merges);
  const last = pairs.at(-1);
  const pairsEnd = last === undefined ? start : Math.max(last.value.end, last.colonEnd ?? last.key.end);
  return { kind: "map", start, end: flow ? end : pairsEnd, tag: node.tag ?? null, flow, pairs, byKey, merges };
}

/** Whether a key is YAML's merge key: `<<` without quotes. */
export function isMergeKey(key: YamlNode): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.text === "<<" && key.tag === null;
}

/** What Compose's YAML parser says of a key that stands twice in a map (it also names a line, which a location does better). */
export function duplicateKey(name: string): string {
  return `mapping key ${JSON.stringify(name)} already defined`;
}
