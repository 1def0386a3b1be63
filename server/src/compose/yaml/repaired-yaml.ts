import type { Span } from "../../base/text.js";
import type { YamlDocument, YamlProblem } from "./nodes.js";
import { parseYaml } from "./parse-yaml.js";

/** A text of YAML, read as far as it can be. */
export interface ReadYaml {
  /** The documents of the text as it is written. */
  readonly written: readonly YamlDocument[];
  /** Those of the text without the lines that are left out; the same where none is. */
  readonly documents: readonly YamlDocument[];
  /** The lines that are left out so that the others can be read, in order. What they say is unseen. */
  readonly leftOut: readonly Span[];
  /** Whether the documents can be read to their end. */
  readonly sound: boolean;
}

/** Who types breaks one line, and what follows it may be broken by that; a text with more faults is none that we read. */
const mostRepairs = 3;

const nothing: readonly never[] = [];

/** Parses a text. Where its syntax is broken, the line at fault counts as blank, so that the other lines say what they say. */
export function readYaml(text: string): ReadYaml {
  const written = parseYaml(text);
  let documents = written;
  let fault = firstFault(documents);
  if (fault === null) return { written, documents, leftOut: nothing, sound: true };
  const leftOut: Span[] = [];
  for (let repaired = text; fault !== null && leftOut.length < mostRepairs; fault = firstFault(documents)) {
    const line = lineOf(repaired, fault.start);
    if (line === null) break;
    leftOut.push(line);
    repaired = repaired.slice(0, line.start) + " ".repeat(line.end - line.start) + repaired.slice(line.end);
    documents = parseYaml(repaired);
  }
  return { written, documents, leftOut: leftOut.sort((a, b) => a.start - b.start), sound: fault === null };
}

/** What keeps a text from being read; a key that stands twice does not: the last one counts. */
export function isSyntaxFault({ fault }: Pick<YamlProblem, "fault">): boolean {
  return fault.kind !== "repeated-key";
}

function firstFault(documents: readonly YamlDocument[]): YamlProblem | null {
  let first: YamlProblem | null = null;
  for (const { problems } of documents) {
    for (const problem of problems) {
      if (isSyntaxFault(problem) && (first === null || problem.start < first.start)) first = problem;
    }
  }
  return first;
}

/** The last line with content that begins at or before an offset; null where there is none. */
function lineOf(text: string, offset: number): Span | null {
  let end = endOfLine(text, Math.min(offset, text.length));
  while (end >= 0) {
    let start = end;
    while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start -= 1;
    if (!/^[ \t]*(?:#|$)/.test(text.slice(start, end))) return { start, end };
    end = start - 1;
  }
  return null;
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end += 1;
  return end;
}

const isBreak = (code: number) => code === 0x0a || code === 0x0d;
