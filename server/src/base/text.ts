/**
 * An absolute path with "/" separators, also on Windows (`/srv/plausible/.env`, `C:/srv/.env`).
 * The doors (editor, CLI) convert from and to what their world uses.
 */
export type FilePath = string;

/** A half-open range of UTF-16 code units in a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span of one file: where something stands. */
export interface Location extends Span {
  readonly file: FilePath;
}

/** Zero-based line and UTF-16 code unit in it, as in LSP. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * A replacement of the text at a location. Edits of one fix never overlap. An edit of a file that the project does not
 * have makes the file: there it is an insertion at its start, and the only one.
 */
export interface TextEdit extends Location {
  readonly newText: string;
}

/** A text with its line starts, so that offsets and positions convert in logarithmic time. A line ends as in LSP and YAML: by `\n`, `\r\n` or `\r`. */
export class SourceText {
  readonly text: string;
  readonly #lineStarts: readonly number[];

  /** @param lineStarts where its lines begin, where that is known */
  constructor(text: string, lineStarts?: readonly number[]) {
    this.text = text;
    this.#lineStarts = lineStarts ?? [0, ...lineStartsIn(text, 0, text.length)];
  }

  /** The text with another one in the place of a span; the lines around it are looked for, and no others. */
  edited({ start, end }: Span, newText: string): SourceText {
    const text = this.text.slice(0, start) + newText + this.text.slice(end);
    const moved = newText.length - (end - start);
    const starts = this.#lineStarts;
    // What ends the line above may have become a part of another line break, and what ends this one begin the next.
    const first = this.lineAt(Math.max(start - 1, 0));
    const next = this.lineAt(end) + 1;
    const from = starts[first] as number;
    const to = next < starts.length ? (starts[next] as number) + moved - 1 : text.length;
    const lineStarts = starts.slice(0, first + 1);
    for (const at of lineStartsIn(text, from, to)) lineStarts.push(at);
    for (let line = next; line < starts.length; line += 1) lineStarts.push((starts[line] as number) + moved);
    return new SourceText(text, lineStarts);
  }

  get lineCount(): number {
    return this.#lineStarts.length;
  }

  /** The line that holds an offset; offsets beyond the text count as its end. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Where a line begins; a line beyond the last gives the end of the text. */
  lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.text.length;
  }

  /** Where a line ends, before its line break. */
  lineEnd(line: number): number {
    let end = this.#lineStarts[line + 1] ?? this.text.length + 1;
    end -= 1;
    if (this.text[end] === "\n" && this.text[end - 1] === "\r") end -= 1;
    return Math.max(end, this.lineStart(line));
  }

  positionAt(offset: number): Position {
    const clamped = Math.min(Math.max(offset, 0), this.text.length);
    const line = this.lineAt(clamped);
    return { line, character: clamped - this.lineStart(line) };
  }

  offsetAt(position: Position): number {
    const start = this.lineStart(position.line);
    return Math.min(start + position.character, Math.max(this.lineEnd(position.line), start));
  }

  /** The line break that this text uses: that of its first line. */
  get eol(): "\n" | "\r\n" {
    const first = this.text.indexOf("\n");
    return first > 0 && this.text[first - 1] === "\r" ? "\r\n" : "\n";
  }
}

/** Where lines begin behind the line breaks that end at or before `to`, and begin at or behind `from`. */
function lineStartsIn(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  const stretch = from === 0 && to === text.length ? text : text.slice(from, Math.min(to + 1, text.length));
  if (stretch.includes("\r") && /\r(?!\n)/.test(stretch)) {
    for (const { 0: lineBreak, index } of stretch.matchAll(/\r\n?|\n/g)) {
      const at = from + index + lineBreak.length;
      if (at <= to) starts.push(at);
    }
    return starts;
  }
  for (let at = stretch.indexOf("\n"); at !== -1; at = stretch.indexOf("\n", at + 1)) {
    if (from + at + 1 <= to) starts.push(from + at + 1);
  }
  return starts;
}

/** Applies edits of one file to its text. */
export function applyEdits(text: string, edits: readonly (Span & { readonly newText: string })[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  let result = text;
  for (const edit of sorted) result = result.slice(0, edit.start) + edit.newText + result.slice(edit.end);
  return result;
}
