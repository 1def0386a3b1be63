import { plainScalarText } from "../yaml/scalar.js";

/** Where a YAML scalar is written. */
export interface YamlPlace {
  /** In `[…]` or `{…}`. */
  readonly flow: boolean;
  /** As the value of a map, where Compose's YAML parser gives plain scalars a type. */
  readonly typed: boolean;
}

/** Escapes a text so that interpolation gives it back. */
export function escapeDollars(text: string): string {
  return text.replaceAll("$", "$$$$");
}

/** A YAML scalar that reads as the text: plain where that is safe, else quoted. */
export function yamlScalar(text: string, place: YamlPlace): string {
  if (isPlainYaml(text, place)) return text;
  // Single quotes need no escapes; a text with apostrophes or line breaks reads better in double quotes.
  return /["\\]/.test(text) && !/['\p{Cc}]/u.test(text) ? `'${text}'` : `"${escapeDoubleQuoted(text)}"`;
}

/** The text as it stands between quotes of a style. Null where single quotes cannot hold it. */
export function insideYamlQuotes(text: string, style: "single" | "double"): string | null {
  if (style === "double") return escapeDoubleQuoted(text);
  return /[\p{Cc}\u2028\u2029]/u.test(text) ? null : text.replaceAll("'", "''");
}

function escapeDoubleQuoted(text: string): string {
  return text.replace(/["\\\p{Cc}\u2028\u2029\ufeff]/gu, (character) => {
    if (character === "\n") return "\\n";
    if (character === "\t") return "\\t";
    if (character === '"' || character === "\\") return `\\${character}`;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Whether a plain scalar reads as the text, and keeps it. */
export function isPlainYaml(text: string, { flow, typed }: YamlPlace): boolean {
  if (text === "" || text !== text.trim()) return false;
  if (/[\p{Cc}\u2028\u2029\ufeff]/u.test(text) || /: | #|:$/.test(text)) return false;
  if (/^[?:,[\]{}#&*!|>'"%@`]/.test(text) || /^-(?:\s|$)|^(?:---|\.\.\.)/.test(text)) return false;
  if (flow && /[,[\]{}?]|:(?=[,[\]{}])/.test(text)) return false;
  return !typed || (plainScalarText(text) === text && text !== "<<" && text !== "=");
}

/** How a value stands in an env file. `literal`: the text itself; `references`: `$` in it means what it means to Compose. */
export function envFileValue(text: string, mode: "literal" | "references"): string {
  const dollars = mode === "literal" && text.includes("$");
  const plain = !dollars && text === text.trim() && !/^["'#]|[\p{Cc}\u00a0\u0085]| #/u.test(text);
  if (plain) return text;
  if (mode === "literal" && !/['\r]/.test(text) && !text.endsWith("\\")) return `'${text}'`;
  return `"${insideEnvDoubleQuotes(text, mode)}"`;
}

/** The text as it stands between the quotes of an env file. Null where single quotes cannot hold it. */
export function insideEnvQuotes(text: string, style: "single" | "double", mode: "literal" | "references"): string | null {
  if (style === "double") return insideEnvDoubleQuotes(text, mode);
  return mode === "references" || /\\$|\\'|\r/.test(text) ? null : text.replaceAll("'", "\\'");
}

function insideEnvDoubleQuotes(text: string, mode: "literal" | "references"): string {
  const escaped = text.replace(/[\\"]/g, "\\$&").replaceAll("\r", "\\r").replaceAll("\n", "\\n");
  return mode === "literal" ? escaped.replaceAll("$", "\\$") : escaped;
}
