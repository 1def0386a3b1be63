import { Composer, CST, type Document, isAlias, isMap, isScalar, isSeq, type ParsedNode, Parser } from "yaml";
import { asGoYaml, flowProblem, joinFlows, withColons } from "./flow-lines.js";
import { libraryFault } from "./library-faults.js";
import {
  deepestNesting,
  isMergeKey,
  type YamlAlias,
  type YamlDocument,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlProblem,
  type YamlScalar,
  type YamlSequence,
} from "./nodes.js";
import { tagProblem } from "./scalar.js";

/** Reads any YAML, at the cost of the library `yaml`. */
export function readWithLibrary(written: string): YamlDocument[] {
  const text = asGoYaml(written);
  const { documents, openFlow } = parse(text);
  if (!openFlow) return documents;
  const joined = joinFlows(text);
  const again = joined === null ? documents : parse(joined).documents;
  return again.some(({ problems }) => problems.length > 0) ? documents : again;
}

/** The documents of a text; `openFlow`: whether brackets in it are not closed where the library expects it. */
function parse(text: string): { readonly documents: YamlDocument[]; readonly openFlow: boolean } {
  const tokens = Array.from(new Parser().parse(text));
  const deep = deepestOf(tokens);
  if (deep !== null) {
    const problems = [{ start: deep, end: deep + 1, fault: { kind: "too-deep" } as const }];
    return { documents: [{ root: null, anchors: new Map(), problems, openAliases: [], merges: [] }], openFlow: false };
  }
  const composer = new Composer({
    schema: "failsafe",
    uniqueKeys: false, // checked in `toMap`: linear, and in the words of Compose's own parser
    keepSourceTokens: true,
    resolveKnownTags: false,
    prettyErrors: false,
    logLevel: "silent",
  });
  const parsed = Array.from(composer.compose(tokens));
  return {
    documents: parsed.map((document) => toDocument(document, text)),
    openFlow: parsed.some(({ errors }) => errors.some(({ message }) => libraryFault(message).openFlow)),
  };
}

/** Where a text is nested too deep to be composed; null: nowhere. */
export function tooDeepIn(text: string): number | null {
  return deepestOf(Array.from(new Parser().parse(text)));
}

const deepestOf = (tokens: readonly CST.Token[]) => tokens.map(tooDeepAt).find((at) => at !== null) ?? null;

/**
 * Where collections are nested deeper than `deepestNesting`; null: nowhere. The library composes them by recursion, and so does
 * everything that walks over the nodes; its tokens it makes without.
 */
function tooDeepAt(document: CST.Token): number | null {
  const waiting: { readonly token: CST.Token | null | undefined; readonly depth: number }[] = [{ token: document, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (token?.type === "document") waiting.push({ token: token.value, depth });
    if (!CST.isCollection(token)) continue;
    if (depth >= deepestNesting) return token.offset;
    for (const { key, value } of token.items) waiting.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
  }
  return null;
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
    const { fault, aftermath } = libraryFault(message);
    // What is not closed is at fault in the line where it was opened.
    const opened = fault.kind === "unclosed" ? text.lastIndexOf(fault.opener, pos[0] - 1) : -1;
    const at = opened === -1 ? { start: pos[0], end: Math.max(pos[1], pos[0]) } : { start: opened, end: endOfLine(text, opened) };
    conversion.problems.push({ ...at, fault, aftermath });
  }
  const contents = document.contents as ParsedNode | null;
  const empty = contents === null || (isScalar(contents) && contents.source === "" && contents.type === "PLAIN");
  const root = empty ? null : toNode(contents, conversion);
  const anchors = new Map<string, YamlNode>();
  for (const [name, node] of conversion.anchors) if (node !== "itself") anchors.set(name, node);
  const { problems, openAliases, merges } = conversion;
  return { root, anchors, problems, openAliases, merges };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return from + text.slice(from, end === -1 ? text.length : end).trimEnd().length;
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

function toScalar(node: ParsedNode & { source?: string; type?: string }, { text, problems }: Conversion): YamlScalar {
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
  if (style === "double") {
    const found = unknownEscape.exec(text.slice(start, end));
    if (found !== null) {
      const fault = { kind: "scanner", words: "found unknown escape character" } as const;
      problems.push({ start: start + found[0].length - 2, end, fault });
    }
  }
  const scalar: YamlScalar = { kind: "scalar", start, end, tag: node.tag ?? null, text: withColons(node.source ?? ""), style };
  const wrong = tagProblem(scalar);
  if (wrong !== null) problems.push({ start, end, fault: { kind: "tag", words: wrong } });
  // Between brackets a tag without a text ends with a blank.
  if (scalar.tag !== null && end === start && /\S[\]}]/.test(text.slice(start - 1, start + 1))) {
    problems.push({ start, end, fault: { kind: "scanner", words: "did not find expected whitespace or line break" } });
  }
  return scalar;
}

/** The escape of YAML 1.2 that go-yaml does not know. */
const unknownEscape = /^"(?:[^\\]|\\[^/])*?\\\//;

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
        const fault = { kind: "other", words: "did not find expected key" } as const;
        conversion.problems.push({ start: keyNode.start, end: nowhere, fault });
      }
      const isMerge = isMergeKey(keyNode);
      const before = isMerge ? pairs.find((each) => isMergeKey(each.key)) : byKey.get(keyNode.text);
      if (before !== undefined) {
        const { start, end } = keyNode;
        const fault = { kind: "repeated-key", name: keyNode.text } as const;
        conversion.problems.push({ start, end, fault, first: before.key.start });
      }
      // What is taken away merges nothing.
      if (isMerge && valueNode.tag !== "!reset") merges.push(valueNode);
      else if (!isMerge) byKey.set(keyNode.text, converted);
    }
    pairs.push(converted);
  }
  for (const merge of merges) conversion.merges.push(merge);
  const last = pairs.at(-1);
  const pairsEnd = last === undefined ? start : Math.max(last.value.end, last.colonEnd ?? last.key.end);
  return { kind: "map", start, end: flow ? end : pairsEnd, tag: node.tag ?? null, flow, pairs, byKey, merges };
}
