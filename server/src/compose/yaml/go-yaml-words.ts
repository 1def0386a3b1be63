import type { SourceText } from "../../base/text.js";
import type { YamlFault } from "./faults.js";
import type { Repeats } from "./text-problems.js";

/** A fault with the lines that go-yaml names. */
export interface PlacedFault {
  readonly fault: YamlFault;
  /** Null where it names none. */
  readonly line: number | null;
  /** Of a key that stands twice: the line where it stands first. */
  readonly since: number | null;
}

/**
 * The lines that go-yaml, which reads the files for Compose, names with a fault.
 *
 * @param at the offset of the problem in the file
 */
export function placedFault(fault: YamlFault, at: number, source: SourceText, repeats?: Repeats): PlacedFault {
  const line = source.lineAt(at);
  // go-yaml does not name the first line, and counts the lines of what its parser (not its scanner) refuses from 0.
  const named = (counted: number, first: 0 | 1) => (counted === 0 ? null : counted + first);
  const placed = (line: number | null): PlacedFault => ({ fault, line, since: null });
  switch (fault.kind) {
    case "repeated-key": {
      const since = repeats === undefined ? null : source.lineAt(repeats.first) + 1;
      return { fault, line: source.lineAt(repeats?.again ?? at) + 1, since };
    }
    case "unclosed":
      return placed(named(line, isQuote(fault.opener) ? 1 : 0));
    case "scanner":
      return placed(named(line, 1));
    case "parser":
      return placed(named(line, 0));
    case "stray": {
      const first = firstLineOfCollection(source, line);
      const isList = /^[ ]*-(?:[ ]|$)/.test(lineText(source, line));
      const words = `did not find expected ${isList ? "'-' indicator" : "key"}` as const;
      return { fault: { kind: "parser", words }, line: named(first === 0 ? line : first, 0), since: null };
    }
    case "other":
      return placed(line + 1);
    default:
      return placed(null);
  }
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
      return `failed to parse ${file}: line ${line}: mapping key ${JSON.stringify(fault.name)} already defined${where}`;
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
    case "unclosed":
      return isQuote(fault.opener)
        ? "found unexpected end of stream"
        : `did not find expected ',' or '${fault.opener === "[" ? "]" : "}"}'`;
    case "stray":
      return "did not find expected key";
    case "too-deep":
      return "nested deeper than 200 levels";
    default:
      return fault.words;
  }
}

const lineText = (source: SourceText, line: number) => source.text.slice(source.lineStart(line), source.lineEnd(line));
const isQuote = (opener: string) => opener === '"' || opener === "'";

/** Of text behind a value that has ended go-yaml names the first line of the map or list that it stands in, if that is not the file's. */
function firstLineOfCollection(source: SourceText, line: number): number {
  const indentOf = (line: number) => /^[ ]*/.exec(lineText(source, line))?.[0].length ?? 0;
  const indent = indentOf(line);
  let first = line;
  for (let above = line - 1; above >= 0; above -= 1) {
    if (/^\s*(?:#|$)/.test(lineText(source, above))) continue;
    if (indentOf(above) < indent) break;
    if (indentOf(above) === indent) first = above;
  }
  return first;
}
