import { interpolatedText, type Layer, valuesOf } from "../layers.js";
import type { DependsOnEntry } from "../types.js";
import { entriesOf, itemsOf, locate } from "../yaml/placed-nodes.js";
import { contentLocation } from "../yaml/scalar-span.js";

/** The services in `depends_on`, list or map, in every text of a service; one that several texts name is there more than once. */
export function dependenciesIn(layers: readonly Layer[]): DependsOnEntry[] {
  return valuesOf(layers, "depends_on").flatMap(({ view, layer }): DependsOnEntry[] => {
    const items = itemsOf(view).flatMap(({ start, part, value }): DependsOnEntry[] => {
      const name = interpolatedText(value, layer.scope.lookup);
      if (name === null || value === null || value.part !== part || view?.node.kind !== "sequence") return [];
      const at = locate(part, { start, end: value.node.end });
      const { flow } = view.node;
      return [{ name: name.text, entry: { form: "list-item", at, key: name.at, value: null, quotes: "none", flow } }];
    });
    const pairs = [...entriesOf(view).values()].map(({ name, part, key, colonEnd, written, map }): DependsOnEntry => {
      const at = locate(part, { start: key.start, end: Math.max(written.end, colonEnd ?? key.end) });
      const entry = {
        form: "map-pair",
        at,
        key: contentLocation(part, key),
        value: null,
        quotes: "none",
        flow: map.flow,
      } as const;
      return { name, entry };
    });
    return [...items, ...pairs];
  });
}
