import type { Location, Span, TextEdit } from "../../base/text.js";
import type { Entry } from "../types.js";
import type { Lines } from "./lines.js";
import { envFileValue, escapeDollars, insideEnvQuotes, insideYamlQuotes, isPlainYaml, yamlScalar } from "./quoting.js";

/** Gives a bare name a value: `- K`, `K:` or, in an env file, `K`. */
export function bareEdits(lines: Lines, entry: Entry, text: string): TextEdit[] | null {
  const { file, start, end } = entry.key;
  const name = lines.slice(start, end);
  if (entry.form === "env-line") {
    if (entry.raw === true && /[\r\n]/.test(text)) return null;
    return [{ file, start: end, end, newText: `=${entry.raw === true ? text : envFileValue(text, "literal")}` }];
  }
  const escaped = escapeDollars(text);
  if (entry.form === "list-item")
    return itemEdits(lines, entry, { start, end }, `${name}=${escaped}`, { start: end, end }, `=${escaped}`);
  const value = yamlScalar(escaped, { flow: entry.flow, typed: true });
  const colon = lines.colonAfter(entry.key);
  // An anchor or a tag may stand where the value would.
  const after = Math.max(colon ?? end, entry.at.end);
  const rest = lines.slice(after, lines.lineEnd(after));
  if (!/^[ \t]*(?:#.*)?$/.test(entry.flow ? (rest.split(/[,}]/, 1)[0] ?? "") : rest)) return null;
  if (colon !== null) return [{ file, start: colon, end: Math.max(colon, entry.at.end), newText: ` ${value}` }];
  return entry.flow ? [{ file, start: end, end, newText: `: ${value}` }] : null;
}

/** Writes a value where one stands: the whole of the entry's, or the part of it at `at` (the default of a reference). */
export function writeEdits(lines: Lines, entry: Entry, at: Location, text: string): TextEdit[] | null {
  const value = entry.value as Location;
  if (value.file !== lines.file) return null;
  const content = contentOf(entry, value);
  const whole = at.start <= content.start && at.end >= content.end;
  const emptyDefault = /^\$\{[^{}$]*:?-\}$/.test(lines.slice(at.start, at.end)) && /[{}\n]/.test(text) === false;
  if (whole && !emptyDefault) return writeWhole(lines, entry, value, text, "literal");
  // The rest of the value stays as it is; what is written for it must be what it means.
  const written = lines.slice(content.start, content.end);
  const escapes = { none: /[\n\r]/, single: /'|[\n\r]/, double: /[\\\n\r]/, block: /^/ }[entry.quotes];
  if (/[{}\n]/.test(text) || escapes.test(written)) return null;
  const escaped = escapeDollars(text);
  const part = emptyDefault ? `${lines.slice(at.start, at.end - 1)}${escaped}}` : escaped;
  const changed = written.slice(0, at.start - content.start) + part + written.slice(at.end - content.start);
  return writeWhole(lines, entry, value, changed, "references");
}

/** The value without its own quotes. */
function contentOf(entry: Entry, value: Location): Span {
  const quoted = entry.form !== "list-item" && (entry.quotes === "single" || entry.quotes === "double");
  return quoted ? { start: value.start + 1, end: value.end - 1 } : value;
}

function writeWhole(
  lines: Lines,
  entry: Entry,
  value: Location,
  text: string,
  mode: "literal" | "references",
): TextEdit[] | null {
  const { file } = value;
  if (entry.raw === true) return /[\r\n]/.test(text) ? null : [changed(lines, value, text)];
  if (entry.form === "env-line") {
    const inside = entry.quotes === "single" || entry.quotes === "double" ? insideEnvQuotes(text, entry.quotes, mode) : null;
    // Blanks after the `=` go first, so a comment after nothing would become the value.
    if (inside === null) return [changed(lines, value, text === "" && hasRest(lines, value) ? '""' : envFileValue(text, mode))];
    return [changed(lines, { file, start: value.start + 1, end: value.end - 1 }, inside)];
  }
  const escaped = mode === "literal" ? escapeDollars(text) : text;
  if (entry.form === "list-item") {
    const name = lines.slice(entry.key.start, entry.key.end);
    const item = { start: entry.key.start, end: value.end };
    return itemEdits(lines, entry, item, `${name}=${escaped}`, value, escaped);
  }
  if (entry.quotes === "single" || entry.quotes === "double") {
    const inside = insideYamlQuotes(escaped, entry.quotes);
    if (inside !== null) return [changed(lines, { file, start: value.start + 1, end: value.end - 1 }, inside)];
  }
  const newText = yamlScalar(escaped, { flow: entry.flow, typed: true });
  // A tag without a text (`K: !!str`).
  if (value.start === value.end && !/[\s:]/.test(lines.text[value.start - 1] ?? "")) return null;
  return [changed(lines, { file, start: value.start, end: lines.trimmedEnd(value) }, newText)];
}

function hasRest(lines: Lines, { end }: Location): boolean {
  return lines.slice(end, lines.lineEnd(end)).trim() !== "";
}

/**
 * Changes a list item: only the part that changes where the item can stay as it is written, else the whole item, quoted.
 * `item`: the span of name and value; `text`: what the item shall read.
 */
function itemEdits(lines: Lines, entry: Entry, item: Span, text: string, part: Span, newText: string): TextEdit[] | null {
  const { file } = entry.key;
  if (entry.quotes === "block") {
    const dash = /^-[ \t]+/.exec(lines.slice(entry.at.start, item.start));
    if (dash === null) return null;
    const start = entry.at.start + dash[0].length;
    return [{ file, start, end: lines.trimmedEnd(entry.at), newText: yamlScalar(text, { flow: false, typed: false }) }];
  }
  if (entry.quotes === "none") {
    const place = { flow: entry.flow, typed: false };
    if (isPlainYaml(text, place)) return [changed(lines, { file, ...part }, newText)];
    return [changed(lines, { file, ...item }, yamlScalar(text, place))];
  }
  const inside = insideYamlQuotes(newText, entry.quotes);
  if (inside !== null) return [changed(lines, { file, ...part }, inside)];
  // Single quotes that cannot hold the text: the quotes around the item change too.
  return [{ file, start: item.start - 1, end: item.end + 1, newText: yamlScalar(text, { flow: entry.flow, typed: false }) }];
}

const changed = (lines: Lines, at: Location, newText: string): TextEdit => ({
  file: lines.file,
  start: at.start,
  end: at.end,
  newText,
});
