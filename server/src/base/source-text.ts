import { commonEnd, commonStart } from "./common-ends.js";
import { lastAtMost, lineStartsBehind } from "./line-starts.js";
import type { Position, Span } from "./span.js";

/** A whole text, and what was found out about it. */
class Whole {
  readonly text: string;
  #lineStarts: readonly number[] | null = null;
  /** Where expressions first match; -1: nowhere. */
  readonly #firstMatches = new Map<RegExp, number>();

  constructor(text: string) {
    this.text = text;
  }

  get lineStarts(): readonly number[] {
    this.#lineStarts ??= [0, ...lineStartsBehind(this.text)];
    return this.#lineStarts;
  }

  firstMatch(expression: RegExp): number {
    let first = this.#firstMatches.get(expression);
    if (first === undefined) {
      first = this.text.search(expression);
      this.#firstMatches.set(expression, first);
    }
    return first;
  }
}

/** Other lines in the place of some lines of a whole text. */
class Patch implements Span {
  readonly whole: Whole;
  /** The lines that it replaces. */
  readonly firstLine: number;
  readonly nextLine: number;
  /** Where they stand. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where its lines begin, counted from its start. */
  readonly lineStarts: readonly number[];

  constructor(whole: Whole, firstLine: number, nextLine: number, text: string) {
    this.whole = whole;
    this.firstLine = firstLine;
    this.nextLine = nextLine;
    this.text = text;
    const starts = whole.lineStarts;
    this.start = starts[firstLine] as number;
    this.end = starts[nextLine] ?? whole.text.length;
    const behind = lineStartsBehind(text);
    // What follows its last line break is a line of the whole, unless nothing does.
    if (nextLine < starts.length) behind.pop();
    this.lineStarts = [0, ...behind];
  }

  /** How much longer it is than what it replaces. */
  get moved(): number {
    return this.text.length - (this.end - this.start);
  }

  /** How many lines more it has. */
  get movedLines(): number {
    return this.lineStarts.length - (this.nextLine - this.firstLine);
  }
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A patch grows with the edits around it; a larger one becomes a part of a new whole. */
const largestPatch = 16_384;

/**
 * A text with its line starts, so that offsets and positions convert in logarithmic time. A line ends as in LSP and YAML: by `\n`,
 * `\r\n` or `\r`. Edits that are near to each other cost no copy of a long text, until somebody asks for all of it.
 */
export class SourceText {
  readonly length: number;
  readonly #whole: Whole;
  /** Null: the text is the whole one. */
  readonly #patch: Patch | null;
  #text: string | null;

  constructor(text: string | Patch) {
    const isWhole = typeof text === "string";
    this.#whole = isWhole ? new Whole(text) : text.whole;
    this.#patch = isWhole ? null : text;
    this.#text = isWhole ? text : null;
    this.length = this.#whole.text.length + (isWhole ? 0 : text.moved);
  }

  /** All of it: after an edit of a long text this is a copy, the first time. */
  get text(): string {
    this.#text ??= this.slice(0, this.length);
    return this.#text;
  }

  slice(start: number, end: number = this.length): string {
    const { text } = this.#whole;
    const patch = this.#patch;
    if (patch === null || start >= end) return text.slice(start, end);
    const patchEnd = patch.start + patch.text.length;
    if (end <= patch.start) return text.slice(start, end);
    if (start >= patchEnd) return text.slice(start - patch.moved, end - patch.moved);
    const before = start < patch.start ? text.slice(start, patch.start) : "";
    const within = patch.text.slice(Math.max(start - patch.start, 0), end - patch.start);
    return before + within + (end > patchEnd ? text.slice(patch.end, end - patch.moved) : "");
  }

  #codeAt(offset: number): number {
    const { text } = this.#whole;
    const patch = this.#patch;
    if (patch === null || offset < patch.start) return text.charCodeAt(offset);
    const within = offset - patch.start;
    return within < patch.text.length ? patch.text.charCodeAt(within) : text.charCodeAt(offset - patch.moved);
  }

  /** The text with another one in the place of a span. */
  edited({ start, end }: Span, newText: string): SourceText {
    const patch = this.#patchFor(start, end, newText) ?? new SourceText(this.text).#patchFor(start, end, newText);
    return new SourceText(patch ?? this.slice(0, start) + newText + this.slice(end));
  }

