import { largestFile } from "../../base/files.js";
import { interpolate, type Lookup } from "../interpolate.js";
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
  /** How many more characters and nodes there may be, all together: aliases of aliases multiply. */
  #left = largestFile;

  constructor(lookup: Lookup<Origin>) {
    this.#lookup = lookup;
  }

  printed(text: string): GoText {
    return this.#left < 0 ? { text: "", unseen: true } : { text, unseen: false };
  }

  map(fields: readonly Field[]): string {
    const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
    this.#left -= sorted.reduce((sum, { name }) => sum + name.length, 0);
    return `map[${sorted.map(({ name, value }) => `${name}:${this.value(value)}`).join(" ")}]`;
  }

  value(view: View | null): string {
    this.#left -= 1;
    if (this.#left < 0) return "";
    if (view?.node.kind === "map") return this.map([...entriesOf(view).values()]);
    if (view?.node.kind === "sequence")
      return `[${itemsOf(view)
        .map(({ value }) => this.value(value))
        .join(" ")}]`;
    const text = view?.node.kind === "scalar" ? resolveScalar(view.node).text : null;
    return text === null ? "<nil>" : this.#scalar(text);
  }

  #scalar(text: string): string {
    const result = interpolate(text, this.#lookup);
    this.#left = result.ok && result.unseen ? -1 : this.#left - (result.ok ? result.text : text).length;
    return result.ok ? result.text : text;
  }
}
