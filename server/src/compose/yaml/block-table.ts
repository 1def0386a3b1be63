import { commonEnd, commonStart } from "../../base/common-ends.js";
import { type Block, cut, isStrange, splitBlocks } from "./blocks.js";
import { type BlockKind, ParsedBlock } from "./parsed-block.js";

/** A text cut into blocks without a gap between them. */
export interface BlockTable {
  readonly text: string;
  /** In the order of the text; no object stands twice. */
  readonly blocks: readonly ParsedBlock[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** The columns before the names of services; null where there are none to be cut. */
  readonly indent: number | null;
}

/**
 * Cuts a text; null where that is not safe (`splitBlocks`). Of `previous` the blocks whose text is the same are taken over, and
 * where it can be told which blocks were touched, only they are cut anew.
 */
export function tableOf(text: string, previous: BlockTable | null): BlockTable | null {
  return (previous === null ? null : recut(previous, text)) ?? cutAll(text, previous);
}

function cutAll(text: string, previous: BlockTable | null): BlockTable | null {
  const split = splitBlocks(text);
  if (split === null) return null;
  const rows = new Rows(text, previous?.blocks ?? []);
  for (const block of split.top) {
    if (block !== split.section || split.services === null) rows.add("top", block);
    else for (const each of split.services) rows.add("service", each);
  }
  rows.fillTo(text.length);
  const [first] = split.services ?? [];
  const indent = first === undefined ? null : first.keyAt - text.lastIndexOf("\n", first.keyAt) - 1;
  return { text, blocks: rows.blocks, starts: rows.starts, indent };
}

/** Blocks in order, with what stands between them. */
class Rows {
  readonly blocks: ParsedBlock[] = [];
  readonly starts: number[] = [];
  readonly #text: string;
  /** Those of the text before, by what they are; each is taken over once. */
  readonly #known = new Map<string, ParsedBlock[]>();
  #end: number;

  constructor(text: string, known: readonly ParsedBlock[], start = 0) {
    this.#text = text;
    this.#end = start;
    for (let index = known.length - 1; index >= 0; index -= 1) {
      const block = known[index] as ParsedBlock;
      const key = keyOf(block.kind, block.name);
      const same = this.#known.get(key);
      if (same === undefined) this.#known.set(key, [block]);
      else same.push(block);
    }
  }

  add(kind: BlockKind, { name, start, end, keyAt }: Block): void {
    this.fillTo(start);
    this.#push(kind, name, start, end, keyAt - start);
  }

  /** Lines that belong to no block. */
  fillTo(start: number): void {
    if (start > this.#end) this.#push("gap", null, this.#end, start, 0);
  }

  #push(kind: BlockKind, name: string | null, start: number, end: number, keyAt: number): void {
    const text = this.#text.slice(start, end);
    const known = this.#known.get(keyOf(kind, name));
    const same = known?.at(-1)?.text === text ? known.pop() : undefined;
    this.blocks.push(same ?? new ParsedBlock(kind, name, text, keyAt));
    this.starts.push(start);
    this.#end = end;
  }
}

const keyOf = (kind: BlockKind, name: string | null) => `${kind} ${name}`;

/**
 * Cuts anew what an edit has touched. A block begins at a line by what stands in this line alone, so that blocks with untouched
 * lines before and after them are what they were. Null where the edit may have changed more: what a text is as a whole, where
 * its services begin, or which keys the top level has.
 */
function recut(before: BlockTable, text: string): BlockTable | null {
  if (before.text === text) return before;
  const { blocks, starts, indent } = before;
  const same = commonStart(before.text, text);
  const tail = commonEnd(before.text, text, same);
  const first = firstTouched(before, same);
  // The line break before a block that stays must stay, too.
  let next = first + 1;
  while (next < blocks.length && (starts[next] as number) <= before.text.length - tail) next += 1;
  const touched = blocks.slice(first, next);
  const [{ kind }] = touched as [ParsedBlock];
  if (kind === "gap" || touched.some((block) => block.kind !== kind)) return null;
  const start = starts[first] as number;
  const moved = text.length - before.text.length;
  const end = next === blocks.length ? text.length : (starts[next] as number) + moved;
  if (start >= end || isStrange(text.slice(start, end))) return null;
  const depth = kind === "service" ? indent : 0;
  const fresh = depth === null ? null : cut(text, start, end, depth);
  if (fresh === null || (kind === "top" ? changesTop(touched, fresh) : fresh.some((block) => isAtMargin(text, block))))
    return null;
  const rows = new Rows(text, touched, start);
  for (const block of fresh) rows.add(kind, block);
  return {
    text,
    blocks: [...blocks.slice(0, first), ...rows.blocks, ...blocks.slice(next)],
    starts: [...starts.slice(0, first), ...rows.starts, ...starts.slice(next).map((each) => each + moved)],
    indent,
  };
}

/**
 * The first block that an edit may change. What comes in before a key, the blanks of its line included, may be a line of its own,
 * and such a line goes with the block before.
 */
function firstTouched({ blocks, starts }: BlockTable, same: number): number {
  const found = lastStartingAt(starts, Math.max(same - 1, 0));
  const block = blocks[found] as ParsedBlock;
  const isBeforeKey = same <= (starts[found] as number) + block.keyAt;
  return isBeforeKey && blocks[found - 1]?.kind === block.kind ? found - 1 : found;
}

/** Whether the section of the services may be another one now, or nothing is a key any more. */
function changesTop(touched: readonly ParsedBlock[], fresh: readonly Block[]): boolean {
  return fresh.every(({ name }) => name === null) || [...touched, ...fresh].some(({ name }) => name === "services");
}

/** A line without a blank before it ends the section of the services. */
function isAtMargin(text: string, { keyAt }: Block): boolean {
  return text.charCodeAt(keyAt - 1) === 0x0a;
}

/** The last of some sorted offsets that is no larger than one; the first is 0. */
export function lastStartingAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
