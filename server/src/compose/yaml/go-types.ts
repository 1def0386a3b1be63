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

/** A time as Go's `%#v` writes it, from how Go prints it; one of another zone as it is printed. */
export function goTime(text: string): string {
  const match = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)(?:\.(\d+))? \+0000 UTC$/.exec(text);
  if (match === null) return text;
  const [year, month = 1, ...rest] = match.slice(1, 7).map(Number);
  const nanoseconds = Number((match[7] ?? "").padEnd(9, "0"));
  return `time.Date(${[year, `time.${months[month - 1]}`, ...rest, nanoseconds, "time.UTC"].join(", ")})`;
}

const months: readonly string[] = "January February March April May June July August September October November December".split(
  " ",
);
