import { countBelow } from "../../base/sorted.js";
import type { SourceText } from "../../base/text.js";
import type { PlacedFault, ToldTogether, YamlFault } from "./faults.js";
import { goQuote } from "./go-text.js";
import type { TextProblem } from "./text-problems.js";

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
  if (fault.kind === "odd-key") return { fault, line: lineAt(at.start) + 1, since: null };
  if (fault.kind !== "syntax") return { fault, line: null, since: null };
  const above = base === 0 ? 0 : lineAt(base);
  // What stands on the first line has no number.
  const [context, problem] = [fault.context, fault.problem].map((line) => (line === null ? 0 : above + line));
  const line = context || problem || null;
  return { fault, line: line === null ? null : line + fault.counted, since: null };
}

/** Of a key that stands ten thousand times, every two would be fifty million lines, which nobody reads. */
const mostTold = 1_000;

/**
 * What Compose tells at once, of what is wrong with one document: all that it cannot make the keys of a file of when it looks for
 * the project's name. Of each key that stands several times it names every two.
 */
export function toldTogether(faults: readonly PlacedFault[]): ToldTogether {
  const atTop = faults.filter(isAtTop);
  const names = new Map<string, PlacedFault[]>();
  for (const each of atTop) {
    if (each.fault.kind !== "repeated-key") continue;
    const known = names.get(each.fault.name);
    if (known === undefined) names.set(each.fault.name, [each]);
    else known.push(each);
  }
  if (names.size === 0) return shortened(atTop, atTop.length);
  const again = [...names.values()];
  const pairs = again.flatMap(firstPairs).sort((a, b) => (a.since ?? 0) - (b.since ?? 0) || (a.line ?? 0) - (b.line ?? 0));
  return shortened(
    pairs,
    again.reduce((sum, { length }) => sum + ((length + 1) * length) / 2, 0),
  );
}

function shortened(faults: readonly PlacedFault[], count: number): ToldTogether {
  const told = faults.slice(0, mostTold);
  return { told, more: count - told.length };
}

/** Every two places of one key, in their order; the first ones, as many as are told. */
function firstPairs(again: readonly PlacedFault[]): PlacedFault[] {
  const [first] = again;
  if (first === undefined) return [];
  const lines = [first.since, ...again.map(({ line }) => line)];
  const pairs: PlacedFault[] = [];
  for (let index = 0; index < lines.length && pairs.length < mostTold; index += 1) {
    const since = lines[index] ?? null;
    for (const line of lines.slice(index + 1, index + 1 + mostTold)) pairs.push({ fault: first.fault, line, since });
  }
  return pairs;
}

/** Whether it is one that Compose finds when it looks for the project's name. */
export const isAtTop = ({ fault }: Pick<PlacedFault, "fault">) => "top" in fault && fault.top;

/** The words of go-yaml; `own`: not a file that another one names, which it names in turn; `together`: what it tells with it. */
export function goYamlWords({
  file,
  own,
  together,
  ...placed
}: PlacedFault & { readonly file: string; readonly own: boolean; readonly together?: ToldTogether }): string {
  const { fault, line } = placed;
  const inFile = `failed to parse ${file}: `;
  switch (fault.kind) {
    case "repeated-key":
    case "odd-key": {
      // Compose reads the file for the name of the project first, and sees nothing then but the keys at its top.
      if (fault.top && own) return allKeyWords(together ?? { told: [placed], more: 0 });
      return inFile + (fault.kind === "odd-key" ? `yaml: invalid map key: ${fault.shown}` : keyWords(placed));
    }
    case "tag":
      return `${inFile}yaml: ${fault.words}`;
    case "alias-cycle":
      return `${inFile}cycle detected: node at path ${fault.path} references node at path ${fault.before}`;
    case "all-taken-away":
      return "panic: runtime error: invalid memory address or nil pointer dereference";
    case "merge":
      return `${inFile}yaml: map merge requires map or sequence of maps as the value`;
    default:
      return `${own ? "" : inFile}yaml: ${line === null ? "" : `line ${line}: `}${plainWords(fault)}`;
  }
}

function allKeyWords({ told, more }: ToldTogether): string {
  const lines = told.map((each) => `  ${keyWords(each)}`);
  if (more > 0) lines.push(`  … and ${more.toLocaleString("en")} more like these`);
  return ["yaml: unmarshal errors:", ...lines].join("\n");
}

function keyWords({ fault, line, since }: PlacedFault): string {
  if (fault.kind === "odd-key") return `line ${line}: cannot unmarshal ${fault.tag} into string`;
  const name = fault.kind === "repeated-key" ? goQuote(fault.name) : "";
  return `line ${line}: mapping key ${name} already defined${since === null ? "" : ` at line ${since}`}`;
}

type PlainFault = Extract<YamlFault, { kind: "syntax" | "unknown-anchor" | "anchor-in-itself" | "too-deep" }>;

function plainWords(fault: PlainFault): string {
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
