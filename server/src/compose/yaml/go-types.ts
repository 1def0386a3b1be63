import type { YamlNode } from "./nodes.js";
import { resolveScalar } from "./scalar.js";
import { kindOf } from "./value-kinds.js";

/** The type that Go gives a value of YAML, as Compose's messages name it. */
export function goTypeOf(node: YamlNode): string {
  const kind = kindOf(node);
  if (kind !== "integer") return goTypes[kind];
  return node.kind === "scalar" && BigInt(resolveScalar(node).text ?? 0) >= 2n ** 63n ? "uint64" : "int";
}

export const goTypes = {
  null: "<nil>",
  boolean: "bool",
  float: "float64",
  timestamp: "time.Time",
  string: "string",
  map: "map[string]interface {}",
  sequence: "[]interface {}",
} as const;
