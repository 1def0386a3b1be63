import type { FilePath, Location } from "../base/text.js";
import type { Entry, Project } from "./types.js";

/** A name and its value in one line. */
export interface LineValue {
  readonly name: string;
  /** The value without the quotes around it. */
  readonly at: Location;
  /** The quote before it, or before the whole item; empty for none. */
  readonly quote: string;
}

/**
 * Name and value of the line in which something stands, as far as one line tells; null where it tells nothing.
 * For lines that Compose refuses, of which no entry is known.
 */
export function valueOnLine(project: Project, at: Location, kind: "compose-file" | "env-file"): LineValue | null {
  const source = project.files.get(at.file);
  if (source === undefined) return null;
  const line = source.lineAt(at.start);
  const start = source.lineStart(line);
  const text = source.text.slice(start, source.lineEnd(line));
  const match = /^(\s*(?:-\s+)?(?:export\s+)?)(["']?)([A-Za-z_]\w*)(["']?\s*[=:][ \t]*)/.exec(text);
  const [head, , quote = "", name = ""] = match ?? [];
  if (head === undefined) return null;
  const rest = text.slice(head.length);
  const closed = quote === '"' ? /"\s*[=:]/ : /'\s*[=:]/;
  const isItem = quote !== "" && !head.slice(0, -1).endsWith(quote) && !closed.test(head);
  const open = isItem ? quote : (/^["']/.exec(rest)?.[0] ?? "");
  const skip = isItem || open === "" || (kind === "compose-file" && head.trimEnd().endsWith("=")) ? 0 : 1;
  const end = skip === 1 || isItem ? rest.lastIndexOf(open) : rest.search(/(?<!\s)(?:\s+#|\s*$)/);
  if (end <= skip) return null;
  return { name, at: { file: at.file, start: start + head.length + skip, end: start + head.length + end }, quote: open };
}

/** A line of an entry that reads like one of its own. */
export interface FoldedLine {
  readonly name: string;
  /** The text after `=`; null for a bare name. */
  readonly value: string | null;
  /** The blanks before it, with a dash if it has one. */
  readonly lead: Location;
  /** Where the line's text ends. */
  readonly end: number;
}

/** The lines that YAML folds into an entry, because they have no dash or key of their own; null where one does not read like an entry. */
export function linesFoldedInto(
  project: Project,
  { quotes, key, value }: Entry,
  isName: (name: string) => boolean,
): readonly FoldedLine[] | null {
  if (quotes !== "none") return null;
  const start = key.start;
  const end = value?.file === key.file ? Math.max(value.end, key.end) : key.end;
  const text = project.files.get(key.file)?.text.slice(start, end) ?? "";
  if (!text.includes("\n")) return null;
  const lines: FoldedLine[] = [];
  for (let at = text.indexOf("\n") + 1; at > 0; at = text.indexOf("\n", at) + 1) {
    const next = text.indexOf("\n", at);
    const line = text.slice(at, next === -1 ? text.length : next).trimEnd();
    const match = /^(\s*(?:-\s+)?)([A-Z][A-Z0-9_]*)(?:=(.*))?$/.exec(line);
    const [, lead = "", name = "", set] = match ?? [];
    if (match === null || !isName(name)) return null;
    const lineAt = start + at;
    lines.push({
      name,
      value: set ?? null,
      lead: { file: key.file, start: lineAt, end: lineAt + lead.length },
      end: lineAt + line.length,
    });
  }
  return lines;
}

/** The name in the `${NAME}` or `$NAME` that stands at an offset of a file; null where none does. */
export function referenceAt(project: Project, path: FilePath, offset: number): string | null {
  const source = project.files.get(path);
  if (source === undefined) return null;
  const line = source.lineAt(offset);
  const start = source.lineStart(line);
  for (const { index, 0: reference, 1: name } of source.text.slice(start, source.lineEnd(line)).matchAll(references)) {
    if (name !== undefined && offset >= start + index && offset <= start + index + reference.length) return name;
  }
  return null;
}

/** `$$` is no reference. */
const references = /\$\$|\$\{?([A-Za-z_]\w*)/g;
