import type { FilePath, Location, SourceText, Span, TextEdit } from "../../base/text.js";

interface ContentLine extends Span {
  readonly column: number;
  /** Whether it begins with the dash of an item. */
  readonly dash: boolean;
}

/** What edits need to know of the lines around a place in a text. */
export class Lines {
  readonly file: FilePath;
  readonly #source: SourceText;
  readonly #last: number;

  constructor(file: FilePath, source: SourceText) {
    this.file = file;
    this.#source = source;
    this.#last = source.lineAt(source.length);
  }

  /** All of the text: of a long one that was edited this is a copy. */
  get text(): string {
    return this.#source.text;
  }

  get eol(): "\n" | "\r\n" {
    return this.#source.eol;
  }

  slice(start: number, end: number): string {
    return this.#source.slice(start, end);
  }

  /** The number of characters before an offset in its line. */
  columnOf(offset: number): number {
    return offset - this.#source.lineStart(this.#source.lineAt(offset));
  }

  /** Where the line of an offset ends, before its break. */
  lineEnd(offset: number): number {
    return this.#source.lineEnd(this.#source.lineAt(offset));
  }

  /** Whether only blanks stand before an offset in its line. */
  isFirstOnLine(offset: number): boolean {
    return this.firstOnLine(offset) === offset;
  }

  /** The offset of the first character of a line that is not a blank. */
  firstOnLine(offset: number): number {
    const line = this.#source.lineAt(offset);
    return this.#source.lineStart(line) + this.#blanksOf(line);
  }

  /** Where a location ends without the white space at its end (a block scalar has its last break). */
  trimmedEnd({ start, end }: Location): number {
    const text = this.slice(start, end);
    let trimmed = text.length;
    while (trimmed > 0 && " \t\r\n".includes(text.charAt(trimmed - 1))) trimmed -= 1;
    return start + trimmed;
  }

  /** Removes the lines from one offset's to another's, with their breaks. */
  wholeLines(start: number, end: number): TextEdit {
    const source = this.#source;
    const first = source.lineAt(start);
    const after = source.lineAt(end) + 1;
    const behind = after > this.#last ? source.length : source.lineStart(after);
    return { file: this.file, start: source.lineStart(first), end: behind, newText: "" };
  }

  /** Whether an entry that begins at `start` and ends at `end` has another beside it in its block collection. */
  hasSibling(start: number, end: number): boolean {
    const source = this.#source;
    return this.#hasSiblingIn(source.lineAt(start) - 1, -1, start) || this.#hasSiblingIn(source.lineAt(end) + 1, 1, start);
  }

  /** The line of the key that a block entry stands under; null when it stands on the key's own line. */
  parentLine(start: number): Span | null {
    const column = this.columnOf(start);
    const dash = this.#isDash(start);
    for (const line of this.#contentLines(this.#source.lineAt(start) - 1, -1)) {
      // A list may stand in the column of its key.
      if (line.column < column || (dash && line.column === column && !line.dash)) return line;
    }
    return null;
  }

  /** The offset after the colon that follows a key; null where none follows directly. */
  colonAfter({ end }: Location): number | null {
    const found = /^["']?[ \t]*:/.exec(this.slice(end, end + 200));
    return found === null ? null : end + found[0].length;
  }

  /** Whether the nearest line that is not deeper than the entry at `start`, in one direction, is an entry beside it. */
  #hasSiblingIn(from: number, step: 1 | -1, start: number): boolean {
    const column = this.columnOf(start);
    for (const line of this.#contentLines(from, step)) {
      if (line.column > column) continue;
      return line.column === column && line.dash === this.#isDash(start);
    }
    return false;
  }

  /** Lines with something of the YAML structure, from one line on in one direction. */
  *#contentLines(from: number, step: 1 | -1): Generator<ContentLine> {
    for (let line = from; line >= 0 && line <= this.#last; line += step) {
      const start = this.#source.lineStart(line);
      const end = this.#source.lineEnd(line);
      const column = this.#blanksOf(line);
      const content = start + column;
      if (content < end && this.slice(content, content + 1) !== "#") yield { start, end, column, dash: this.#isDash(content) };
    }
  }

  #blanksOf(line: number): number {
    const text = this.slice(this.#source.lineStart(line), this.#source.lineEnd(line));
    return /^[ \t\ufeff]*/.exec(text)?.[0].length ?? 0;
  }

  #isDash(offset: number): boolean {
    return /^-(?:\s|$)/.test(this.slice(offset, offset + 2));
  }
}
