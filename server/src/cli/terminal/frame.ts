import type { Location, SourceText, Span } from "../../base/text.js";
import { mask } from "../../secrets/secret-texts.js";
import type { Secrets } from "../../secrets/secrets.js";
import { printable, startOf, width } from "./text.js";

/** The line of a place with carets under the exact text, as wide as `columns`; the line before it for orientation. */
export function codeFrame(source: SourceText, at: Location, secrets: Secrets, columns: number): string[] {
  const { line } = source.positionAt(at.start);
  const gutter = String(line + 1).length + 1;
  const room = Math.max(20, columns - gutter - 5);
  const lines: string[] = [];
  const above = line > 0 ? printLine(source, line - 1, at, secrets) : null;
  if (above !== null && above.text.trim() !== "") {
    lines.push(`${String(line).padStart(gutter)} │ ${cut(above, room).text}`);
  }
  const shown = cut(printLine(source, line, at, secrets), room);
  const carets =
    " ".repeat(width(shown.text.slice(0, shown.start))) +
    "^".repeat(Math.max(1, width(shown.text.slice(shown.start, shown.end))));
  lines.push(`${String(line + 1).padStart(gutter)} │ ${shown.text}`, `${" ".repeat(gutter)} │ ${carets}`);
  return lines.map((text) => text.trimEnd());
}

/** A line as it is printed, and where the place stands in that. */
interface Printed extends Span {
  readonly text: string;
}

/** Tabs become blanks and secrets `***`, so positions move. */
function printLine(source: SourceText, line: number, at: Location, secrets: Secrets): Printed {
  const whole = { start: source.lineStart(line), end: source.lineEnd(line) };
  const hidden = secrets.inLine(at.file, whole, source.slice(whole.start, whole.end));
  let text = "";
  let start = -1;
  let end = -1;
  for (const piece of piecesOf(whole, hidden, at)) {
    const before = text.length;
    if (!piece.hidden) text += printable(source.slice(piece.start, piece.end).replaceAll("\t", "  "));
    else if (!text.endsWith(mask)) text += mask;
    if (at.start < piece.end && at.end > piece.start) {
      if (start === -1) start = piece.hidden ? text.length - mask.length : before;
      end = text.length;
    }
  }
  if (start !== -1) return { text, start, end };
  // An empty place: between two characters, or after the last one.
  const point = Math.min(text.length, at.start - whole.start);
  return { text, start: point, end: point };
}

/** A line in pieces that are printed alike: each is hidden or not, and inside the marked place or not. In order. */
function piecesOf(whole: Span, hidden: readonly Span[], at: Span): (Span & { readonly hidden: boolean })[] {
  const pieces: (Span & { readonly hidden: boolean })[] = [];
  let done = whole.start;
  const until = (end: number, isHidden: boolean) => {
    if (end > done) pieces.push({ start: done, end, hidden: isHidden });
    done = Math.max(done, end);
  };
  const plain = (end: number) => {
    for (const edge of [at.start, at.end]) if (edge > done && edge < end) until(edge, false);
    until(end, false);
  };
  for (const secret of [...hidden].sort((a, b) => a.start - b.start)) {
    plain(Math.min(secret.start, whole.end));
    until(Math.min(secret.end, whole.end), true);
  }
  plain(whole.end);
  return pieces;
}

/** A long line, cut so that the place stays in view. */
function cut(line: Printed, columns: number): Printed {
  if (width(line.text) <= columns) return line;
  const lead = Math.max(0, Math.min(line.start - 20, line.text.length - columns + 1));
  const head = lead > 0 ? "…" : "";
  let text = startOf(head + line.text.slice(lead), columns - 1);
  const moved = head.length - lead;
  if (lead + text.length - head.length < line.text.length) text += "…";
  const limit = text.length;
  return { text, start: Math.min(line.start + moved, limit - 1), end: Math.min(line.end + moved, limit) };
}
