import { type Position, type Range, TextDocument } from "vscode-languageserver-textdocument";
import type { SourceText, Span } from "../../base/text.js";

/** How the client counts the characters of a line; agreed on in `initialize`. */
export type PositionEncoding = "utf-16" | "utf-8";

/** The first encoding that the client prefers and we have; UTF-16 where it says nothing. */
export function chooseEncoding(offered: readonly string[] | undefined): PositionEncoding {
  return (
    (offered ?? []).find((encoding): encoding is PositionEncoding => encoding === "utf-16" || encoding === "utf-8") ?? "utf-16"
  );
}

/**
 * Offsets and the client's positions in one text. Lines end as LSP says: at `\n`, `\r\n`, and at a lone `\r`,
 * which `SourceText` does not count.
 */
export class Positions {
  readonly #document: TextDocument;
  readonly #encoding: PositionEncoding;

  constructor(document: TextDocument | SourceText, encoding: PositionEncoding) {
    this.#document = "getText" in document ? document : TextDocument.create("", "", 0, document.text);
    this.#encoding = encoding;
  }

  positionAt(offset: number): Position {
    const position = this.#document.positionAt(offset);
    if (this.#encoding === "utf-16") return position;
    const start = { line: position.line, character: 0 };
    return { line: position.line, character: utf8Length(this.#document.getText({ start, end: position })) };
  }

  offsetAt(position: Position): number {
    return this.#document.offsetAt(this.toUtf16(position));
  }

  rangeOf(span: Span): Range {
    return { start: this.positionAt(span.start), end: this.positionAt(span.end) };
  }

  spanOf(range: Range): Span {
    return { start: this.offsetAt(range.start), end: this.offsetAt(range.end) };
  }

  /** A position of the client in the UTF-16 units that `TextDocument` counts. */
  toUtf16(position: Position): Position {
    if (this.#encoding === "utf-16") return position;
    const line = this.#document.getText({
      start: { line: position.line, character: 0 },
      end: { line: position.line, character: Number.MAX_SAFE_INTEGER },
    });
    let bytes = 0;
    let units = 0;
    for (const character of line) {
      bytes += utf8Length(character);
      // A position inside of a character counts as its beginning.
      if (bytes > position.character) break;
      units += character.length;
    }
    return { line: position.line, character: units };
  }
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
