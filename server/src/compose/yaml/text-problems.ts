import type { Location } from "../../base/text.js";
import type { YamlFault } from "./faults.js";
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
  const aliases = document.openAliases.flatMap((alias) => {
    const kind = alias.target === "itself" ? "anchor-in-itself" : "unknown-anchor";
    return follow({ part, node: alias }) === null ? [problem({ kind, name: alias.name }, alias)] : [];
  });
  const found = document.problems.map((each) => ({
    ...problem(each.fault, each),
    ...(each.first === undefined ? {} : { repeats: { first: base + each.first, again: base + each.start } }),
  }));
  const merges = document.merges.flatMap((node) => (isMergeable({ part, node }) ? [] : [problem({ kind: "merge" }, node)]));
  return inOrder([...aliases, ...found, ...(found.some(({ fault }) => fault.kind === "syntax") ? [] : merges)]);
}

/** First what go-yaml finds while it parses a document, then what it finds when it looks at the nodes. */
export function inOrder(problems: readonly TextProblem[]): TextProblem[] {
  const isOfParser = ({ fault }: TextProblem) => fault.kind === "syntax" || fault.kind === "unknown-anchor";
  return [...problems.filter(isOfParser), ...problems.filter((problem) => !isOfParser(problem))];
}

function isMergeable(view: View): boolean {
  const value = follow(view);
  if (value === null) return true; // the alias is reported
  if (value.node.kind !== "sequence") return value.node.kind === "map";
  return value.node.items.every(({ node }) => (follow({ part: value.part, node })?.node.kind ?? "map") === "map");
}
