/** A stretch of a text that can be parsed alone: a key at some indentation with all that belongs to it. */
export interface Block {
  /** The key's text without quotes; null: lines that cannot be part of a map (a word being typed). */
  readonly name: string | null;
  readonly start: number;
  readonly end: number;
  /** Where its key stands, quotes included. */
  readonly keyAt: number;
}

/** A document cut into its top-level keys, and `services` into one block a service. */
export interface Split {
  readonly top: readonly Block[];
  /** The block of `services` in `top`; of several the last one, which counts. */
  readonly section: Block | null;
  /** The blocks under it, when it can be cut. */
  readonly services: readonly Block[] | null;
}

/** A line that is neither blank nor comment. */
interface ContentLine {
  readonly start: number;
  /** Its first character that is no blank. */
  readonly at: number;
}

/**
 * Cuts a text without parsing it. Null where that is not safe: flow style or a sequence at the root, document markers
 * and directives, tabs in an indentation, line breaks that only go-yaml knows, keys that are not simple words, and whatever else is not plainly a map.
 *
 * It is safe because a line at the indentation of a block map's keys cannot be inside a value of that map: values, block
 * scalars too, are indented deeper. Quoted and flow values need not be: where they are not, the block in which they begin
 * is broken by itself (`run-on.ts`).
 */
export function splitBlocks(text: string): Split | null {
  if (isStrange(text)) return null;
  const start = head.exec(text)?.[0].length ?? 0;
  const top = cut(text, start, text.length, 0);
  if (top === null || areWords(top)) return null;
  const section = top.findLast(({ name }) => name === "services") ?? null;
  return { top, section, services: section === null ? null : cutServices(text, section) };
}

/** Whether nothing is a key: then all of it is one text. */
export function areWords(blocks: readonly Pick<Block, "name">[]): boolean {
  return blocks.every(({ name }) => name === null);
}

/** Line breaks that only go-yaml knows, characters that it refuses, and byte order marks, which move what it reads. */
const strange = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/;

/** The marker that many begin a file with. */
const head = /^(?:(?:[ ]*(?:#.*)?\r?\n)*---[ ]*(?:(?<= )#.*)?\r?\n)?/;

function cutServices(text: string, section: Block): readonly Block[] | null {
  const headEnd = lineEndAt(text, section.keyAt);
  if (headEnd >= section.end || !/^services[ ]*:[ ]*(?:#.*)?\r?\n$/.test(text.slice(section.keyAt, headEnd))) return null;
  const [first] = contentLines(text, headEnd, section.end, Number.POSITIVE_INFINITY);
  const blocks = first === undefined || first.at === first.start ? null : cut(text, headEnd, section.end, first.at - first.start);
  return blocks === null || areWords(blocks) ? null : blocks;
}

/** Whether a text, or a piece of whole lines, has what only a whole parse reads; see `splitBlocks`. */
export function isStrange(text: string): boolean {
  if (text.includes("\t") && /(?:^|\n) *\t/.test(text)) return true;
  if (text.includes("\r") && /\r(?!\n)/.test(text)) return true;
  return strange.test(text);
}

/** Cuts a stretch of whole lines into blocks whose keys stand at one indentation. Null where that cannot be done. */
export function cut(text: string, from: number, to: number, indent: number): Block[] | null {
  // What is deeper than the first key but above it belongs to nothing.
  const [first] = contentLines(text, from, to, Number.POSITIVE_INFINITY);
  if (first === undefined || first.at - first.start !== indent) return null;
  const blocks: { name: string | null; start: number; end: number; keyAt: number }[] = [];
  for (const { start, at } of contentLines(text, from, to, indent)) {
    const name = at - start === indent ? keyAt(text, at) : wordAt(text, at);
    if (name === undefined) return null;
    const last = blocks.at(-1);
    if (last !== undefined) last.end = start;
    // Comments and blank lines above the first key go with it.
    blocks.push({ name, start: last === undefined ? from : start, end: to, keyAt: at });
  }
  return blocks;
}

/** A simple key that begins a line; null for a line that is a word, undefined for anything else. */
function keyAt(text: string, at: number): string | null | undefined {
  key.lastIndex = at;
  const found = key.exec(text);
  return found === null ? wordAt(text, at) : (found[1] ?? found[2] ?? found[3]);
}

const key = /(?:([A-Za-z0-9_][\w.-]*)|"([\w.-]+)"|'([\w.-]+)')[ ]*:(?=[ \t\r\n]|$)/y;

/** Null for a line that is one word without a colon, which is an error wherever keys stand; undefined for anything else. */
function wordAt(text: string, at: number): null | undefined {
  word.lastIndex = at;
  return word.test(text) ? null : undefined;
}

// A colon on the next line would make a key of it.
const word = /[A-Za-z0-9_][\w.-]*[ ]*(?:$|\r?\n(?!\s*:))/y;

/** The lines with content that are indented no deeper than a limit. */
function* contentLines(text: string, from: number, to: number, deepest: number): Generator<ContentLine> {
  for (let start = from; start < to; start = lineEndAt(text, start)) {
    let at = start;
    while (at - start <= deepest && text.charCodeAt(at) === blank) at += 1;
    if (at < to && at - start <= deepest && !isNoContent(text.charCodeAt(at))) yield { start, at };
  }
}

const blank = 0x20;
/** A comment or the end of a line. */
const isNoContent = (code: number) => code === 0x23 || code === 0x0a || code === 0x0d;

function lineEndAt(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found === -1 ? text.length : found + 1;
}
