/** A charlist or string as `inspect` or Erlang's `~p` writes it: `~c"…"`, `'…'`, `"…"`, and `[]` for an empty charlist. */
export const quotedText = String.raw`(?:(?:~c)?"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\[\])`;

/** Its content. */
export function unquoted(term: string): string {
  if (term === "[]") return "";
  const inner = term.replace(/^~c/, "").slice(1, -1);
  return inner.replace(/\\([\s\S])/g, (_, sign: string) => ({ n: "\n", r: "\r", t: "\t" })[sign] ?? sign);
}

/** The strings of a list, `"…", "…"`, in a text. */
export function stringsIn(list: string): readonly string[] {
  return [...list.matchAll(new RegExp(quotedText, "g"))].map(([term]) => unquoted(term));
}
