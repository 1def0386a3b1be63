import type { FilePath, Location, SourceText, Span, TextEdit } from "../../base/text.js";

/** What edits need to know of the lines around a place. */
export interface Lines {
  readonly file: FilePath;
  /** All of the text: of a long one that was edited this is a copy. */
  readonly text: string;
  slice(start: number, end: number): string;
  readonly eol: "\n" | "\r\n";
  /** The number of characters before an offset in its line. */
  columnOf(offset: number): number;
  /** Where the line of an offset ends, before its break. */
  lineEnd(offset: number): number;
  /** Whether only blanks stand before an offset in its line. */
  isFirstOnLine(offset: number): boolean;
  /** The offset of the first character of a line that is not a blank. */
  firstOnLine(offset: number): number;
  /** Where a location ends without the white space at its end (a block scalar has its last break). */
  trimmedEnd(at: Location): number;
  /** Removes the lines from one offset's to another's, with their breaks. */
  wholeLines(start: number, end: number): TextEdit;
  /** Whether an entry that begins at `start` and ends at `end` has another beside it in its block collection. */
  hasSibling(start: number, end: number): boolean;
  /** The line of the key that a block entry stands under; null when it stands on the key's own line. */
  parentLine(start: number): Span | null;
  /** The offset after the colon that follows a key; null where none follows directly. */
  colonAfter(key: Location): number | null;
}

export function linesOf(file: FilePath, source: SourceText): Lines {
  const last = source.lineAt(source.length);
  const columnOf = (offset: number) => offset - source.lineStart(source.lineAt(offset));
  const firstOnLine = (offset: number) => {
    const start = source.lineStart(source.lineAt(offset));
    return start + (/^[ \t\ufeff]*/.exec(source.slice(start, source.lineEnd(source.lineAt(offset))))?.[0].length ?? 0);
  };
  /** Lines with something of the YAML structure, from one line on in one direction. */
  function* contentLines(from: number, step: 1 | -1): Generator<{ start: number; end: number; column: number; dash: boolean }> {
    for (let line = from; line >= 0 && line <= last; line += step) {
      const start = source.lineStart(line);
      const end = source.lineEnd(line);
      const content = /^[ \t\ufeff]*/.exec(source.slice(start, end))?.[0].length ?? 0;
      if (start + content < end && source.slice(start + content, start + content + 1) !== "#") {
        yield { start, end, column: content, dash: /^-(?:\s|$)/.test(source.slice(start + content, start + content + 2)) };
      }
    }
  }
  /** Whether the nearest line that is not deeper than the entry, in one direction, is an entry beside it. */
  const siblingIn = (from: number, step: 1 | -1, column: number, dash: boolean) => {
    for (const line of contentLines(from, step)) {
      if (line.column > column) continue;
      return line.column === column && line.dash === dash;
    }
    return false;
  };
  return {
    file,
    get text() {
      return source.text;
    },
    slice: (start, end) => source.slice(start, end),
    get eol() {
      return source.eol;
    },
    columnOf,
    lineEnd: (offset) => source.lineEnd(source.lineAt(offset)),
    isFirstOnLine: (offset) => firstOnLine(offset) === offset,
    firstOnLine,
    trimmedEnd({ start, end }) {
      const text = source.slice(start, end);
      let trimmed = text.length;
      while (trimmed > 0 && " \t\r\n".includes(text.charAt(trimmed - 1))) trimmed -= 1;
      return start + trimmed;
    },
    wholeLines(start, end) {
      const first = source.lineAt(start);
      const after = source.lineAt(end) + 1;
      return { file, start: source.lineStart(first), end: after > last ? source.length : source.lineStart(after), newText: "" };
    },
    hasSibling(start, end) {
      const column = columnOf(start);
      const dash = /^-(?:\s|$)/.test(source.slice(start, start + 2));
      return siblingIn(source.lineAt(start) - 1, -1, column, dash) || siblingIn(source.lineAt(end) + 1, 1, column, dash);
    },
    parentLine(start) {
      const column = columnOf(start);
      const dash = /^-(?:\s|$)/.test(source.slice(start, start + 2));
      for (const line of contentLines(source.lineAt(start) - 1, -1)) {
        // A list may stand in the column of its key.
        if (line.column < column || (dash && line.column === column && !line.dash)) return line;
      }
      return null;
    },
    colonAfter({ end }) {
      const found = /^["']?[ \t]*:/.exec(source.slice(end, end + 200));
      return found === null ? null : end + found[0].length;
    },
  };
}
