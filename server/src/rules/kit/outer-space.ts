/** White space, also of the kinds that nobody sees: no-break, zero-width, byte order mark. */
const leading = /^[\s\u0085\u00ad\u200b-\u200f\u2060\ufeff]+/;
const trailing = /(?<![\s\u0085\u00ad\u200b-\u200f\u2060\ufeff])[\s\u0085\u00ad\u200b-\u200f\u2060\ufeff]+$/;
/** A pair of typographic quotes, as word processors and web pages put it. */
const curlyQuotes =
  /^([\u201c\u201d\u201e\u201f\u00ab])(.*)[\u201c\u201d\u201f\u00bb]$|^([\u2018\u2019\u201a\u201b])(.*)[\u2018\u2019\u201b]$/su;

export interface Edges {
  /** The text that stands between them. */
  readonly inner: string;
  readonly what: "before" | "after" | "around" | "invisible" | "curly";
}

/** White space or typographic quotes around a text; null where there are none. */
export function edgesOf(text: string): Edges | null {
  const before = leading.exec(text)?.[0] ?? "";
  const after = before === text ? "" : (trailing.exec(text)?.[0] ?? "");
  const core = text.slice(before.length, text.length - after.length);
  const curly = curlyQuotes.exec(core);
  const inner = curly === null ? core : (curly[2] ?? curly[4] ?? "").replace(leading, "").replace(trailing, "");
  const blanks = before + after;
  if (blanks === "") return curly === null ? null : { inner, what: "curly" };
  const what = /[^ \t\r\n]/.test(blanks) ? "invisible" : before === "" ? "after" : after === "" ? "before" : "around";
  return { inner, what };
}
