import { type EnvFileOptions, type EnvFileParse, type EnvFileStatement, mostNames, withoutValues } from "../env-statements.js";
import { isGoSpace } from "../yaml/go-text.js";

/** Reads an env file of `format: raw`, as the key-value reader of the docker CLI does: every line is taken literally. */
export function readRaw<Origin>(text: string, { file }: EnvFileOptions<Origin>): EnvFileParse<Origin> {
  const statements: EnvFileStatement<Origin>[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const lineBreak = lineEnd(text, at);
    const end = text[lineBreak - 1] === "\r" && lineBreak > at ? lineBreak - 1 : lineBreak;
    let start = at;
    while (start < end && isGoSpace(text[start] ?? "")) start += 1;
    at = lineBreak + 1;
    if (start === end || text[start] === "#") continue;
    if (statements.length === mostNames)
      return { statements: withoutValues(statements), limits: [{ limit: "names", at: { file, start, end } }], error: null };
    const equals = text.slice(start, end).indexOf("=");
    const nameEnd = equals === -1 ? end : start + equals;
    const name = text.slice(start, nameEnd);
    const line = { file, start, end };
    if (name === "")
      return { statements, limits: [], error: { fault: { kind: "no-name", text: text.slice(start, end) }, at: line } };
    if (/[ \t]/.test(name))
      return { statements, limits: [], error: { fault: { kind: "blank-in-name", name }, at: { file, start, end: nameEnd } } };
    const value = equals === -1 ? null : { file, start: nameEnd + 1, end };
    const content = value === null ? null : text.slice(value.start, value.end);
    statements.push({
      name,
      value: content,
      unresolved: [],
      interpolation:
        content === null
          ? null
          : { ok: true, text: content, unresolved: [], unseen: false, references: [], sole: null, chain: [] },
      entry: { form: "env-line", at: line, key: { file, start, end: nameEnd }, value, quotes: "none", flow: false, raw: true },
    });
  }
  return { statements, limits: [], error: null };
}

/** Where the line of an offset ends, before its break. */
export function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