  /** The patch of this text with an edit added to it; null where it becomes too large. */
  #patchFor(start: number, end: number, newText: string): Patch | null {
    const patch = this.#patch;
    // What ends the line above may become a part of another line break, and what ends this one begin the next.
    let first = this.lineAt(Math.max(start - 1, 0));
    let next = this.lineAt(end) + 1;
    if (patch !== null) {
      first = Math.min(first, patch.firstLine);
      next = Math.max(next, patch.firstLine + patch.lineStarts.length);
    }
    const from = this.lineStart(first);
    const to = this.lineStart(next);
    if (start - from + newText.length + (to - end) > largestPatch) return null;
    const text = this.slice(from, start) + newText + this.slice(end, to);
    return new Patch(this.#whole, first, next - (patch?.movedLines ?? 0), text);
  }

  /**
   * Whether a line matches. The expression is the same object each time and keeps nothing between its uses, nothing that it matches
   * goes over a line break, and with `^` or `$` it has the flag `m`.
   */
  hasLine(expression: RegExp): boolean {
    const first = this.#whole.firstMatch(expression);
    const patch = this.#patch;
    if (patch === null) return first !== -1;
    if (first !== -1 && (first < patch.start || first >= patch.end)) return true;
    return expression.test(patch.text) || (first !== -1 && expression.test(this.text));
  }

  /** How many characters this text and another one have in common at their beginnings, and behind these at their ends. */
  commonEnds(other: SourceText): { readonly start: number; readonly end: number } {
    const [a, b] = [this.#patchOf(this.#whole), other.#patchOf(this.#whole)];
    const isNear = b !== undefined && a !== undefined;
    const from = isNear ? Math.min(a?.start ?? Infinity, b?.start ?? Infinity, this.#whole.text.length) : 0;
    const to = isNear ? Math.max(a?.end ?? 0, b?.end ?? 0, from) : this.#whole.text.length;
    const [mine, others] = isNear
      ? [this.slice(from, to + (a?.moved ?? 0)), other.slice(from, to + (b?.moved ?? 0))]
      : [this.text, other.text];
    const start = commonStart(mine, others);
    const end = commonEnd(mine, others, start);
    return { start: from + start, end: (isNear ? this.#whole.text.length - to : 0) + end };
  }

  /** What this text is to a whole one: itself (null), a patch of it, or something else (undefined). */
  #patchOf(whole: Whole): Patch | null | undefined {
    if (this.#whole === whole) return this.#patch;
    return this.#text === whole.text ? null : undefined;
  }

  get lineCount(): number {
    return this.#whole.lineStarts.length + (this.#patch?.movedLines ?? 0);
  }

  /** The line that holds an offset; offsets beyond the text count as its end. */
  lineAt(offset: number): number {
    const patch = this.#patch;
    const starts = this.#whole.lineStarts;
    if (patch === null || offset < patch.start) return lastAtMost(starts, offset);
    const isBehind = offset >= patch.start + patch.text.length && patch.nextLine < starts.length;
    if (isBehind) return lastAtMost(starts, offset - patch.moved) + patch.movedLines;
    return patch.firstLine + lastAtMost(patch.lineStarts, offset - patch.start);
  }

  /** Where a line begins; a line beyond the last gives the end of the text. */
  lineStart(line: number): number {
    const patch = this.#patch;
    const starts = this.#whole.lineStarts;
    if (patch === null || line < patch.firstLine) return starts[line] ?? this.length;
    const within = patch.lineStarts[line - patch.firstLine];
    if (within !== undefined) return patch.start + within;
    const behind = starts[line - patch.movedLines];
    return behind === undefined ? this.length : behind + patch.moved;
  }

  /** Where a line ends, before its line break. */
  lineEnd(line: number): number {
    const next = line + 1 < this.lineCount ? this.lineStart(line + 1) : this.length + 1;
    let end = next - 1;
    if (this.#codeAt(end) === lineFeed && this.#codeAt(end - 1) === carriageReturn) end -= 1;
    return Math.max(end, this.lineStart(line));
  }

  positionAt(offset: number): Position {
    const clamped = Math.min(Math.max(offset, 0), this.length);
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.lineStart(line) };
  }

  offsetAt(position: Position): number {
    const start = this.lineStart(position.line);
    return Math.min(start + position.character, Math.max(this.lineEnd(position.line), start));
  }

  /** The line break that this text uses: that of its first line. */
  get eol(): "\n" | "\r\n" {
    const end = this.lineEnd(0);
    return this.#codeAt(end) === carriageReturn && this.#codeAt(end + 1) === lineFeed ? "\r\n" : "\n";
  }
}
