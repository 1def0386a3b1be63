import type { Span } from "../../base/text.js";
import type { YamlFault } from "./faults.js";

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
  readonly fault: YamlFault;
  /** Of a key that stands twice: where it stands first. */
  readonly first?: number;
}

/** One YAML document of a text. `root` is null when it holds nothing. */
export interface YamlDocument {
  /** False for a text of blanks and comments alone, in which there is none. */
  readonly exists: boolean;
  readonly root: YamlNode | null;
  /** Anchors as they stand at the end of the document. */
  readonly anchors: ReadonlyMap<string, YamlNode>;
  readonly problems: readonly YamlProblem[];
  /** Aliases whose anchor does not stand before them in the parsed text. */
  readonly openAliases: readonly YamlAlias[];
  /** The values of merge keys, in which only maps may stand. */
  readonly merges: readonly YamlNode[];
  /** Whether there is any alias. */
  readonly hasAliases: boolean;
  /** Keys that are no texts, or aliases of what may be none, in the order in which they are read. */
  readonly oddKeys: readonly OddKey[];
}

/** A key that is a map, a list or an alias; `top`: one of the document's own keys. */
export interface OddKey {
  readonly key: Exclude<YamlNode, YamlScalar>;
  readonly top: boolean;
}

/** Whether a key is YAML's merge key: `<<` without quotes. */
export function isMergeKey(key: YamlNode): boolean {
  return key.kind === "scalar" && key.style === "plain" && key.text === "<<" && key.tag === null;
}

/** How many lists and maps may stand in one another. Nobody nests so deep, and the stack has an end. */
export const deepestNesting = 200;
