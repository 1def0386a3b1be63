import { countBelow } from "../base/sorted.js";

/** Finds the braces of a text; every stretch is walked over once. */
export class Braces {
  readonly #text: string;
  /** Positions of `}` and line breaks, ascending. */
  readonly #closes: readonly number[];
  readonly #breaks: readonly number[];
  /** Opening braces that were walked over, with the brace that closes them; -1: none. */
  readonly #closing = new Map<number, number>();

  constructor(text: string) {
    this.#text = text;
    this.#closes = positionsOf(text, "}");
    this.#breaks = positionsOf(text, "\n");
  }

  /**
   * The end of what follows an operator at `from` in a reference whose brace opens at `open`: `lineClose` is the last
   * brace of the line before `end`, `close` the balancing one, or that same last one when they do not balance.
   */
  body(open: number, from: number, end: number): { readonly close: number; readonly lineClose: number } | null {
    const lineEnd = Math.min(end, after(this.#breaks, from) ?? end);
    const lineClose = before(this.#closes, lineEnd) ?? -1;
    if (lineClose < from) return null;
    if (!this.#closing.has(open)) this.#walk(open, lineClose);
    const close = this.#closing.get(open) ?? -1;
    return { close: close === -1 || close > lineClose ? lineClose : close, lineClose };
  }

  /** Compose counts every `{`, and does not look at the character after one. */
  #walk(from: number, last: number): void {
    const open: number[] = [];
    for (let at = from; at <= last; at += 1) {
      const character = this.#text[at];
      if (character === "{") {
        open.push(at);
        this.#closing.set(at, -1);
        at += 1;
      } else if (character === "}") {
        const opened = open.pop();
        if (opened !== undefined) this.#closing.set(opened, at);
        if (open.length === 0) return;
      }
    }
  }
}

function positionsOf(text: string, character: string): number[] {
  const positions: number[] = [];
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) positions.push(at);
  return positions;
}

const after = (positions: readonly number[], from: number) => positions[countBelow(positions, from)];
const before = (positions: readonly number[], limit: number) => positions[countBelow(positions, limit) - 1];
