import type { Term } from "../plausible/elixir/elixir-term.js";

/** A term with each of its texts as it may be shown under its path. */
export function maskedTerm(term: Term, shown: (text: string, path: string) => string, path = ""): Term {
  if (term.kind === "string") return { kind: "string", text: shown(term.text, path) };
  if (term.kind !== "keyword") return term;
  const below = (name: string) => (path === "" ? name : `${path}.${name}`);
  return { kind: "keyword", pairs: term.pairs.map(([name, value]) => [name, maskedTerm(value, shown, below(name))] as const) };
}
