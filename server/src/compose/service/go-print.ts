import { interpolate, type Lookup } from "../interpolate.js";
import type { Origin } from "../types.js";
import { entriesOf, type Field, itemsOf, type View } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";

/** A map as Go's `%v` prints it. */
export function goMap(fields: readonly Field[], lookup: Lookup<Origin>): string {
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
  return `map[${sorted.map(({ name, value }) => `${name}:${goText(value, lookup)}`).join(" ")}]`;
}

/** A value in the same way, its texts interpolated. */
export function goText(view: View | null, lookup: Lookup<Origin>): string {
  if (view?.node.kind === "map") return goMap([...entriesOf(view).values()], lookup);
  if (view?.node.kind === "sequence")
    return `[${itemsOf(view)
      .map(({ value }) => goText(value, lookup))
      .join(" ")}]`;
  const text = view?.node.kind === "scalar" ? resolveScalar(view.node).text : null;
  if (text === null) return "<nil>";
  const result = interpolate(text, lookup);
  return result.ok ? result.text : text;
}
