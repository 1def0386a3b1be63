import type { SourceText, TextEdit } from "../../base/text.js";
import type { Entry } from "../types.js";
import type { FoldedLine } from "../written-lines.js";
import { yamlScalar } from "./quoting.js";

/** Makes an entry of its own of every line that YAML folds into one; null without the text. */
export function unfold(
  { form, flow, at }: Entry,
  lines: readonly FoldedLine[],
  source: SourceText | undefined,
): TextEdit[] | null {
  if (source === undefined) return null;
  const indent = " ".repeat(source.positionAt(at.start).character);
  return lines.map(({ name, value, lead, end }) => {
    const pair = value === null ? `${name}:` : `${name}: ${yamlScalar(value, { flow, typed: true })}`;
    if (!flow) return form === "list-item" ? { ...lead, newText: `${indent}- ` } : { ...lead, end, newText: indent + pair };
    // Between brackets the comma is missing, at the end of the line above; a dash would begin a text.
    const start = source.slice(0, lead.start).trimEnd().length;
    const between = source.slice(start, lead.end).replace(/-\s+$/, "");
    const text = form === "list-item" ? source.slice(lead.end, end) : pair;
    return { file: lead.file, start, end, newText: `,${between}${text}` };
  });
}
