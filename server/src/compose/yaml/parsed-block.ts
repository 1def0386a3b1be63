import { KnownText } from "../../base/known-text.js";
import type { YamlDocument, YamlNode } from "./nodes.js";
import { reachesEnd } from "./piece-problems.js";
import { type ReadYaml, readYaml } from "./repaired-yaml.js";
import { mayRunOn } from "./run-on.js";

/** What a block is in its document: a top-level key, a service, or lines between them that hold neither. */
export type BlockKind = "top" | "service" | "gap";

/**
 * A block of a text and its parse, which waits until it is asked for. It knows nothing of its place, and so outlives edits
 * elsewhere: as long as its text stays the same it is the same object.
 */
export class ParsedBlock extends KnownText {
  readonly kind: BlockKind;
  /** Its key; null for lines that cannot be part of a map. */
  readonly name: string | null;
  /** Where its key stands in it, quotes included. */
  readonly keyAt: number;
  /** Beside which shared text it was found to be an ordinary service; see `ServiceText`. */
  ordinaryBeside: object | null = null;
  #read: ReadYaml | null = null;
  #plain: boolean | null = null;
  #runsOn: boolean | null = null;
  #anchors: ReadonlySet<string> | null = null;

  constructor(kind: BlockKind, name: string | null, text: string, keyAt: number) {
    // A text of its own (engines make a new one of a sum): a slice would keep the whole file alive for as long as the block stays the same.
    super(`\n${text}`.slice(1));
    this.kind = kind;
    this.name = name;
    this.keyAt = keyAt;
  }

  /** How the text is read. */
  get read(): ReadYaml {
    this.#read ??= readYaml(this.text);
    return this.#read;
  }

  /** Null when it is broken, or holds nothing. */
  get root(): YamlNode | null {
    const { documents, sound } = this.read;
    return sound ? (documents[0]?.root ?? null) : null;
  }

  /** Whether nothing is wrong with it, and nothing in it rests on other blocks. */
  get isPlain(): boolean {
    this.#plain ??= this.read.written.every(isPlain);
    return this.#plain;
  }

  /** Whether a quoted text or a bracket is still open where the text ends. */
  get runsOn(): boolean {
    this.#runsOn ??= mayRunOn(this.text) && this.#isUnfinished();
    return this.#runsOn;
  }

  #isUnfinished(): boolean {
    return this.read.written.some(({ problems }) =>
      problems.some(({ fault }) => fault.kind === "syntax" && reachesEnd(fault, this.text)),
    );
  }

  /** Names after an `&`, which may be anchors. */
  get anchorNames(): ReadonlySet<string> {
    this.#anchors ??= anchorNamesIn(this.text);
    return this.#anchors;
  }

  /** The lines that cannot be read. */
  get linesLeftOut(): readonly string[] {
    return this.read.leftOut.map(({ start, end }) => this.text.slice(start, end));
  }
}

function isPlain({ problems, hasAliases, oddKeys, merges }: YamlDocument): boolean {
  return problems.length === 0 && !hasAliases && oddKeys.length === 0 && merges.every(({ kind }) => kind === "map");
}

const noNames: ReadonlySet<string> = new Set();

function anchorNamesIn(text: string): ReadonlySet<string> {
  if (!text.includes("&")) return noNames;
  return new Set(Array.from(text.matchAll(/&([^\s,[\]{}]+)/g), (found) => found[1] ?? ""));
}
