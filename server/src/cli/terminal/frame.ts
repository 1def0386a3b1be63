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
  if (line > 0 && printLine(source, line - 1, at, secrets).text.trim() !== "") {
    lines.push(`${String(line).padStart(gutter)} │ ${cut(printLine(source, line - 1, at, secrets), room).text}`);
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
  const from = source.lineStart(line);
  const to = source.lineEnd(line);
  const raw = source.text.slice(from, to);
  const hidden = [...secrets.inLine(at.file, { start: from, end: to }, raw)].sort((a, b) => a.start - b.start);
  let text = "";
  let start = -1;
  let end = -1;
  for (let offset = from; offset < to; ) {
    const secret = hidden.find((span) => span.start <= offset && offset < span.end);
    const next = secret === undefined ? offset + 1 : Math.min(secret.end, to);
    const before = text.length;
    const character = source.text.slice(offset, next);
    if (secret === undefined) text += character === "\t" ? "  " : printable(character);
    else if (!text.endsWith(mask)) text += mask;
    if (at.start < next && at.end > offset) {
      if (start === -1) start = secret === undefined ? before : text.length - mask.length;
      end = text.length;
    }
    offset = next;
  }
  if (start !== -1) return { text, start, end };
  // An empty place: between two characters, or after the last one.
  const point = Math.min(text.length, at.start - from);
  return { text, start: point, end: point };
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
