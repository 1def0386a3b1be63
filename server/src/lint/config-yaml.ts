import type { Span } from "../base/text.js";
import type { YamlFault } from "../compose/yaml/faults.js";
import { deepestNesting, type YamlNode, type YamlPair, type YamlScalar } from "../compose/yaml/nodes.js";
import { parseYaml } from "../compose/yaml/parse-yaml.js";
import { resolveScalar } from "../compose/yaml/scalar.js";

/** What the YAML of a config says, or why it can't be read. */
export type ConfigYaml =
  | {
      readonly ok: true;
      /** As JSON has it. */
      readonly value: unknown;
      /** Where a key stands, without its quotes; null: nowhere. */
      readonly placeOf: (keys: readonly string[]) => Span | null;
    }
  | { readonly ok: false; readonly reason: string; readonly line: number | null };

/** Far more than a config has: aliases of aliases may stand for any number of values. */
const mostValues = 100_000;

/** Reads it as compose files are read. */
export function readConfigYaml(text: string): ConfigYaml {
  const [document, another] = parseYaml(text);
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length - 1;
  const problem = document?.problems[0] ?? another?.problems[0];
  if (problem !== undefined) {
    const line = problem.fault.kind === "syntax" ? problem.fault.problem : lineAt(problem.start);
    return { ok: false, reason: reasonOf(problem.fault), line };
  }
  if (another !== undefined) return { ok: false, reason: "more than one document", line: null };
  const root = document?.root ?? null;
  try {
    return { ok: true, value: new PlainValues().of(root), placeOf: (keys) => placeOf(root, text, keys) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, reason: error.message, line: lineAt(error.at) };
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: number;

  constructor(reason: string, at: number) {
    super(reason);
    this.at = at;
  }
}

/** Nodes as values of JSON. */
class PlainValues {
  #left = mostValues;

  of(node: YamlNode | null, depth = 0): unknown {
    if (node === null) return null;
    this.#left -= 1;
    if (this.#left < 0) throw new Unreadable("aliases stand for too many values", node.start);
    if (depth > deepestNesting) throw new Unreadable("nested too deep", node.start);
    switch (node.kind) {
      case "scalar":
        return plainScalar(node);
      case "sequence":
        return node.items.map((item) => this.of(item.node, depth + 1));
      case "map":
        return Object.assign(
          Object.create(null),
          Object.fromEntries(node.pairs.map((pair) => [keyOf(pair), this.of(pair.value, depth + 1)])),
        );
      case "alias":
        if (typeof node.target === "string") {
          const why = node.target === "itself" ? "stands for what it is a part of" : "has no anchor above it";
          throw new Unreadable(`the alias *${node.name} ${why}`, node.start);
        }
        return this.of(node.target, depth + 1);
    }
  }
}

function plainScalar(scalar: YamlScalar): unknown {
  const { type, text } = resolveScalar(scalar);
  if (type === "null") return null;
  if (type === "boolean") return text === "true";
  return type === "integer" || type === "float" ? Number(text) : text;
}

/** Keys are texts, whatever they would be as values. */
function keyOf({ key }: YamlPair): string {
  if (key.kind !== "scalar") throw new Unreadable("a key must be a name", key.start);
  return key.text;
}

function placeOf(root: YamlNode | null, text: string, keys: readonly string[]): Span | null {
  let node = root;
  let key: YamlNode | null = null;
  for (const name of keys) {
    const pair: YamlPair | undefined = node?.kind === "map" ? node.pairs.find((one) => isNamed(one, name)) : undefined;
    if (pair === undefined) return null;
    ({ key, value: node } = pair);
  }
  if (key === null) return null;
  const { start, end } = key;
  return /["']/.test(text[start] ?? "") ? { start: start + 1, end: end - 1 } : { start, end };
}

function isNamed({ key }: YamlPair, name: string): boolean {
  return key.kind === "scalar" && key.text === name;
}

/** In one line. */
function reasonOf(fault: YamlFault): string {
  switch (fault.kind) {
    case "syntax":
    case "tag":
      return fault.words;
    case "repeated-key":
      return `the key "${short(fault.name)}" is there twice`;
    case "odd-key":
      return "a key must be a name";
    case "unknown-anchor":
      return `the alias *${short(fault.name)} has no anchor above it`;
    case "anchor-in-itself":
    case "alias-cycle":
      return "an alias stands for what it is a part of";
    case "too-deep":
      return "nested too deep";
    default:
      return "no YAML";
  }
}

function short(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}
