import {
  deepestNesting,
  isMergeKey,
  type YamlAlias,
  type YamlDocument,
  type YamlItem,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
  type YamlSequence,
} from "./nodes.js";
import { flowAt } from "./plain-flow.js";
import { blockAt, plainAt, quotedAt } from "./plain-scalars.js";

/**
 * Reads the YAML in which nearly all of every compose file is written: maps and lists, simple texts, anchors and aliases.
 * Null where a text has anything else, or anything wrong: that is for `full-yaml.ts`. What is read is what that one would
 * give, node for node, at a small part of its cost.
 */
export function readPlainYaml(text: string): YamlDocument | null {
  if (strange.test(text)) return null;
  const reader = new PlainReader(text);
  const root = reader.root();
  if (root === null) return null;
  const { anchors, openAliases, merges, hasAliases } = reader;
  const known = anchors as ReadonlyMap<string, YamlNode>;
  return { exists: true, root, anchors: known, problems: nothing, openAliases, merges, hasAliases, oddKeys: nothing };
}

const nothing: readonly never[] = [];

/** Tabs and other control characters, line breaks of other systems, document markers and directives. */
const strange = /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\r(?!\n)|^(?:---|\.\.\.|%)/m;

/** Beyond it a text is no key. */
const longestKey = 1000;

