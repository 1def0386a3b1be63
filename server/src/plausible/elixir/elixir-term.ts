import { inspectString } from "./inspect-string.js";

/** An Elixir term as far as a mailer's configuration is made of them; a keyword list is a list of its own kind. */
export type Term =
  | { readonly kind: "string"; readonly text: string }
  /** `:ssl`, `nil`, `true`; a module is the atom `Bamboo.Mua`. */
  | { readonly kind: "atom"; readonly name: string }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "keyword"; readonly pairs: readonly (readonly [key: string, value: Term])[] }
  | { readonly kind: "list" | "tuple"; readonly items: readonly Term[] }
  | { readonly kind: "map"; readonly pairs: readonly (readonly [key: Term, value: Term])[] }
  /** What `inspect` shows without its content: `#Function<…>`, a binary that is no text; also what our files do not show. */
  | { readonly kind: "opaque"; readonly text: string };

/** The width at which `IO.inspect` and iex break lines. */
export const inspectWidth = 80;

/**
 * `inspect/2` with `pretty: true`: on one line where it fits in `width`, else each element on a line of its own.
 * Executed with Elixir 1.14: a group of exactly 80 columns stays whole, a comma after it does not count.
 */
export function inspectTerm(term: Term, width: number = inspectWidth): string {
  return layOut(term, 0, 0, width);
}

/** @param column where the term begins; @param indent of the line that it begins on */
function layOut(term: Term, column: number, indent: number, width: number): string {
  const flat = inspectFlat(term);
  if (!("items" in term || "pairs" in term) || flat.includes("\n") || column + [...flat].length <= width) return flat;
  const [open, close] = brackets[term.kind];
  const inner = indent + 2;
  const blank = " ".repeat(inner);
  const element = (lead: string, value: Term) => blank + lead + layOut(value, inner + [...lead].length, inner, width);
  const lines =
    term.kind === "keyword"
      ? term.pairs.map(([key, value]) => element(`${keyText(key)} `, value))
      : term.kind === "map"
        ? term.pairs.map(([key, value]) => element(`${inspectFlat(key)} => `, value))
        : term.items.map((item) => element("", item));
  return lines.length === 0 ? flat : `${open}\n${lines.join(",\n")}\n${" ".repeat(indent)}${close}`;
}

const brackets = { keyword: ["[", "]"], list: ["[", "]"], tuple: ["{", "}"], map: ["%{", "}"] } as const;

/** `inspect/1`: on one line. */
export function inspectFlat(term: Term): string {
  switch (term.kind) {
    case "string":
      return inspectString(term.text);
    case "atom":
      return atomText(term.name);
    case "number":
    case "opaque":
      return term.text;
    case "keyword":
      return `[${term.pairs.map(([key, value]) => `${keyText(key)} ${inspectFlat(value)}`).join(", ")}]`;
    case "map":
      return `%{${term.pairs.map(([key, value]) => `${inspectFlat(key)} => ${inspectFlat(value)}`).join(", ")}}`;
    case "list":
      return `[${term.items.map(inspectFlat).join(", ")}]`;
    case "tuple":
      return `{${term.items.map(inspectFlat).join(", ")}}`;
  }
}

/** `true`, `Bamboo.Mua`, `:ssl`, `:"tlsv1.1"`. */
function atomText(name: string): string {
  if (name === "nil" || name === "true" || name === "false") return name;
  if (/^[A-Z]\w*(\.[A-Z]\w*)+$/.test(name)) return name;
  return isPlainAtom(name) ? `:${name}` : `:${inspectString(name)}`;
}

function keyText(key: string): string {
  return isPlainAtom(key) ? `${key}:` : `${inspectString(key)}:`;
}

function isPlainAtom(name: string): boolean {
  return /^[A-Za-z_][\w@]*[?!]?$/.test(name);
}

/** Whether two terms are the same value. */
export function sameTerm(a: Term, b: Term): boolean {
  return inspectFlat(a) === inspectFlat(b);
}
