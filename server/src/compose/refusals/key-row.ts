import type { Takes } from "./key-kinds.js";

/** What else Compose does with the value of a key. */
export interface KeyFacts {
  /** The texts that are accepted. */
  readonly oneOf?: readonly string[];
  /** What a text must match, as the refusal quotes it. */
  readonly pattern?: string;
  /** What the keys of a map must match; others are refused. */
  readonly names?: string;
  /** Whether other keys may stand there all the same, with values that no schema judges. */
  readonly looseNames?: true;
  /** The least number. */
  readonly least?: number;
  /** Whether the map that it stands in must have it. */
  readonly required?: true;
  /** Whether no two items may be the same text. */
  readonly distinct?: true;
  /** The type that a text gets as soon as it is interpolated. */
  readonly cast?: Cast;
  /** The type that a value gets once everything is merged. */
  readonly decodes?: Decoded;
  /** How Compose calls the key once everything is merged, where that is not its name. */
  readonly field?: string;
  /**
   * How a later value is laid over an earlier one: `joined` to one list of texts, whatever both are written as, or `replaced` by
   * it. Else maps are merged by key and lists one after the other, and one is not laid over the other.
   */
  readonly merges?: "joined" | "replaced";
  /** What the items of a list must be when lists are merged, which comes before the schema is asked. */
  readonly lists?: "texts" | "grants" | "ports";
  /** By what the items of a list are told apart, where that is not their text. */
  readonly apart?: Apart;
  /** The short form that Compose takes apart. */
  readonly short?: "port" | "volume" | "device";
  /** How Compose calls its long form, into which it brings every value. */
  readonly form?: string;
  /** Whether it gives a secret or a config its content. */
  readonly source?: true;
}

/** A port by its number, a mount by its place in the container. */
export type Apart = "port" | "volume" | "device" | "secret" | "config";

/** Types that texts get in some places as soon as they are interpolated; `int` and `int64` differ in the words of a refusal. */
export type Cast = "boolean" | "int" | "int64" | "float";

/** Types that values get in some places once everything is merged. */
export type Decoded =
  | "size"
  | "duration"
  | "boolean"
  | "float"
  | "int64"
  | "uint16"
  | "uint32"
  | "text"
  /** A command line, which is taken apart as a shell does. */
  | "words"
  /** How many devices: a number, or `all`. */
  | "count"
  /** Who may read a file, as octal digits. */
  | "mode"
  /** Host names with their addresses. */
  | "hosts"
  /** Names with values, as in `environment`. */
  | "variables";

/** The path of a key, with `*` for any key of a map and `[]` for any item of a list; and all that Compose wants of its value. */
export type KeyRow = readonly [path: string, takes: Takes, facts?: KeyFacts];
