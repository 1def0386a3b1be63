/** A server's words as a person may see them: one line, no control characters, at most `limit` characters. */
export function plainWords(text: string, limit = 300): string {
  const line = text
    .slice(0, 4 * limit)
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g, " ")
    .trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/** A server's line with its line end, without other control characters. */
export function visible(line: string): string {
  return line.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "");
}
