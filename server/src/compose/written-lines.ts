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
  const text = source.slice(start, source.lineEnd(line));
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

/** An entry of `environment` whose name is more than a name, because it is written as another grammar would have it. */
export interface MisnamedEntry {
  /** `colon`: `- K:v`, a bare name to Compose; `no-blank`: `{K:v}`, the same in a map; `export`: `- export K=v`. */
  readonly kind: "colon" | "no-blank" | "export";
  /** The name that was meant. */
  readonly name: string;
  /** The text at fault. */
  readonly at: Location;
}

/** What was meant by an entry that has this name to Compose; null where it may be what it says. */
export function misnamedEntry(name: string, { form, flow, key, value }: Entry): MisnamedEntry | null {
  const [, beforeColon] = /^([A-Z][A-Z0-9_]*)\s*:/.exec(name) ?? [];
  if (beforeColon !== undefined) {
    const end = Math.max(key.end, value?.file === key.file ? value.end : 0);
    if (form === "list-item") return { kind: "colon", name: beforeColon, at: { ...key, end } };
    return flow && value === null ? { kind: "no-blank", name: beforeColon, at: key } : null;
  }
  const [, exported] = /^(?:export|set|ENV|env|-e|--env)\s+([A-Z][A-Z0-9_]*)$/.exec(name) ?? [];
  return exported === undefined || form !== "list-item" ? null : { kind: "export", name: exported, at: key };
}

/** An entry into which YAML folds lines that have no dash or key of their own. */
export interface FoldedEntry {
  /** The first word of its name: what its own line says. */
  readonly upper: string;
  /** Whether that is not set either, because the lines below are a part of the name. */
  readonly isLost: boolean;
  /** One at least. */
  readonly lines: readonly FoldedLine[];
  /** From the first line's name to where the last line's text ends. */
  readonly at: Location;
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

/** What YAML folds into an entry; null for nothing, and where a line does not read like an entry. */
export function foldedEntry(
  project: Project,
  { quotes, key, value }: Entry,
  isName: (name: string) => boolean,
): FoldedEntry | null {
  if (quotes !== "none") return null;
  const start = key.start;
  const end = value?.file === key.file ? Math.max(value.end, key.end) : key.end;
  const text = project.files.get(key.file)?.slice(start, end) ?? "";
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
  const [first] = lines;
  if (first === undefined) return null;
  const written = text.slice(0, key.end - start);
  const at = { file: key.file, start: first.lead.end, end: lines.at(-1)?.end ?? first.end };
  return { upper: /^\S*/.exec(written)?.[0] ?? "", isLost: /^[A-Z][A-Z0-9_]*\s/.test(written), lines, at };
}

/** The name in the `${NAME}` or `$NAME` that stands at an offset of a file; null where none does. */
export function referenceAt(project: Project, path: FilePath, offset: number): string | null {
  const source = project.files.get(path);
  if (source === undefined) return null;
  const line = source.lineAt(offset);
  const start = source.lineStart(line);
  for (const { index, 0: reference, 1: name } of source.slice(start, source.lineEnd(line)).matchAll(references)) {
    if (name !== undefined && offset >= start + index && offset <= start + index + reference.length) return name;
  }
  return null;
}

/** `$$` is no reference. */
const references = /\$\$|\$\{?([A-Za-z_]\w*)/g;
