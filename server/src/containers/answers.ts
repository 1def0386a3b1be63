import { withoutTerminalCodes } from "../base/terminal-codes.js";
import { readTerm } from "../plausible/elixir/elixir-reader.js";
import type { Term } from "../plausible/elixir/elixir-term.js";

/** What an expression of ours printed in the container. */
export interface Answer {
  readonly terms: ReadonlyMap<string, Term>;
  /** Its last line has come: nothing is missing. */
  readonly complete: boolean;
}

/**
 * Reads the lines `@@key term` among whatever else was printed: coloured, behind the name of a container, with a carriage
 * return at their end.
 */
export function readAnswer(output: string): Answer {
  const terms = new Map<string, Term>();
  let complete = false;
  for (const line of withoutTerminalCodes(output).split(/\r?\n/)) {
    const at = line.indexOf("@@");
    if (at === -1) continue;
    const [, key = "", text = ""] = /^@@(\w+)(?: (.*))?$/.exec(line.slice(at).trimEnd()) ?? [];
    if (key === "end") complete = true;
    const term = text === "" ? null : readTerm(text);
    if (term !== null) terms.set(key, term);
  }
  return { terms, complete };
}

/** The text of a term that is one; null for others. */
export function textOfTerm(term: Term | undefined): string | null {
  return term?.kind === "string" ? term.text : null;
}
