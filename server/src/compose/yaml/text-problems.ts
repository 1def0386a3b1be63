import type { Location } from "../../base/text.js";
import { aliasCycle } from "./alias-cycles.js";
import type { YamlFault } from "./faults.js";
import { goSyntax } from "./go-syntax.js";
import type { YamlDocument } from "./nodes.js";
import { follow, locate, type PlacedText, type View } from "./placed-nodes.js";

/** Something wrong with a text itself. */
export interface TextProblem {
  readonly fault: YamlFault;
  readonly at: Location;
  /** Where the text begins in the file that was parsed and whose lines the fault counts. */
  readonly base: number;
  /** Whether it stands in a document after the first one of its file. */
  readonly later: boolean;
  /** The service whose text is broken; null when the whole document is. */
  readonly service: string | null;
  /** Of a key that stands twice: where it stands first and where again, in the file. */
  readonly repeats?: Repeats;
}

export interface Repeats {
  readonly first: number;
  readonly again: number;
}

/**
 * What is wrong with a parsed piece, references to other pieces included, in the order in which go-yaml finds it: an alias of
 * nothing while it parses, as what it stumbles over; what nodes mean when all of them are there.
 */
export function problemsOf(part: PlacedText, document: YamlDocument, service: string | null, later = false): TextProblem[] {
  const { base } = part;
  const problem = (fault: YamlFault, span: { readonly start: number; readonly end: number }): TextProblem => ({
    fault,
    at: locate(part, span),
    base,
    later,
    service,
  });
  const cycle = document.hasAliases ? aliasCycle(part, document, service) : null;
  const cycles = cycle === null ? [] : [problem(cycle.fault, cycle.alias)];
  const aliases = document.openAliases.flatMap((alias) => {
    const kind = alias.target === "itself" ? "anchor-in-itself" : "unknown-anchor";
    if (kind === "anchor-in-itself" && cycle !== null) return [];
    return follow({ part, node: alias }) === null ? [problem({ kind, name: alias.name }, alias)] : [];
  });
  const found = document.problems.map((each) => ({
    ...problem(each.fault, each),
    ...(each.first === undefined ? {} : { repeats: { first: base + each.first, again: base + each.start } }),
  }));
  const merges = document.merges.flatMap((node) => (isMergeable({ part, node }) ? [] : [problem({ kind: "merge" }, node)]));
  const keys = document.oddKeys.flatMap(({ key, top }) => {
    const fault = oddKeyFault({ part, node: key }, top);
    return fault === null ? [] : [problem(fault, key)];
  });
  const { root } = document;
  const tagAt = root?.tag === resetTag && root.kind !== "scalar" ? part.text.indexOf(resetTag) : -1;
  const takenAway = tagAt === -1 ? [] : [problem({ kind: "all-taken-away" }, { start: tagAt, end: tagAt + resetTag.length })];
  const isRead = !found.some(({ fault }) => fault.kind === "syntax");
  return inOrder([...aliases, ...found, ...(isRead ? [...takenAway, ...cycles, ...keys, ...merges] : [])]);
}

/** Whether go-yaml finds it while it parses: then there are no nodes at which it could look. */
export function isOfParser({ fault }: TextProblem): boolean {
  return fault.kind === "syntax" || fault.kind === "unknown-anchor" || fault.kind === "too-deep";
}

/** First what go-yaml finds while it parses a document, then what it finds when it looks at the nodes. */
export function inOrder(problems: readonly TextProblem[]): TextProblem[] {
  return [...problems.filter(isOfParser), ...problems.filter((problem) => !isOfParser(problem))];
}

const resetTag = "!reset";

function oddKeyFault(view: View, top: boolean): YamlFault | null {
  const kind = follow(view)?.node.kind;
  if (kind !== "map" && kind !== "sequence") return null;
  return { kind: "odd-key", tag: kind === "map" ? "!!map" : "!!seq", shown: goSyntax(view), top };
}

function isMergeable(view: View): boolean {
  const value = follow(view);
  if (value === null) return true; // the alias is reported
  if (value.node.kind !== "sequence") return value.node.kind === "map";
  return value.node.items.every(({ node }) => (follow({ part: value.part, node })?.node.kind ?? "map") === "map");
}
