import type { Location } from "../../base/text.js";
import type { YamlDocument } from "./nodes.js";
import { follow, locate, type Part, type View } from "./placed-nodes.js";

/** Something wrong with a text itself. */
export interface TextProblem {
  readonly message: string;
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
export function problemsOf(part: Part, document: YamlDocument, service: string | null): TextProblem[] {
  const problems: TextProblem[] = document.problems.map((problem) => ({
    message: problem.message,
    at: locate(part, problem),
    service,
    ...(problem.first === undefined ? {} : { repeats: { first: part.base + problem.first, again: part.base + problem.start } }),
  }));
  for (const alias of document.openAliases) {
    const message =
      alias.target === "itself" ? `anchor '${alias.name}' value contains itself` : `unknown anchor '${alias.name}' referenced`;
    if (follow({ part, node: alias }) === null) problems.push({ message, at: locate(part, alias), service });
  }
  for (const node of document.merges) {
    if (!isMergeable({ part, node })) {
      problems.push({ message: "map merge requires map or sequence of maps as the value", at: locate(part, node), service });
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
