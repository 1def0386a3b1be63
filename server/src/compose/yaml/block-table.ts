import { lastAtMost } from "../../base/line-starts.js";
import type { SourceText } from "../../base/text.js";
import { BlockNames } from "./block-names.js";
import { areWords, type Block, cut, isStrange, splitBlocks } from "./blocks.js";
import { type BlockKind, ParsedBlock } from "./parsed-block.js";

/** A text cut into blocks without a gap between them. */
export interface BlockTable {
  readonly source: SourceText;
  /** In the order of the text; no object stands twice. */
  readonly blocks: readonly ParsedBlock[];
  /** Where each of them begins. */
  readonly starts: readonly number[];
  /** Their keys. */
  readonly names: BlockNames;
  /** The columns before the names of services; null where there are none to be cut. */
  readonly indent: number | null;
}

/**
 * Cuts a text; null where that is not safe (`splitBlocks`). Of `previous` the blocks whose text is the same are taken over, and
 * where it can be told which blocks were touched, only they are cut anew.
 */
export function tableOf(source: SourceText, previous: BlockTable | null): BlockTable | null {
  return (previous === null ? null : recut(previous, source)) ?? cutAll(source, previous);
}

function cutAll(source: SourceText, previous: BlockTable | null): BlockTable | null {
  const { text } = source;
  const split = splitBlocks(text);
  if (split === null) return null;
  const rows = new Rows(text, previous?.blocks ?? [], 0);
  for (const block of split.top) {
    if (block !== split.section || split.services === null) rows.add("top", block);
    else for (const each of split.services) rows.add("service", each);
  }
  rows.fillTo(text.length);
  const [first] = split.services ?? [];
  const indent = first === undefined ? null : first.keyAt - text.lastIndexOf("\n", first.keyAt) - 1;
  return { source, blocks: rows.blocks, starts: rows.starts, names: new BlockNames(rows.blocks), indent };
}

/** Blocks in order, with what stands between them. */
class Rows {
  readonly blocks: ParsedBlock[] = [];
  readonly starts: number[] = [];
  readonly #text: string;
  /** Where the text begins in the whole one. */
  readonly #base: number;
  /** Those of the text before, by what they are; each is taken over once. */
  readonly #known = new Map<string, ParsedBlock[]>();
  #end = 0;

  constructor(text: string, known: readonly ParsedBlock[], base: number) {
    this.#text = text;
    this.#base = base;
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
    this.starts.push(this.#base + start);
    this.#end = end;
  }
}

const keyOf = (kind: BlockKind, name: string | null) => `${kind} ${name}`;

/**
 * Cuts anew what an edit has touched. A block begins at a line by what stands in this line alone, so that blocks with untouched
 * lines before and after them are what they were. Null where the edit may have changed more: what a text is as a whole, where
 * its services begin, or which keys the top level has.
 */
function recut(before: BlockTable, source: SourceText): BlockTable | null {
  if (before.source === source) return before;
  const { blocks, starts, indent } = before;
  const { start: same, end: tail } = source.commonEnds(before.source);
  const first = firstTouched(before, same);
  // The line break before a block that stays must stay, too.
  let next = first + 1;
  while (next < blocks.length && (starts[next] as number) <= before.source.length - tail) next += 1;
  const touched = blocks.slice(first, next);
  const [{ kind }] = touched as [ParsedBlock];
  if (kind === "gap" || touched.some((block) => block.kind !== kind)) return null;
  const start = starts[first] as number;
  const moved = source.length - before.source.length;
  const end = next === blocks.length ? source.length : (starts[next] as number) + moved;
  if (start >= end || startsWithColon(blocks[next])) return null;
  const text = source.slice(start, end);
  const depth = kind === "service" ? indent : 0;
  const fresh = depth === null || isStrange(text) ? null : cut(text, 0, text.length, depth);
  if (fresh === null || (kind === "top" ? changesTop(touched, fresh) : fresh.some(isAtMargin(text)))) return null;
  const others = () => [...blocks.slice(0, first), ...blocks.slice(next)].filter((block) => block.kind === kind);
  if (kind === "service" && areWords(fresh) && areWords(others())) return null;
  const rows = new Rows(text, touched, start);
  for (const block of fresh) rows.add(kind, block);
  const now = spliced(blocks, first, next, rows.blocks);
  const movedStarts = spliced(starts, first, next, rows.starts);
  for (let index = first + rows.starts.length; index < now.length; index += 1) {
    movedStarts[index] = (movedStarts[index] as number) + moved;
  }
  const names = haveSameKeys(touched, rows.blocks) ? before.names : new BlockNames(now);
  return { source, blocks: now, starts: movedStarts, names, indent };
}

/** A list with others in the place of some; of a long one there is one copy where it stays as long as it is. */
function spliced<T>(list: readonly T[], first: number, next: number, others: readonly T[]): T[] {
  if (others.length !== next - first) return list.slice(0, first).concat(others, list.slice(next));
  const copy = list.slice();
  for (const [index, other] of others.entries()) copy[first + index] = other;
  return copy;
}

function haveSameKeys(a: readonly ParsedBlock[], b: readonly ParsedBlock[]): boolean {
  return a.length === b.length && a.every(({ kind, name }, index) => kind === b[index]?.kind && name === b[index]?.name);
}

/** Whether a word on the line above may be a key by what a block begins with. */
function startsWithColon(block: ParsedBlock | undefined): boolean {
  return block !== undefined && /^\s*:/.test(block.text);
}

/**
 * The first block that an edit may change. What comes in before a key, the blanks of its line included, may be a line of its own,
 * and such a line goes with the block before.
 */
function firstTouched({ blocks, starts }: BlockTable, same: number): number {
  const found = lastAtMost(starts, Math.max(same - 1, 0));
  const block = blocks[found] as ParsedBlock;
  const isBeforeKey = same <= (starts[found] as number) + block.keyAt;
  return isBeforeKey && blocks[found - 1]?.kind === block.kind ? found - 1 : found;
}

/** Whether the section of the services may be another one now, or nothing is a key any more. */
function changesTop(touched: readonly ParsedBlock[], fresh: readonly Block[]): boolean {
  return areWords(fresh) || [...touched, ...fresh].some(({ name }) => name === "services");
}

/** A line without a blank before it ends the section of the services. */
function isAtMargin(text: string): (block: Block) => boolean {
  return ({ keyAt }) => keyAt === 0 || text.charCodeAt(keyAt - 1) === 0x0a;
}
