import { CompletionItemKind } from "vscode-languageserver-types";
import { baseOf } from "../../base/paths.js";
import type { SourceText } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import type { Secrets } from "../../secrets/secrets.js";
import type { Suggestion, Suggestions } from "./suggestion.js";

/** A value beside a name is shown so far. */
const longestShown = 40;

/** `${` and what follows it up to the cursor; null where no reference begins there. */
function referenceBefore(text: string, column: number): { readonly start: number; readonly end: number } | null {
  const [typed] = /\$\{?\w*$/.exec(text.slice(0, column)) ?? [];
  if (typed === undefined) return null;
  const start = column - typed.length;
  // `$$` is a dollar sign.
  let dollars = 0;
  while (text.charAt(start - 1 - dollars) === "$") dollars += 1;
  if (dollars % 2 === 1) return null;
  const [rest = ""] = /^\w*\}?/.exec(text.slice(column)) ?? [];
  return { start, end: column + rest.length };
}

/** The names of `.env` for a `${` in a line; null where the cursor stands in none. */
export function references(
  project: Project,
  secrets: Secrets,
  line: { readonly start: number; readonly text: string; readonly column: number },
): Suggestions | null {
  const found = referenceBefore(line.text, line.column);
  if (found === null) return null;
  const items = new Map<string, Suggestion>();
  for (const { path, statements } of project.dotenv) {
    const source = project.files.get(path);
    for (const { name, value, entry } of statements) {
      const label = `\${${name}}`;
      const place = `${baseOf(path)}:${lineOf(source, entry.at.start)}`;
      const shown = value === null || value === "" ? "" : ` ${shorten(secrets.value(name, value))}`;
      items.set(name, { label, kind: CompletionItemKind.Reference, detail: `${place}${shown}`, newText: label });
    }
  }
  return { start: line.start + found.start, end: line.start + found.end, items: [...items.values()] };
}

function lineOf(source: SourceText | undefined, offset: number): number {
  return (source?.lineAt(offset) ?? 0) + 1;
}

function shorten(text: string): string {
  const line = text.replace(/[\r\n]+/g, "⏎");
  return line.length > longestShown ? `${line.slice(0, longestShown - 1)}…` : line;
}
