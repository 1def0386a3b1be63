import type { Location, Span } from "../../base/text.js";
import type { YamlScalar } from "./nodes.js";
import { locate, type PlacedText } from "./placed-nodes.js";

/** The span of a scalar's text in its piece, without quotes; of a block scalar with its header. */
export function contentSpan(scalar: YamlScalar): Span {
  const quoted = scalar.style === "single" || scalar.style === "double";
  return quoted && scalar.end - scalar.start >= 2
    ? { start: scalar.start + 1, end: scalar.end - 1 }
    : { start: scalar.start, end: scalar.end };
}

/** Where a scalar's text stands in its file, without quotes. */
export function contentLocation(part: PlacedText, scalar: YamlScalar): Location {
  return locate(part, contentSpan(scalar));
}

/**
 * Where a stretch of a scalar's text stands in its file. Escapes, doubled quotes and folded lines make the text shorter
 * than what the user wrote; the stretch then covers all that was written for it.
 */
export function textLocation(part: PlacedText, scalar: YamlScalar, span: Span): Location {
  const content = contentSpan(scalar);
  if (content.end - content.start === scalar.text.length) {
    return locate(part, { start: content.start + span.start, end: content.start + span.end });
  }
  const written = alignment(part.text.slice(content.start, content.end), scalar);
  const at = (offset: number) => content.start + (written[Math.min(offset, scalar.text.length)] ?? 0);
  return locate(part, { start: at(span.start), end: at(span.end) });
}

/** For each offset of the scalar's text (its end included) the offset in what was written. */
function alignment(source: string, { text, style }: YamlScalar): number[] {
  const offsets: number[] = [];
  let at = style === "block" ? firstLineBreak(source) : 0;
  for (let index = 0; index < text.length; index += 1) {
    const wanted = text[index];
    if (style === "double" && source[at] === "\\" && !isBreak(source[at + 1])) {
      offsets.push(at);
      at += escapeLength(source, at);
      if (text.codePointAt(index) !== text.charCodeAt(index)) {
        offsets.push(at); // the second half of a surrogate pair that one escape gave
        index += 1;
      }
    } else if (source[at] === wanted && !isBreak(wanted)) {
      offsets.push(at);
      at += style === "single" && wanted === "'" ? 2 : 1;
    } else {
      // A line break, which became a blank, a break or nothing, with the indentation after it.
      const from = at;
      while (at < source.length && (source[at] !== wanted || isBreak(wanted)) && isFold(source, at, style)) at += 1;
      if (wanted === " " || wanted === "\n") {
        if (wanted === " " && source[at] === " ") at += 1;
        offsets.push(from);
        if (wanted === "\n" && text[index + 1] === "\n") at = nextBreak(source, from);
      } else if (source[at] === wanted) {
        offsets.push(at);
        at += 1;
      } else offsets.push(Math.min(from, source.length));
    }
  }
  offsets.push(text.length > 0 && style !== "block" && at < source.length ? source.length : Math.min(at, source.length));
  return offsets;
}

function isBreak(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

function isFold(source: string, at: number, style: YamlScalar["style"]): boolean {
  const character = source[at] ?? "";
  return /\s/.test(character) || (style === "double" && character === "\\" && isBreak(source[at + 1]));
}

/** The offset after the first line break at or after `from`. */
function nextBreak(source: string, from: number): number {
  const found = source.indexOf("\n", from);
  return found === -1 ? from : found + 1;
}

function firstLineBreak(source: string): number {
  const found = source.indexOf("\n");
  return found === -1 ? source.length : found + 1;
}

function escapeLength(source: string, at: number): number {
  const digits = { x: 2, u: 4, U: 8 }[source[at + 1] ?? ""] ?? 0;
  return 2 + digits;
}
