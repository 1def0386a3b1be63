import { endOfDoubleQuoted, endOfSingleQuoted } from "../../base/scan.js";
import type { YamlScalar } from "./nodes.js";

/** The texts that `plain-yaml.ts` reads, each from its first character. Null: not one of them. */

const plainStart = /[^\s?:,[\]{}#&*!|>'"%@`-]|-\S/y;
const blockHeader = /[|>](-?) *(?: #[^\n]*)?\n/y;
const escapes: Readonly<Record<string, string>> = { '\\"': '"', "\\\\": "\\", "\\n": "\n", "\\t": "\t" };

/** A text in quotes on one line. */
export function quotedAt(text: string, start: number): YamlScalar | null {
  const isDouble = text[start] === '"';
  if (!isDouble && text[start] !== "'") return null;
  // No expression finds the end: an alternation in a loop exhausts the stack with a text of some megabytes.
  const end = isDouble ? endOfDoubleQuoted(text, start) : endOfSingleQuoted(text, start);
  if (end === -1) return null;
  const inner = text.slice(start + 1, end - 1);
  if (/[\n\r]/.test(inner)) return null;
  if (!isDouble) return { kind: "scalar", start, end, tag: null, text: inner.replaceAll("''", "'"), style: "single" };
  const hasEscapes = inner.includes("\\");
  if (hasEscapes && inner.replace(/\\["\\nt]/g, "").includes("\\")) return null;
  const unescaped = hasEscapes ? inner.replace(/\\./g, (sequence) => escapes[sequence] ?? "") : inner;
  return { kind: "scalar", start, end, tag: null, text: unescaped, style: "double" };
}

/** A text without quotes in a block, up to the end of its line or a comment. */
export function plainAt(text: string, start: number): YamlScalar | null {
  plainStart.lastIndex = start;
  if (!plainStart.test(text)) return null;
  const lineEnd = text.indexOf("\n", start);
  let value = text.slice(start, lineEnd === -1 ? undefined : lineEnd);
  const comment = value.indexOf(" #");
  if (comment !== -1) value = value.slice(0, comment);
  let length = value.length;
  while (value.charCodeAt(length - 1) === 0x20 || value.charCodeAt(length - 1) === 0x0d) length -= 1;
  if (length < value.length) value = value.slice(0, length);
  if (value.includes(": ") || value.endsWith(":")) return null;
  return { kind: "scalar", start, end: start + length, tag: null, text: value, style: "plain" };
}

/**
 * A text of many lines, `|` or `>`, that are indented deeper than `indent`. Folded ones only where each line becomes a blank:
 * no empty line between, none that is indented deeper. `next` is the start of the first line that is no part of it.
 */
export function blockAt(text: string, start: number, indent: number): { scalar: YamlScalar; next: number } | null {
  blockHeader.lastIndex = start;
  const header = blockHeader.exec(text);
  if (header === null) return null;
  const isFolded = text[start] === ">";
  const lines: string[] = [];
  let own = -1;
  let end = start;
  let next = blockHeader.lastIndex;
  for (let at = next; at < text.length; ) {
    const lineEnd = text.indexOf("\n", at);
    // A last line without a break ends the text without one.
    if (lineEnd === -1) return null;
    if (text[lineEnd - 1] === "\r") return null;
    let first = at;
    while (text.charCodeAt(first) === 0x20) first += 1;
    const column = first - at;
    const isBlank = first >= lineEnd;
    if (!isBlank && column <= indent) break;
    if (own === -1 && !isBlank) own = column;
    // Blanks above the first line, too many of them, and lines that are indented less have rules of their own.
    if (own === -1 || (isBlank ? column > own : column < own)) return null;
    lines.push(text.slice(Math.min(at + own, lineEnd), lineEnd));
    if (!isBlank) end = lineEnd;
    at = lineEnd + 1;
    next = at;
  }
  while (lines.at(-1) === "") lines.pop();
  if (lines.length === 0 || (isFolded && lines.some((line) => line === "" || line.startsWith(" ")))) return null;
  const value = lines.join(isFolded ? " " : "\n") + (header[1] === "-" ? "" : "\n");
  const written = text.slice(start, end).trimEnd().length;
  return { scalar: { kind: "scalar", start, end: start + written, tag: null, text: value, style: "block" }, next };
}
