import type { Span } from "./span.js";

export { SourceText } from "./source-text.js";
export type { Position, Span } from "./span.js";

/**
 * An absolute path with "/" separators, also on Windows (`/srv/plausible/.env`, `C:/srv/.env`).
 * The doors (editor, CLI) convert from and to what their world uses.
 */
export type FilePath = string;

/** A span of one file: where something stands. */
export interface Location extends Span {
  readonly file: FilePath;
}

/**
 * A replacement of the text at a location. Edits of one fix never overlap. An edit of a file that the project does not
 * have makes the file: there it is an insertion at its start, and the only one.
 */
export interface TextEdit extends Location {
  readonly newText: string;
}

/** Applies edits of one file to its text. */
export function applyEdits(text: string, edits: readonly (Span & { readonly newText: string })[]): string {
  const sorted = [...edits].sort((a, b) => b.start - a.start || b.end - a.end);
  let result = text;
  for (const edit of sorted) result = result.slice(0, edit.start) + edit.newText + result.slice(edit.end);
  return result;
}
