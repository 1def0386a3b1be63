import {
  deepestNesting,
  isMergeKey,
  type OddKey,
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
import { readDirectives, type TagHandles, tagName } from "./tag-handles.js";
import type { Mark } from "./text-cursor.js";
import { TokenStream } from "./token-stream.js";
import type { Token } from "./tokens.js";

const nothing: YamlDocument = {
  exists: false,
  root: null,
  anchors: new Map(),
  problems: [],
  openAliases: [],
  merges: [],
  hasAliases: false,
  oddKeys: [],
};

/** Reads any YAML as go-yaml does, up to the first thing over which that stumbles. There is always a document, if only an empty one. */
export function readFullYaml(text: string): YamlDocument[] {
  const tokens = new TokenStream(text);
  const documents: YamlDocument[] = [];
  // go-yaml's documents share their anchors.
  const anchors = new Map<string, YamlNode | null>();
  while (tokens.problem === null) {
    if (documents.length > 0) while (tokens.takes("document-end"));
    if (tokens.is("stream-end")) break;
    documents.push(new DocumentReader(tokens, anchors).read(documents.length === 0));
  }
  return documents.length === 0 ? [nothing] : documents;
}

/** What stands before a node. */
interface Properties {
  readonly anchor: string | null;
  readonly tag: string | null;
  /** Where they begin; where the node does when there are none. */
  readonly start: Mark;
  /** Where they end; null when there are none. */
  readonly end: number | null;
}

/** Where a node stands: in lines, after the colon of a map there (where a list needs no deeper indentation), or in brackets. */
type Place = "block" | "block-value" | "flow";

class DocumentReader {
  readonly #tokens: TokenStream;
  #handles: TagHandles = new Map();
  #depth = 0;
  /** Null: an anchor whose node is being read. */
  readonly #anchors: Map<string, YamlNode | null>;
  readonly #problems: YamlProblem[] = [];
  readonly #openAliases: YamlAlias[] = [];
  readonly #merges: YamlNode[] = [];
  readonly #oddKeys: OddKey[] = [];
  #hasAliases = false;

  constructor(tokens: TokenStream, anchors: Map<string, YamlNode | null>) {
    this.#tokens = tokens;
    this.#anchors = anchors;
  }

  read(isFirst: boolean): YamlDocument {
    const tokens = this.#tokens;
    const isExplicit = !isFirst || tokens.is("directive", "document-start");
    this.#handles = readDirectives(tokens);
    let root: YamlNode | null = null;
    if (tokens.problem === null && isExplicit && !tokens.takes("document-start")) {
      tokens.fail("did not find expected <document start>", null);
    } else if (!isExplicit || !tokens.is("directive", "document-start", "document-end", "stream-end")) {
      root = this.#node("block");
    }
    tokens.takes("document-end");
    tokens.stumbled();
    return this.#document(root);
  }

  #document(root: YamlNode | null): YamlDocument {
    const { problem } = this.#tokens;
    const problems = problem === null ? this.#problems : [problem];
    if (problem?.fault.kind === "too-deep") return { ...nothing, exists: true, problems };
    const anchors = new Map([...this.#anchors].flatMap(([name, node]) => (node === null ? [] : [[name, node] as const])));
    const isNothing = root?.kind === "scalar" && root.style === "plain" && root.text === "" && root.tag === null;
    const [openAliases, merges, hasAliases, oddKeys] = [this.#openAliases, this.#merges, this.#hasAliases, this.#oddKeys];
    return { exists: true, root: isNothing ? null : root, anchors, problems, openAliases, merges, hasAliases, oddKeys };
  }

  get #isStopped(): boolean {
    return this.#tokens.problem !== null;
  }

  #node(place: Place): YamlNode {
    const tokens = this.#tokens;
    const { next } = tokens;
    if (next.type === "alias") return this.#alias(next);
    const properties = this.#properties();
    const { anchor } = properties;
    if (anchor !== null) this.#anchors.set(anchor, null);
    const node = this.#content(place, properties);
    if (anchor !== null) this.#anchors.set(anchor, node);
    return node;
  }

  #alias({ name, start, end }: Extract<Token, { type: "alias" | "anchor" }>): YamlAlias {
    this.#hasAliases = true;
    const found = this.#anchors.get(name);
    const target = found === undefined ? "elsewhere" : (found ?? "itself");
    const alias: YamlAlias = { kind: "alias", start: start.at, end, tag: null, name, target };
    // An alias of nothing stops go-yaml, but not where its scanner stumbled before.
    if ((target === "elsewhere" || target === "itself") && !this.#tokens.hasStumbled) this.#openAliases.push(alias);
    this.#tokens.take();
    return alias;
  }

  /** An anchor and a tag, in either order. */
  #properties(): Properties {
    const tokens = this.#tokens;
    const { start } = tokens.next;
    let anchor: string | null = null;
    let tag: Extract<Token, { type: "tag" }> | null = null;
    let end: number | null = null;
    for (;;) {
      const { next } = tokens;
      if (next.type === "anchor" && anchor === null) anchor = next.name;
      else if (next.type === "tag" && tag === null) tag = next;
      else break;
      end = next.end;
      tokens.take();
    }
    if (tag === null) return { anchor, tag: null, start, end };
    const name = tagName(tag.tag, this.#handles);
    if (name === null) tokens.fail("found undefined tag handle", start, tag.start);
    return { anchor, tag: name, start, end };
  }

  #content(place: Place, { tag, start, end }: Properties): YamlNode {
    const tokens = this.#tokens;
    const { next } = tokens;
    if (next.type === "scalar") {
      tokens.take();
      return this.#scalar(next, tag);
    }
    if (next.type === "entry" && place === "block-value") return this.#nested(() => this.#indentlessSequence(tag));
    if (next.type === "flow-sequence-start") return this.#nested(() => this.#flowSequence(tag));
    if (next.type === "flow-map-start") return this.#nested(() => this.#flowMap(tag));
    if (next.type === "sequence-start" && place !== "flow") return this.#nested(() => this.#sequence(tag));
    if (next.type === "map-start" && place !== "flow") return this.#nested(() => this.#map(tag));
    if (end !== null) return this.#judged({ ...emptyAt(end), tag });
    tokens.fail("did not find expected node content", start);
    return emptyAt(next.start.at);
  }

  #nested(read: () => YamlNode): YamlNode {
    const { at } = this.#tokens.next.start;
    if (this.#depth >= deepestNesting) {
      this.#tokens.refuse({ start: at, end: at + 1, fault: { kind: "too-deep" } });
      return emptyAt(at);
    }
    this.#depth += 1;
    const node = read();
    this.#depth -= 1;
    return node;
  }

  #scalar({ text, style, start: { at }, end }: Extract<Token, { type: "scalar" }>, tag: string | null): YamlScalar {
    const written = style === "block" ? at + this.#tokens.text.slice(at, end).trimEnd().length : end;
    return this.#judged({ kind: "scalar", start: at, end: written, tag, text, style });
  }

  #judged(scalar: YamlScalar): YamlScalar {
    const words = tagProblem(scalar);
    if (words !== null) this.#problems.push({ start: scalar.start, end: scalar.end, fault: { kind: "tag", words } });
    return scalar;
  }

  /** What may be left out: nothing stands there when the next token is one of these. */
  #optional(place: Place, before: number, ...types: readonly Token["type"][]): YamlNode {
    return this.#tokens.is(...types) ? this.#emptyAfter(before) : this.#node(place);
  }

  #emptyAfter(offset: number): YamlScalar {
    let at = offset;
    while (this.#tokens.text.charCodeAt(at) === 0x20) at += 1;
    return emptyAt(at);
  }

  #sequence(tag: string | null): YamlSequence {
    const tokens = this.#tokens;
    const first = tokens.take();
    const items: YamlItem[] = [];
    while (!this.#isStopped && !tokens.takes("block-end")) {
      if (tokens.is("entry")) this.#item(items, "entry", "block-end");
      else tokens.fail("did not find expected '-' indicator", first.start);
    }
    return this.#sequenceOf(first.start.at, items, tag);
  }

  #indentlessSequence(tag: string | null): YamlSequence {
    const start = this.#tokens.next.start.at;
    const items: YamlItem[] = [];
    while (!this.#isStopped && this.#tokens.is("entry")) this.#item(items, "entry", "key", "value", "block-end");
    return this.#sequenceOf(start, items, tag);
  }

  #item(items: YamlItem[], ...empty: readonly Token["type"][]): void {
    const dash = this.#tokens.take();
    const node = this.#optional("block", dash.end, ...empty);
    if (this.#isWhole(node)) items.push({ start: dash.start.at, node });
  }

  /** Whether a node is to be kept: of what was being read when it stopped only collections are, for what they hold. */
  #isWhole(node: YamlNode): boolean {
    return !this.#isStopped || node.kind === "map" || node.kind === "sequence";
  }

  #sequenceOf(start: number, items: readonly YamlItem[], tag: string | null): YamlSequence {
    const last = items.at(-1);
    const end = last === undefined ? start : Math.max(last.node.end, last.start + 1);
    return { kind: "sequence", start, end: this.#endOr(end), tag, flow: false, items };
  }

  /** Where a collection ends; one that is not finished goes to the end of the text. */
  #endOr(end: number): number {
    return this.#isStopped ? this.#tokens.text.length : end;
  }

  #map(tag: string | null): YamlMap {
    const tokens = this.#tokens;
    const first = tokens.take();
    const pairs: YamlPair[] = [];
    while (!this.#isStopped && !tokens.takes("block-end")) {
      if (tokens.is("key")) this.#pair(pairs, "block-value", ["key", "value", "block-end"]);
      else tokens.fail("did not find expected key", first.start);
    }
    return this.#mapOf(first.start.at, null, pairs, tag);
  }

  /** A key, a colon and a value, of which each may be left out where one of some tokens is the next. */
  #pair(pairs: YamlPair[], place: Place, nothing: readonly Token["type"][]): void {
    const tokens = this.#tokens;
    const key = this.#optional(place, tokens.take().end, "value", ...nothing);
    if (!this.#isStopped) this.#value(pairs, key, place, nothing);
  }

  #value(pairs: YamlPair[], key: YamlNode, place: Place, nothing: readonly Token["type"][]): void {
    const tokens = this.#tokens;
    const colonEnd = tokens.is("value") ? tokens.take().end : null;
    const value = colonEnd === null ? emptyAt(key.end) : this.#optional(place, colonEnd, ...nothing);
    if (this.#isWhole(value)) pairs.push({ key, colonEnd, value });
  }

  #flowSequence(tag: string | null): YamlSequence {
    const tokens = this.#tokens;
    const first = tokens.take();
    const items: YamlItem[] = [];
    const end = this.#members(first.start, "flow-sequence-end", "]", () => {
      const node = tokens.is("key") ? this.#flowPair() : this.#node("flow");
      if (this.#isWhole(node)) items.push({ start: node.start, node });
    });
    return { kind: "sequence", start: first.start.at, end, tag, flow: true, items };
  }

  /** `[a: b]`: a map of one pair. */
  #flowPair(): YamlMap {
    const tokens = this.#tokens;
    const { start, end } = tokens.take();
    const pairs: YamlPair[] = [];
    if (tokens.is("value", "flow-entry", "flow-sequence-end")) {
      tokens.take(); // go-yaml loses the colon (or whatever it is) where the key is empty
      this.#value(pairs, emptyAt(end), "flow", ["flow-entry", "flow-sequence-end"]);
    } else {
      const key = this.#node("flow");
      if (!this.#isStopped) this.#value(pairs, key, "flow", ["flow-entry", "flow-sequence-end"]);
    }
    const map = this.#mapOf(start.at, null, pairs, null);
    return { ...map, flow: true };
  }

  #flowMap(tag: string | null): YamlMap {
    const tokens = this.#tokens;
    const first = tokens.take();
    const pairs: YamlPair[] = [];
    const end = this.#members(first.start, "flow-map-end", "}", () => {
      if (tokens.is("key")) this.#pair(pairs, "flow", ["flow-entry", "flow-map-end"]);
      else {
        const key = this.#node("flow");
        if (!this.#isStopped) pairs.push({ key, colonEnd: null, value: emptyAt(key.end) });
      }
    });
    return this.#mapOf(first.start.at, end, pairs, tag);
  }

  /** Reads members between commas, and gives the offset after the closing bracket. */
  #members(start: Mark, close: "flow-sequence-end" | "flow-map-end", sign: "]" | "}", member: () => void): number {
    const tokens = this.#tokens;
    const outer = tokens.opened;
    tokens.opened ??= start;
    for (let isFirst = true; !this.#isStopped && !tokens.is(close); isFirst = false) {
      if (!isFirst && !tokens.takes("flow-entry")) tokens.fail(`did not find expected ',' or '${sign}'`, start);
      else if (!tokens.is(close)) member();
    }
    tokens.opened = outer;
    return this.#isStopped ? tokens.text.length : tokens.take().end;
  }

  /** `end`: after the closing bracket; null for a map without brackets. */
  #mapOf(start: number, end: number | null, pairs: readonly YamlPair[], tag: string | null): YamlMap {
    const byKey = new Map<string, YamlPair>();
    const merges: YamlNode[] = [];
    const seen = new Map<string, YamlNode>();
    const top = this.#depth === 1;
    for (const pair of pairs) {
      const { key, value } = pair;
      const name = nameOfKey(key);
      const before = seen.get(name);
      if (before !== undefined) {
        const fault = { kind: "repeated-key", name, top } as const;
        this.#problems.push({ start: key.start, end: key.end, fault, first: before.start });
      }
      seen.set(name, key);
      if (key.kind !== "scalar") this.#oddKeys.push({ key, top });
      else if (!isMergeKey(key)) byKey.set(name, pair);
      // What is taken away merges nothing.
      else if (value.tag !== "!reset") merges.push(value);
    }
    for (const merge of merges) this.#merges.push(merge);
    const last = pairs.at(-1);
    const pairsEnd = last === undefined ? start : Math.max(last.value.end, last.colonEnd ?? last.key.end);
    return { kind: "map", start, end: end ?? this.#endOr(pairsEnd), tag, flow: end !== null, pairs, byKey, merges };
  }
}

/** By what Compose tells keys apart, before it looks at what they are. */
function nameOfKey(key: YamlNode): string {
  if (key.kind === "scalar") return key.text;
  return key.kind === "alias" ? key.name : "";
}

function emptyAt(at: number): YamlScalar {
  return { kind: "scalar", start: at, end: at, tag: null, text: "", style: "plain" };
}
