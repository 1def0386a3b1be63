import { once } from "../../base/once.js";
import type { YamlDocument, YamlNode } from "./nodes.js";
import { reachesEnd } from "./piece-problems.js";
import { readYaml } from "./repaired-yaml.js";
import { mayRunOn } from "./run-on.js";

/** A piece of text and its parse, which waits until it is asked for. It knows nothing of its place, and so outlives edits elsewhere. */
export class ParsedBlock {
  readonly text: string;
  /** How the text is read. */
  readonly read = once(() => readYaml(this.text));
  /** Names after an `&`, which may be anchors. */
  readonly anchorNames = once(() => anchorNamesIn(this.text));

  /** Whether nothing is wrong with it, whatever the other blocks say. */
  readonly isPlain = once(() => this.read().written.every(isPlain));

  constructor(text: string) {
    // A text of its own (engines make a new one of a sum): a slice would keep the whole file alive for as long as the block stays the same.
    this.text = `\n${text}`.slice(1);
  }

  /** Whether a quoted text or a bracket is still open where the text ends. */
  readonly runsOn = once(() => mayRunOn(this.text) && this.#isUnfinished());

  #isUnfinished(): boolean {
    return this.read().written.some(({ problems }) =>
      problems.some(({ fault }) => fault.kind === "syntax" && reachesEnd(fault, this.text)),
    );
  }

  linesLeftOut(): readonly string[] {
    return this.read().leftOut.map(({ start, end }) => this.text.slice(start, end));
  }

  /** Null when it is broken, or holds nothing. */
  get root(): YamlNode | null {
    const { documents, sound } = this.read();
    return sound ? (documents[0]?.root ?? null) : null;
  }
}

const noNames: ReadonlySet<string> = new Set();

function anchorNamesIn(text: string): ReadonlySet<string> {
  if (!text.includes("&")) return noNames;
  return new Set(Array.from(text.matchAll(/&([^\s,[\]{}]+)/g), (found) => found[1] ?? ""));
}

function isPlain({ problems, openAliases, merges }: YamlDocument): boolean {
  return problems.length === 0 && openAliases.length === 0 && merges.every(({ kind }) => kind === "map");
}
