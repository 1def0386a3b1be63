import type { YamlAlias, YamlItem, YamlMap, YamlNode, YamlPair, YamlScalar, YamlSequence } from "./nodes.js";
import { quotedAt } from "./plain-scalars.js";

/** What a node between brackets needs of what stands around it. */
export interface FlowSurroundings {
  readonly text: string;
  /** Lines between the brackets are indented deeper than this. */
  readonly indent: number;
  /** The node that repeats an anchor's; null: one whose end is not reached yet. */
  alias(start: number, name: string): YamlAlias | null;
}

/** Nobody nests brackets so deep, and the stack has an end. */
const deepest = 20;

const alias = /\*([A-Za-z0-9_-]+)(?=[ ,\]}\n])/y;
const words = /(?:[\w./$]|-[\w-])(?:[\w./$=@+~-]|:(?=[\w./$-]))*(?: +[\w./$=@+~-](?:[\w./$=@+~-]|:(?=[\w./$-]))*)*/y;
const key = /[A-Za-z0-9_][\w./-]*(?=: )/y;

/** A list or map in brackets, of simple texts; null for anything else. */
export function flowAt(start: number, around: FlowSurroundings, depth = 0): YamlSequence | YamlMap | null {
  if (depth > deepest) return null;
  return around.text[start] === "[" ? sequenceAt(start, around, depth) : mapAt(start, around, depth);
}

function sequenceAt(start: number, around: FlowSurroundings, depth: number): YamlSequence | null {
  const items: YamlItem[] = [];
  const end = membersEnd(start, "]", around, (at) => {
    const node = nodeAt(at, around, depth);
    if (node !== null) items.push({ start: at, node });
    return node?.end ?? null;
  });
  return end === null ? null : { kind: "sequence", start, end, tag: null, flow: true, items };
}

function mapAt(start: number, around: FlowSurroundings, depth: number): YamlMap | null {
  const { text } = around;
  const pairs: YamlPair[] = [];
  const byKey = new Map<string, YamlPair>();
  const end = membersEnd(start, "}", around, (at) => {
    const name = keyAt(text, at);
    if (name === null || byKey.has(name.text) || !text.startsWith(": ", name.end)) return null;
    const colonEnd = name.end + 1;
    const value = nodeAt(afterBlanks(text, colonEnd), around, depth);
    if (value === null) return null;
    const pair = { key: name, colonEnd, value };
    pairs.push(pair);
    byKey.set(name.text, pair);
    return value.end;
  });
  return end === null ? null : { kind: "map", start, end, tag: null, flow: true, pairs, byKey, merges: [] };
}

/** Reads members between commas up to the closing bracket; null where `member` cannot read one. */
function membersEnd(
  start: number,
  close: "]" | "}",
  { text, indent }: FlowSurroundings,
  member: (at: number) => number | null,
): number | null {
  let at = afterLines(text, start + 1, indent);
  if (text[at] === close) return at + 1;
  for (;;) {
    const end = at === -1 ? null : member(at);
    if (end === null) return null;
    at = afterLines(text, end, indent);
    if (text[at] === close) return at + 1;
    if (text[at] !== ",") return null;
    at = afterLines(text, at + 1, indent);
  }
}

function nodeAt(start: number, around: FlowSurroundings, depth: number): YamlNode | null {
  const { text } = around;
  const first = text[start];
  if (first === '"' || first === "'") return quotedAt(text, start);
  if (first === "[" || first === "{") return flowAt(start, around, depth + 1);
  if (first === "*") {
    alias.lastIndex = start;
    const name = alias.exec(text)?.[1];
    return name === undefined ? null : around.alias(start, name);
  }
  return simpleAt(words, text, start);
}

function keyAt(text: string, start: number): YamlScalar | null {
  return text[start] === '"' || text[start] === "'" ? quotedAt(text, start) : simpleAt(key, text, start);
}

function simpleAt(form: RegExp, text: string, start: number): YamlScalar | null {
  form.lastIndex = start;
  const found = form.exec(text)?.[0];
  return found === undefined
    ? null
    : { kind: "scalar", start, end: start + found.length, tag: null, text: found, style: "plain" };
}

function afterBlanks(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at += 1;
  return at;
}

/** After blanks and line breaks; -1 where a line is not indented enough. */
function afterLines(text: string, from: number, indent: number): number {
  let at = afterBlanks(text, from);
  while (text[at] === "\n" || text.startsWith("\r\n", at)) {
    const lineStart = at + (text[at] === "\r" ? 2 : 1);
    at = afterBlanks(text, lineStart);
    const isEmpty = text[at] === "\n" || text[at] === "\r";
    if (!isEmpty && at - lineStart <= indent) return -1;
  }
  return at;
}
