import { interpolate, type Lookup, longestGrowth } from "../interpolate.js";
import type { Origin } from "../types.js";
import { entriesOf, type Field, itemsOf, type View } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";

/** A text that Go prints; `unseen` where it is longer than what is put together here. */
export interface GoText {
  readonly text: string;
  readonly unseen: boolean;
}

/** A map as Go's `%v` prints it, its texts interpolated. */
export function goMap(fields: readonly Field[], lookup: Lookup<Origin>): GoText {
  const printer = new GoPrinter(lookup);
  return printer.printed(printer.map(fields));
}

/** A value in the same way. */
export function goText(view: View | null, lookup: Lookup<Origin>): GoText {
  const printer = new GoPrinter(lookup);
  return printer.printed(printer.value(view));
}

class GoPrinter {
  readonly #lookup: Lookup<Origin>;
  /** How much more the texts may grow, all together. */
  #left = longestGrowth;

  constructor(lookup: Lookup<Origin>) {
    this.#lookup = lookup;
  }

  printed(text: string): GoText {
    return this.#left < 0 ? { text: "", unseen: true } : { text, unseen: false };
  }

  map(fields: readonly Field[]): string {
    const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
    return `map[${sorted.map(({ name, value }) => `${name}:${this.value(value)}`).join(" ")}]`;
  }

  value(view: View | null): string {
    if (view?.node.kind === "map") return this.map([...entriesOf(view).values()]);
    if (view?.node.kind === "sequence")
      return `[${itemsOf(view)
        .map(({ value }) => this.value(value))
        .join(" ")}]`;
    const text = view?.node.kind === "scalar" ? resolveScalar(view.node).text : null;
    return text === null ? "<nil>" : this.#scalar(text);
  }

  #scalar(text: string): string {
    const result = this.#left < 0 ? null : interpolate(text, this.#lookup);
    if (result?.ok !== true) return text;
    this.#left = result.unseen ? -1 : this.#left - Math.max(0, result.text.length - text.length);
    return result.text;
  }
}
