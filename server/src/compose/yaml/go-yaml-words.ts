import { countBelow } from "../../base/sorted.js";
import type { SourceText } from "../../base/text.js";
import type { YamlFault } from "./faults.js";
import type { TextProblem } from "./text-problems.js";

/** A fault with the lines that go-yaml names. */
export interface PlacedFault {
  readonly fault: YamlFault;
  /** Null where it names none. */
  readonly line: number | null;
  /** Of a key that stands twice: the line where it stands first. */
  readonly since: number | null;
}

/** The line of an offset as go-yaml counts, from 0. */
export type GoLine = (offset: number) => number;

/** Counts the lines of a text as go-yaml does: characters end lines there that end none in an editor. */
export function goLinesOf(source: SourceText): GoLine {
  const breaks = Array.from(source.text.matchAll(/[\u0085\u2028\u2029]/g), ({ index }) => index);
  return (offset) => source.lineAt(offset) + countBelow(breaks, offset);
}

/** The lines that go-yaml, which reads the files for Compose, names with a problem. */
export function placedFault({ fault, at, base, repeats }: TextProblem, lineAt: GoLine): PlacedFault {
  if (fault.kind === "repeated-key") {
    const since = repeats === undefined ? null : lineAt(repeats.first) + 1;
    return { fault, line: lineAt(repeats?.again ?? at.start) + 1, since };
  }
  if (fault.kind !== "syntax") return { fault, line: null, since: null };
  const above = base === 0 ? 0 : lineAt(base);
  // What stands on the first line has no number.
  const [context, problem] = [fault.context, fault.problem].map((line) => (line === null ? 0 : above + line));
  const line = context || problem || null;
  return { fault, line: line === null ? null : line + fault.counted, since: null };
}

/** The words of go-yaml; `own`: not a file that another one names, which it names in turn. */
export function goYamlWords({
  fault,
  line,
  since,
  file,
  own,
}: PlacedFault & { readonly file: string; readonly own: boolean }): string {
  switch (fault.kind) {
    case "repeated-key": {
      const where = since === null ? "" : ` at line ${since}`;
      const words = `line ${line}: mapping key ${JSON.stringify(fault.name)} already defined${where}`;
      // Compose reads the file for the name of the project first, and sees nothing then but the keys at its top.
      return fault.top && own ? `yaml: unmarshal errors:\n  ${words}` : `failed to parse ${file}: ${words}`;
    }
    case "tag":
      return `failed to parse ${file}: yaml: ${fault.words}`;
    case "merge":
      return `failed to parse ${file}: yaml: map merge requires map or sequence of maps as the value`;
    default:
      return `${own ? "" : `failed to parse ${file}: `}yaml: ${line === null ? "" : `line ${line}: `}${plainWords(fault)}`;
  }
}

function plainWords(fault: Exclude<YamlFault, { kind: "repeated-key" | "tag" | "merge" }>): string {
  switch (fault.kind) {
    case "unknown-anchor":
      return `unknown anchor '${fault.name}' referenced`;
    case "anchor-in-itself":
      return `anchor '${fault.name}' value contains itself`;
    case "too-deep":
      return "nested deeper than 200 levels";
    default:
      return fault.words;
  }
}
