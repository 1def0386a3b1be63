import type { Position, Range } from "vscode-languageserver-types";
import type { SourceText, Span } from "../../base/text.js";

/** How the client counts the characters of a line; agreed on in `initialize`. */
export type PositionEncoding = "utf-16" | "utf-8";

/** The first encoding that the client prefers and we have; UTF-16 where it says nothing. */
export function chooseEncoding(offered: readonly string[] | undefined): PositionEncoding {
  return (
    (offered ?? []).find((encoding): encoding is PositionEncoding => encoding === "utf-16" || encoding === "utf-8") ?? "utf-16"
  );
}

/** A text that may be another one later. */
interface Textual {
  readonly source: SourceText;
}

/** Offsets and the client's positions in one text. */
export class Positions {
  readonly #of: Textual;
  readonly #encoding: PositionEncoding;

  constructor(of: Textual, encoding: PositionEncoding) {
    this.#of = of;
    this.#encoding = encoding;
  }

  positionAt(offset: number): Position {
    const { source } = this.#of;
    const clamped = Math.min(Math.max(offset, 0), source.length);
    const line = source.lineAt(clamped);
    const start = source.lineStart(line);
    // Within a line break is before it.
    const end = Math.min(clamped, source.lineEnd(line));
    return { line, character: this.#encoding === "utf-16" ? end - start : utf8Length(source.slice(start, end)) };
  }

  /** A position behind the end of its line is this end, one in a line that there is not the end of the text. */
  offsetAt({ line, character }: Position): number {
    const { source } = this.#of;
    if (line >= source.lineCount) return source.length;
    if (line < 0) return 0;
    const start = source.lineStart(line);
    const end = source.lineEnd(line);
    const units = this.#encoding === "utf-16" ? character : unitsIn(source.slice(start, end), character);
    return Math.min(start + Math.max(units, 0), end);
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  /** Whether a span stands at a range. */
  isAt(span: Span, { start, end }: Range): boolean {
    return this.#isPosition(span.start, start) && this.#isPosition(span.end, end);
  }

  #isPosition(offset: number, { line, character }: Position): boolean {
    const { source } = this.#of;
    const start = source.lineStart(line);
    if (this.#encoding !== "utf-16" || offset !== start + character || line >= source.lineCount) {
      const position = this.positionAt(offset);
      return position.line === line && position.character === character;
    }
    return offset <= source.lineEnd(line);
  }

  spanOf(range: Range): Span {
    return { start: this.offsetAt(range.start), end: this.offsetAt(range.end) };
  }
}

/** How many UTF-16 units so many bytes of a line are. A position inside of a character counts as its beginning. */
function unitsIn(line: string, bytes: number): number {
  let read = 0;
  let units = 0;
  for (const character of line) {
    read += utf8Length(character);
    if (read > bytes) break;
    units += character.length;
  }
  return units;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
