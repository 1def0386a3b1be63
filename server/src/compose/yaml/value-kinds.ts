import type { Location } from "../../base/text.js";
import type { YamlNode } from "./nodes.js";
import { type Field, locate, tagOf } from "./placed-nodes.js";
import { type PlainScalar, resolveScalar } from "./scalar.js";

/** What Compose tells apart when it judges a value. */
export type ValueKind = "map" | "sequence" | PlainScalar["type"];

/** The kind of a value; an alias counts as what it repeats, so callers follow it. */
export function kindOf(node: YamlNode): ValueKind {
  if (node.kind === "map" || node.kind === "sequence") return node.kind;
  if (node.kind === "alias") return "string";
  return resolveScalar(node).type;
}

/** Whether a value only takes away what earlier files say, so that there is none to judge. */
export const isReset = (field: Field) => tagOf(field) === "!reset";

/** Where a value stands; its key where it has no text. */
export function valueLocation({ part, key, written }: Field): Location {
  return locate(part, written.end > written.start ? written : key);
}
