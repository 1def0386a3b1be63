/** What a backslash and the characters after it stand for. */
interface Escape {
  /** How many characters were written. */
  readonly length: number;
  readonly replacement: string;
}

/** At a backslash between single quotes. */
export function singleQuotedEscape(text: string, at: number): Escape {
  const next = text[at + 1] ?? "";
  return { length: 2, replacement: next === "'" ? "'" : `\\${next}` };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  $: "$$", // interpolation makes one dollar of it
};

/** At a backslash between double quotes; a dollar becomes two, for the interpolation that follows. */
export function doubleQuotedEscape(text: string, at: number): Escape {
  const next = text[at + 1] ?? "";
  const simple = simpleEscapes[next];
  if (simple !== undefined) return { length: 2, replacement: simple };
  if (next !== "0") return { length: 2, replacement: `\\${next}` };
  // `\0` and three octal digits are a character; with fewer, or a number above 255, only the zero is lost.
  const digits = /^\d{0,3}/.exec(text.slice(at + 2, at + 5))?.[0] ?? "";
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 256;
  return { length: 2 + digits.length, replacement: code < 256 ? String.fromCharCode(code) : `\\${digits}` };
}