const plainKey = /(?:[A-Za-z0-9_][\w./-]*|<<)(?= *:(?:[ \r\n]|$))/y;
const anchor = /[&*]([A-Za-z0-9_-]+)(?=[ \r\n]|$)/y;
/** Blanks and a comment up to the end of the line. */
const rest = /(?: +#[^\n]*| *\r?)(?=\n|$)/y;

/** Walks over the lines; stands at the first character of a line that is neither blank nor comment, or beyond the last one. */
class PlainReader {
  /** Null: an anchor whose node is being read. */
  readonly anchors = new Map<string, YamlNode | null>();
  readonly openAliases: YamlAlias[] = [];
  readonly merges: YamlNode[] = [];
  hasAliases = false;
  readonly #text: string;
  #at = 0;
  /** The column of `#at`; -1 beyond the last line. */
  #indent = -1;
  /** How many lists and maps are begun and not ended. */
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  root(): YamlNode | null {
    this.#toContent(0);
    const root = this.#indent === -1 ? null : this.#block();
    return this.#indent === -1 ? root : null;
  }

  /** Goes to the next line with content, from the start of a line. */
  #toContent(lineStart: number): void {
    const text = this.#text;
    for (let start = lineStart; start < text.length; ) {
      let at = start;
      while (text.charCodeAt(at) === 0x20) at += 1;
      const code = text.charCodeAt(at);
      if (code !== 0x0a && code !== 0x0d && code !== 0x23 && at < text.length) {
        this.#at = at;
        this.#indent = at - start;
        return;
      }
      const end = text.indexOf("\n", at);
      if (end === -1) break;
      start = end + 1;
    }
    this.#at = text.length;
    this.#indent = -1;
  }

  /** Goes to the next line with content, when nothing but a comment is left of this one. */
  #endsLine(at: number): boolean {
    const end = this.#match(rest, at);
    if (end === null) return false;
    this.#toContent(rest.lastIndex + 1);
    return true;
  }

  #match(form: RegExp, at: number): RegExpExecArray | null {
    form.lastIndex = at;
    return form.exec(this.#text);
  }

  #afterBlanks(at: number): number {
    let end = at;
    while (this.#text.charCodeAt(end) === 0x20) end += 1;
    return end;
  }

  #isDash(): boolean {
    if (this.#text[this.#at] !== "-") return false;
    const next = this.#text[this.#at + 1];
    return next === " " || next === "\n" || next === "\r" || next === undefined;
  }

  #block(): YamlNode | null {
    return this.#isDash() ? this.#sequence(this.#indent) : this.#map(this.#indent);
  }

  #map(indent: number): YamlMap | null {
    this.#depth += 1;
    if (this.#depth > deepestNesting) return null;
    const start = this.#at;
    const pairs: YamlPair[] = [];
    const byKey = new Map<string, YamlPair>();
    const merges: YamlNode[] = [];
    let end = start;
    while (this.#indent === indent) {
      const key = this.#key();
      if (key === null || byKey.has(key.text)) return null;
      const colonEnd = this.#afterBlanks(key.end) + 1;
      if (colonEnd - key.start > longestKey) return null;
      const value = this.#value(colonEnd, indent, true);
      if (value === null) return null;
      const pair: YamlPair = { key, colonEnd, value };
      if (!isMergeKey(key)) byKey.set(key.text, pair);
      else if (merges.length > 0) return null;
      else merges.push(value);
      pairs.push(pair);
      end = Math.max(value.end, colonEnd);
    }
    if (this.#indent > indent) return null;
    this.#depth -= 1;
    for (const merge of merges) this.merges.push(merge);
    return { kind: "map", start, end, tag: null, flow: false, pairs, byKey, merges };
  }

  #key(): YamlScalar | null {
    const start = this.#at;
    const plain = this.#match(plainKey, start);
    if (plain !== null) return { kind: "scalar", start, end: plainKey.lastIndex, tag: null, text: plain[0], style: "plain" };
    const key = quotedAt(this.#text, start);
    if (key === null || this.#text[this.#afterBlanks(key.end)] !== ":") return null;
    const next = this.#text[this.#afterBlanks(key.end) + 1];
    return next === " " || next === "\n" || next === "\r" || next === undefined ? key : null;
  }

  #sequence(indent: number): YamlSequence | null {
    this.#depth += 1;
    if (this.#depth > deepestNesting) return null;
    const start = this.#at;
    const items: YamlItem[] = [];
    let end = start;
    while (this.#indent === indent && this.#isDash()) {
      const dash = this.#at;
      const node = this.#value(dash + 1, indent, false);
      if (node === null || (node.start === node.end && node.kind === "scalar" && node.style === "plain")) return null;
      items.push({ start: dash, node });
      end = Math.max(node.end, dash + 1);
    }
    if (this.#indent > indent) return null;
    this.#depth -= 1;
    return { kind: "sequence", start, end, tag: null, flow: false, items };
  }

  /** What stands after a colon or a dash, on its line or on the lines below. Then stands at the next line. */
  #value(from: number, indent: number, isPair: boolean): YamlNode | null {
    const at = this.#afterBlanks(from);
    if (this.#text[at] !== "&") return this.#valueAt(from, indent, isPair, false);
    const name = this.#match(anchor, at)?.[1];
    if (name === undefined) return null;
    this.anchors.set(name, null);
    const node = this.#valueAt(anchor.lastIndex, indent, isPair, true);
    if (node !== null) this.anchors.set(name, node);
    return node;
  }

  #valueAt(from: number, indent: number, isPair: boolean, isAnchored: boolean): YamlNode | null {
    const at = this.#afterBlanks(from);
    if (this.#endsLine(from)) {
      if (this.#indent > indent || (isPair && this.#indent === indent && this.#isDash())) return this.#block();
      return isAnchored ? null : { kind: "scalar", start: at, end: at, tag: null, text: "", style: "plain" };
    }
    if (!isPair && !isAnchored) {
      const dash = this.#at;
      this.#at = at;
      if (this.#key() !== null) {
        this.#indent = indent + at - dash;
        return this.#map(this.#indent);
      }
    }
    if (this.#text[at] === "|" || this.#text[at] === ">") {
      const block = blockAt(this.#text, at, indent);
      if (block !== null) this.#toContent(block.next);
      return block?.scalar ?? null;
    }
    // An alias has no anchor of its own.
    const node = isAnchored && this.#text[at] === "*" ? null : this.#inline(at, indent);
    return node !== null && this.#endsLine(node.end) && this.#indent <= indent ? node : null;
  }

  #inline(start: number, indent: number): YamlNode | null {
    const text = this.#text;
    const first = text[start];
    if (first === '"' || first === "'") return quotedAt(text, start);
    if (first === "[" || first === "{") {
      return flowAt(start, { text, indent, alias: (at, name) => this.#alias(at, name) });
    }
    if (first !== "*") return plainAt(text, start);
    const alias = this.#match(anchor, start);
    return alias === null ? null : this.#alias(start, alias[1] ?? "");
  }

  #alias(start: number, name: string): YamlAlias | null {
    const target = this.anchors.get(name);
    if (target === null) return null;
    const end = start + 1 + name.length;
    const alias: YamlAlias = { kind: "alias", start, end, tag: null, name, target: target ?? "elsewhere" };
    this.hasAliases = true;
    if (target === undefined) this.openAliases.push(alias);
    return alias;
  }
}
