// What the commands of the editor ask of @codemirror/language, where a text has no language. The library itself, with the parsers
// below it, would be a tenth of the page's own script.
import { countColumn, type EditorState, Facet } from "@codemirror/state";

export const indentUnit = Facet.define<string, string>({ combine: ([unit]) => unit ?? "  " });

export function getIndentUnit(state: EditorState): number {
  return state.facet(indentUnit).length;
}

export function indentString(_state: EditorState, columns: number): string {
  return " ".repeat(columns);
}

/** Null: a new line begins as the one before it does. */
export function getIndentation(): number | null {
  return null;
}

export class IndentContext {
  readonly #state: EditorState;

  constructor(state: EditorState) {
    this.#state = state;
  }

  /** Where the text of a line begins. */
  lineIndent(position: number): number {
    const [space = ""] = /^\s*/.exec(this.#state.doc.lineAt(position).text) ?? [];
    return countColumn(space, this.#state.tabSize);
  }
}

/** A tree with nothing in it. */
export function syntaxTree() {
  return { resolveInner: () => ({ childBefore: () => null, childAfter: () => null }), resolveStack: () => null };
}

/** No brackets belong together. */
export function matchBrackets(): null {
  return null;
}
