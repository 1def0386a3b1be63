import { type AnyNode, parse } from "@humanwhocodes/momoa";
import type { FilePath, Location } from "../../base/text.js";

/** What a text that should be JSON is. */
export type JsonReading =
  | { readonly kind: "json"; readonly value: JsonValue }
  /** It ends before what it began: a copy of the first screen, an output that was cut. */
  | { readonly kind: "truncated" }
  | { readonly kind: "invalid" };

/** Nobody's container is described so deep; a parser that follows it would use up its stack. */
const deepest = 100;

/**
 * Reads the JSON value that begins at `start`. What follows it (a prompt that was copied along) is left out.
 * Never throws, and says nothing of the text: it has passwords in it.
 */
export function readJson(file: FilePath, text: string, start: number): JsonReading {
  const end = endOfValue(text, start);
  if (end === "too-deep") return { kind: "invalid" };
  if (end === null) return { kind: "truncated" };
  try {
    const { body } = parse(text.slice(start, end), { mode: "json", ranges: true });
    return { kind: "json", value: new JsonValue(body, { file, text, base: start }) };
  } catch {
    return { kind: "invalid" };
  }
}

/** Behind the bracket that closes the one at `start`; null: nothing does. */
function endOfValue(text: string, start: number): number | null | "too-deep" {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') {
      at += 1;
      while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    } else if (sign === "[" || sign === "{") {
      depth += 1;
      if (depth > deepest) return "too-deep";
    } else if (sign === "]" || sign === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return null;
}

interface JsonSource {
  readonly file: FilePath;
  readonly text: string;
  /** Where the parsed part of the text begins. */
  readonly base: number;
}

/** A value in a JSON text, with its place. */
export class JsonValue {
  readonly #node: AnyNode;
  readonly #source: JsonSource;

  constructor(node: AnyNode, source: JsonSource) {
    this.#node = node;
    this.#source = source;
  }

  /** The whole of it, with its quotes or brackets. */
  get at(): Location {
    const [start, end] = this.#node.range ?? [0, 0];
    const { file, base } = this.#source;
    return { file, start: base + start, end: base + end };
  }

  /** Its text; null where it is no string. */
  get text(): string | null {
    return this.#node.type === "String" ? this.#node.value : null;
  }

  get isList(): boolean {
    return this.#node.type === "Array";
  }

  /** Its items; empty where it is no list. */
  get items(): readonly JsonValue[] {
    return this.#node.type === "Array" ? this.#node.elements.map(({ value }) => this.#of(value)) : [];
  }

  /** Its members, as they stand; empty where it is no object. */
  get members(): readonly { readonly name: JsonValue; readonly value: JsonValue }[] {
    if (this.#node.type !== "Object") return [];
    return this.#node.members.map(({ name, value }) => ({ name: this.#of(name), value: this.#of(value) }));
  }

  /** What stands under these keys, one in the other; null where there is nothing, or `null`. */
  get(...keys: readonly string[]): JsonValue | null {
    let found: JsonValue = this;
    for (const key of keys) {
      const member = found.members.find(({ name }) => name.text === key);
      if (member === undefined) return null;
      found = member.value;
    }
    return found.#node.type === "Null" ? null : found;
  }

  /** Where a stretch of a string's text stands in the file, with its escapes as they are written. */
  within(start: number, end: number): Location {
    const { file, start: quote, end: close } = this.at;
    const written = this.#source.text.slice(quote + 1, close - 1);
    if (!written.includes("\\")) return { file, start: quote + 1 + start, end: quote + 1 + end };
    const offsets: number[] = [];
    for (let at = 0; at < written.length; ) {
      offsets.push(at);
      at += written[at] !== "\\" ? 1 : written[at + 1] === "u" ? 6 : 2;
    }
    const offsetOf = (index: number) => quote + 1 + (offsets[index] ?? written.length);
    return { file, start: offsetOf(start), end: offsetOf(end) };
  }

  #of(node: AnyNode): JsonValue {
    return new JsonValue(node, this.#source);
  }
}
