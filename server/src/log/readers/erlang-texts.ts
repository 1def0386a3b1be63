/** A charlist or string as `inspect` or Erlang's `~p` writes it: `~c"…"`, `'…'`, `"…"`, and `[]` for an empty charlist. */
export const quotedText = String.raw`(?:(?:~c)?"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\[\])`;

/** Its content. */
export function unquoted(term: string): string {
  if (term === "[]") return "";
  const inner = term.replace(/^~c/, "").slice(1, -1);
  return inner.replace(/\\([\s\S])/g, (_, sign: string) => ({ n: "\n", r: "\r", t: "\t" })[sign] ?? sign);
}

/** The strings of a list, `"…", "…"`, in a text; up to one that does not end, behind which nobody knows what is quoted. */
export function stringsIn(list: string): readonly string[] {
  const strings: string[] = [];
  const term = new RegExp(quotedText, "y");
  for (let at = list.search(opening); at !== -1; ) {
    term.lastIndex = at;
    const [found] = term.exec(list) ?? [];
    if (found === undefined) break;
    strings.push(unquoted(found));
    const next = list.slice(at + found.length).search(opening);
    at = next === -1 ? -1 : at + found.length + next;
  }
  return strings;
}

const opening = /["']|~c"|\[\]/;
