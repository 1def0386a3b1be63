/**
 * A text as Go's `%q` writes it, which Compose's error messages use: in double quotes, with escapes for what cannot
 * be printed (strconv.Quote).
 */
export function goQuote(text: string): string {
  const escaped = text.replace(/["\\]|[\p{C}\p{Z}]/gu, (character) => {
    if (character === " ") return character;
    const short = shortEscapes[character];
    if (short !== undefined) return short;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${hex(code, 2)}`;
    return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
  });
  return `"${escaped}"`;
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

const hex = (code: number, width: number) => code.toString(16).padStart(width, "0");

/** Whether Go's `unicode.IsSpace` holds: white space of Unicode, line breaks included, without the zero-width ones. */
export function isGoSpace(character: string): boolean {
  return /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/.test(character);
}
