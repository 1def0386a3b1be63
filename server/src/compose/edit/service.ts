import type { Location, SourceText, TextEdit } from "../../base/text.js";
import type { Project, Service } from "../types.js";
import { Lines } from "./lines.js";

/**
 * Takes a service out of every compose file that has it, with the comment that stands right above it. Null: it stands in
 * braces, is all that a file has under `services`, or other texts repeat a part of it (an anchor, `extends`).
 */
export function removeService(project: Project, service: Service): TextEdit[] | null {
  const edits: TextEdit[] = [];
  for (const at of service.texts) {
    const source = project.files.get(at.file);
    const edit = source === undefined || isRepeated(project, service, at) ? null : removal(source, at);
    if (edit === null) return null;
    edits.push(edit);
  }
  return edits;
}

function isRepeated({ files, services }: Project, service: Service, at: Location): boolean {
  const text = files.get(at.file)?.text ?? "";
  const inside = text.slice(at.start, at.end);
  const anchors = [...inside.matchAll(/(?:^|\s)&([^\s[\]{},]+)/g)].map(([, name]) => name);
  const outside = text.slice(0, at.start) + text.slice(at.end);
  if (anchors.some((name) => outside.includes(`*${name}`))) return true;
  return services.some((other) =>
    other.pairs.some(({ name, value }) => {
      if (other === service || name !== "extends" || value === null) return false;
      return (files.get(value.file)?.text ?? "").slice(value.start, value.end).includes(service.name);
    }),
  );
}

function removal(source: SourceText, at: Location): TextEdit | null {
  const lines = new Lines(at.file, source);
  const end = lines.trimmedEnd(at);
  if (!lines.isFirstOnLine(at.start) || !lines.hasSibling(at.start, end)) return null;
  const column = lines.columnOf(at.start);
  const lineOf = (number: number) => source.slice(source.lineStart(number), source.lineEnd(number));
  const isBlank = (number: number) => lineOf(number).trim() === "";
  const count = source.lineAt(source.length) + 1;

  let first = source.lineAt(at.start);
  const comment = commentAbove(first, column, lineOf);
  first -= comment;
  let after = source.lineAt(end) + 1;
  // Comments as deep as the service's own lines belong to it.
  for (let next = after; next < count; next += 1) {
    const indent = /^( *)#/.exec(lineOf(next))?.[1]?.length;
    if (indent !== undefined && indent > column) after = next + 1;
    else if (!isBlank(next)) break;
  }
  // One of the two gaps goes with it: the one below, or above the last service the other one.
  let gap = after;
  while (gap < count && isBlank(gap)) gap += 1;
  const isLast = gap >= count || (/^ */.exec(lineOf(gap))?.[0].length ?? 0) < column;
  if (!isLast) after = gap;
  else while (first > 0 && isBlank(first - 1)) first -= 1;
  const stop = after >= count ? source.length : source.lineStart(after);
  return { file: at.file, start: source.lineStart(first), end: stop, newText: "" };
}

/** How many lines right above are a comment on what follows, and nothing that was taken out of use. */
function commentAbove(line: number, column: number, lineOf: (line: number) => string): number {
  let count = 0;
  for (let above = line - 1; above >= 0; above -= 1) {
    const [, indent = "", text = ""] = /^( *)#(.*)$/.exec(lineOf(above)) ?? [];
    if (indent.length !== column || !/^ *#/.test(lineOf(above))) break;
    if (/^\s*(-\s|[\w.-]+:(\s|$))/.test(text)) return 0;
    count += 1;
  }
  return count;
}
