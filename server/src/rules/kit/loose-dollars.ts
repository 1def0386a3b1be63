import { interpolate } from "../../compose/interpolate.js";

/** How a text is written: in an env file's double quotes a backslash protects a dollar. */
export type Writing = "yaml" | "env" | "env-double";

export interface LooseDollars {
  /** Offsets of the dollars to be doubled so that the text means itself, ascending. */
  readonly at: readonly number[];
  /** Whether a doubled dollar would be all there is to it: no reference in it is meant as one. */
  readonly allLiteral: boolean;
  /** Whether Compose refuses the text as it stands. */
  readonly refused: boolean;
}

/**
 * The dollars in a text that are no references anyone can have meant: a `$name` beside other text that nothing sets, and
 * what Compose cannot read. Null where there is none; `${NAME}` in braces is taken for what it says.
 *
 * @param isUnset whether nothing sets a name
 */
export function looseDollars(text: string, writing: Writing, isUnset: (name: string) => boolean): LooseDollars | null {
  // A protected dollar, written so that the text stays as long.
  let rest = writing === "env-double" ? text.replace(/\\([\s\S])/g, (pair, next) => (next === "$" ? "$$" : pair)) : text;
  const places = Array.from({ length: text.length }, (_, offset) => offset);
  const at: number[] = [];
  const double = (offset: number) => {
    at.push(places[offset] ?? 0);
    rest = `${rest.slice(0, offset)}$${rest.slice(offset)}`;
    places.splice(offset, 0, -1);
  };
  const read = () => interpolate(rest, (name) => (isUnset(name) ? undefined : { value: "x", origin: null }));
  let result = read();
  // Each round makes one dollar more a plain one.
  for (; !result.ok; result = read()) {
    if (result.kind === "required") return null;
    double(result.span.start);
  }
  const refused = at.length > 0;
  const { references } = result;
  const loose = references.filter(({ span, used }) => used === "unset" && rest[span.start + 1] !== "{");
  const isLiteral = refused || references.reduce((sum, { span }) => sum + span.end - span.start, 0) < rest.length;
  if (isLiteral) for (const start of loose.map(({ span }) => span.start).sort((a, b) => b - a)) double(start);
  if (at.length === 0) return null;
  return { at: at.sort((a, b) => a - b), allLiteral: references.length === loose.length, refused };
}
