import type { ElixirTerm } from "./types.js";

/** A value that is there but not seen: it flows through the config without deciding anything. */
export function unknownTerm(names: readonly string[]): ElixirTerm {
  return { $unknown: names };
}

/** The names behind a value that is not seen; null for every other term. */
export function unknownNames(term: ElixirTerm | undefined): readonly string[] | null {
  if (typeof term !== "object" || term === null || Array.isArray(term)) return null;
  const names = (term as { readonly [key: string]: ElixirTerm }).$unknown;
  return Array.isArray(names) ? names.map(String) : null;
}

/** Whether a term stands for a value that is not seen. */
export function isUnknownTerm(term: ElixirTerm | undefined): boolean {
  return unknownNames(term) !== null;
}

/**
 * `inspect/1` of a string: in double quotes, with Elixir's escapes. `#{` is escaped, other printable characters stay.
 *
 * `inspectString("a\"b\n")` is `"a\"b\n"` with both escaped.
 */
export function inspectString(text: string): string {
  let out = "";
  for (const char of text) out += escapes[char] ?? escapeCode(char);
  return `"${out.replaceAll("#{", "\\#{")}"`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\0": "\\0",
  "\x07": "\\a",
  "\b": "\\b",
  "\x7f": "\\d",
  "\x1b": "\\e",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
  "\ufeff": "\\uFEFF",
};

function escapeCode(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const printable = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code !== 0xfffe && code !== 0xffff);
  return printable ? char : `\\x${code.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** The bytes of a text in UTF-8, as Elixir's `byte_size/1` counts them. */
export function byteSize(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
