import type { Location } from "../../base/text.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { SchemaFault } from "../reasons.js";
import type { Origin } from "../types.js";
import { entriesOf, type Field, itemsOf, locationOf, type View } from "../yaml/placed-nodes.js";
import { isReset, kindOf, type Shape, strangeKeys, valueLocation } from "../yaml/shapes.js";

/** Refuses what stands at a path of the merged project, as the schema does. */
export type Invalid = (path: string, fault: SchemaFault, at: Location) => void;

/** Whether a value has the shape that the schema wants; what has not is refused. */
export function fits(path: string, field: Field, shape: Shape, invalid: Invalid, lookup: Lookup<Origin>): boolean {
  if (isReset(field) || field.value === null) return true;
  return fitsAt(path, field.value, valueLocation(field), shape, invalid, lookup);
}

function fitsAt(path: string, value: View, at: Location, shape: Shape, invalid: Invalid, lookup: Lookup<Origin>): boolean {
  if (!shape.kinds.includes(kindOf(value.node))) {
    invalid(path, { kind: "type", wanted: shape.says }, at);
    return false;
  }
  if (value.node.kind === "scalar") {
    const wrong = textProblem(value, shape, lookup);
    if (wrong !== null) invalid(path, wrong, at);
  } else if (value.node.kind === "sequence") fitItems(path, value, shape, invalid, lookup);
  else if (shape.entries !== undefined || shape.values !== undefined) fitEntries(path, value, at, shape, invalid, lookup);
  return true;
}

function fitItems(path: string, view: View, { items, distinct }: Shape, invalid: Invalid, lookup: Lookup<Origin>): void {
  const seen = new Map<string, number>();
  for (const [index, { value }] of itemsOf(view).entries()) {
    if (value === null) continue;
    if (items !== undefined) fitsAt(`${path}.${index}`, value, locationOf(value), items, invalid, lookup);
    const text = distinct === true ? interpolatedText(value, lookup)?.text : undefined;
    const before = text === undefined ? undefined : seen.get(text);
    if (before !== undefined) invalid(path, { kind: "equal-items", first: before, again: index }, locationOf(value));
    else if (text !== undefined) seen.set(text, index);
  }
}

function fitEntries(path: string, view: View, at: Location, shape: Shape, invalid: Invalid, lookup: Lookup<Origin>): void {
  const { entries, values, required = [] } = shape;
  const fields = entriesOf(view);
  const strange = entries === undefined ? null : strangeKeys(fields.values(), (key) => entries.has(key) || key.startsWith("x-"));
  if (strange !== null) invalid(path, strange.fault, strange.at);
  const missing = required.find((key) => !fields.has(key));
  // Where something else than a map is accepted too, that is what the schema asks for.
  if (missing !== undefined)
    invalid(path, shape.kinds.length > 1 ? { kind: "type", wanted: shape.says } : { kind: "missing-key", key: missing }, at);
  for (const [key, field] of fields) {
    const wanted = entries?.get(key) ?? values;
    if (wanted !== undefined) fits(`${path}.${key}`, field, wanted, invalid, lookup);
  }
}

function textProblem(view: View, { oneOf, pattern }: Shape, lookup: Lookup<Origin>): SchemaFault | null {
  if (oneOf === undefined && pattern === undefined) return null;
  const text = interpolatedText(view, lookup)?.text ?? "";
  if (oneOf !== undefined && !oneOf.includes(text)) return { kind: "one-of", texts: oneOf };
  return pattern === undefined || new RegExp(pattern).test(text) ? null : { kind: "pattern", text, pattern };
}
