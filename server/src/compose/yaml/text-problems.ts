import type { Location } from "../../base/text.js";
import type { YamlFault } from "./faults.js";
import type { YamlDocument } from "./nodes.js";
import { follow, locate, type PlacedText, type View } from "./placed-nodes.js";

/** Something wrong with a text itself. */
export interface TextProblem {
  readonly fault: YamlFault;
  /** Whether it only follows from a problem before it. */
  readonly aftermath: boolean;
  readonly at: Location;
  /** The service whose text is broken; null when the whole document is. */
  readonly service: string | null;
  /** Of a key that stands twice: where it stands first and where again, in the file. */
  readonly repeats?: Repeats;
}

export interface Repeats {
  readonly first: number;
  readonly again: number;
}

/** What is wrong with a parsed piece, references to other pieces included. */
export function problemsOf(part: PlacedText, document: YamlDocument, service: string | null): TextProblem[] {
  const problems: TextProblem[] = document.problems.map((problem) => ({
    fault: problem.fault,
    aftermath: problem.aftermath === true,
    at: locate(part, problem),
    service,
    ...(problem.first === undefined ? {} : { repeats: { first: part.base + problem.first, again: part.base + problem.start } }),
  }));
  for (const alias of document.openAliases) {
    const kind = alias.target === "itself" ? "anchor-in-itself" : "unknown-anchor";
    const fault = { kind, name: alias.name } as const;
    if (follow({ part, node: alias }) === null) problems.push({ fault, aftermath: false, at: locate(part, alias), service });
  }
  for (const node of document.merges) {
    if (!isMergeable({ part, node })) {
      problems.push({ fault: { kind: "merge" }, aftermath: false, at: locate(part, node), service });
    }
  }
  return problems;
}

function isMergeable(view: View): boolean {
  const value = follow(view);
  if (value === null) return true; // the alias is reported
  if (value.node.kind !== "sequence") return value.node.kind === "map";
  return value.node.items.every(({ node }) => (follow({ part: value.part, node })?.node.kind ?? "map") === "map");
}
