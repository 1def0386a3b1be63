import type { Location } from "../../base/text.js";
import type { Lookup } from "../interpolate.js";
import { interpolatedText } from "../layers.js";
import type { SchemaFault } from "../reasons.js";
import type { Origin } from "../types.js";
import { entriesOf, type Field, itemsOf, locate, locationOf, type View } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { isReset, kindOf, valueLocation } from "../yaml/value-kinds.js";
import { itemsApart, readItems } from "./apart.js";
import type { ComposeKey } from "./key-table.js";

/** Refuses what stands at a path of the merged project, as the schema does. */
export type Invalid = (path: string, fault: SchemaFault, at: Location) => void;

/** The keys that the schema does not know; null when it knows all. */
export function strangeKeys(
  fields: Iterable<Field>,
  known: (name: string) => boolean,
): { readonly fault: SchemaFault; readonly at: Location } | null {
  const strange = [...fields].filter((field) => !known(field.name) && kindOf(field.key) === "string" && !isReset(field));
  const [head] = strange;
  if (head === undefined) return null;
  const names = strange.map(({ name }) => name);
  return { fault: { kind: "unknown-keys", names }, at: locate(head.part, head.key) };
}

/** Whether a value is of a kind that its key takes; what it is not is refused, and so is all inside of it that does not fit. */
export function fits(path: string, field: Field, wanted: ComposeKey, invalid: Invalid, lookup: Lookup<Origin>): boolean {
  if (isReset(field) || field.value === null) return true;
  return fitsAt(path, field.value, valueLocation(field), wanted, invalid, lookup);
}

function fitsAt(path: string, value: View, at: Location, wanted: ComposeKey, invalid: Invalid, lookup: Lookup<Origin>): boolean {
  if (!wanted.kinds.includes(kindOf(value.node))) {
    const isTime = kindOf(value.node) === "timestamp";
    invalid(path, isTime ? { kind: "no-json", type: "time.Time" } : { kind: "type", wanted: wanted.says }, at);
    return false;
  }
  if (value.node.kind === "scalar") {
    const wrong = textProblem(value, wanted, lookup) ?? numberProblem(value, wanted);
    if (wrong !== null) invalid(path, wrong, at);
  } else if (value.node.kind === "sequence") fitItems(path, value, wanted, invalid, lookup);
  else if (wanted.entries.size > 0 || wanted.values !== undefined || wanted.names !== undefined)
    fitEntries(path, value, at, wanted, invalid, lookup);
  return true;
}

function fitItems(path: string, view: View, wanted: ComposeKey, invalid: Invalid, lookup: Lookup<Origin>): void {
  const { items, distinct, apart } = wanted;
  const seen = new Map<string, number>();
  const left = apart === undefined ? itemsOf(view) : itemsApart(apart, readItems(view, lookup));
  for (const [index, { value }] of left.entries()) {
    if (value === null) continue;
    if (items !== undefined) fitsAt(`${path}.${index}`, value, locationOf(value), items, invalid, lookup);
    const text = distinct === true ? interpolatedText(value, lookup)?.text : undefined;
    const before = text === undefined ? undefined : seen.get(text);
    if (before !== undefined) {
      // Of several forms the schema asks for the first one.
      const isMapWanted = wanted.kinds[0] === "map";
      const fault: SchemaFault = isMapWanted
        ? { kind: "type", wanted: wanted.says }
        : { kind: "equal-items", first: before, again: index };
      invalid(path, fault, locationOf(value));
    } else if (text !== undefined) seen.set(text, index);
  }
}

/** Of a list that several texts make together, lowest first: what it says that stands in another one of them already. */
export function fitTogether(
  path: string,
  lists: readonly { readonly field: Field; readonly lookup: Lookup<Origin> }[],
  invalid: Invalid,
): void {
  const seen = new Map<string, { readonly index: number; readonly list: number }>();
  let index = 0;
  for (const [list, { field, lookup }] of lists.entries()) {
    for (const { value } of itemsOf(field.value)) {
      const text = value === null ? undefined : interpolatedText(value, lookup)?.text;
      const before = text === undefined ? undefined : seen.get(text);
      if (value !== null && before !== undefined && before.list !== list) {
        invalid(path, { kind: "equal-items", first: before.index, again: index }, locationOf(value));
      } else if (text !== undefined && before === undefined) seen.set(text, { index, list });
      index += 1;
    }
  }
}

function fitEntries(path: string, view: View, at: Location, wanted: ComposeKey, invalid: Invalid, lookup: Lookup<Origin>): void {
  const { entries, values, closed, names, looseNames } = wanted;
  const fields = entriesOf(view);
  const named = names === undefined ? null : new RegExp(names);
  const isKnown = (key: string) => named?.test(key) ?? (entries.has(key) || key.startsWith("x-"));
  const strange = closed || (named !== null && looseNames !== true) ? strangeKeys(fields.values(), isKnown) : null;
  if (strange !== null) invalid(path, strange.fault, strange.at);
  const isThere = (field: Field | undefined) => field !== undefined && !isReset(field);
  const missing = [...entries].find(([key, { required }]) => required && !isThere(fields.get(key)))?.[0];
  // Where something else than a map is accepted too, that is what the schema asks for.
  if (missing !== undefined)
    invalid(path, wanted.kinds.length > 1 ? { kind: "type", wanted: wanted.says } : { kind: "missing-key", key: missing }, at);
  for (const [key, field] of fields) {
    const inside = entries.get(key) ?? (named?.test(key) === false ? undefined : values);
    if (inside !== undefined) fits(`${path}.${key}`, field, inside, invalid, lookup);
  }
}

function numberProblem({ node }: View, { least }: ComposeKey): SchemaFault | null {
  if (least === undefined || node.kind !== "scalar" || kindOf(node) !== "integer") return null;
  return Number(resolveScalar(node).text) < least ? { kind: "least", least } : null;
}

function textProblem(view: View, { oneOf, pattern }: ComposeKey, lookup: Lookup<Origin>): SchemaFault | null {
  if (oneOf === undefined && pattern === undefined) return null;
  const text = interpolatedText(view, lookup)?.text ?? "";
  if (oneOf !== undefined && !oneOf.includes(text)) return { kind: "one-of", texts: oneOf };
  return pattern === undefined || new RegExp(pattern).test(text) ? null : { kind: "pattern", text, pattern };
}
