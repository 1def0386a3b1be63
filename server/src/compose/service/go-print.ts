import { largestFile } from "../../base/files.js";
import { interpolate, type Lookup } from "../interpolate.js";
import type { Origin } from "../types.js";
import { goTypeOf } from "../yaml/go-types.js";
import type { YamlNode } from "../yaml/nodes.js";
import { entriesOf, type Field, itemsOf, type PlacedText, type View } from "../yaml/placed-nodes.js";
import { resolveScalar } from "../yaml/scalar.js";
import { kindOf } from "../yaml/value-kinds.js";

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

/** A value as Go's `%s` prints it, which complains of what is no text. */
export function goTextOf(view: View, lookup: Lookup<Origin>): GoText {
  const printer = new GoPrinter(lookup, true);
  return printer.printed(printer.value(view));
}

/** What a map or a list came to: its text, and how many characters and nodes that took. */
interface Printed {
  readonly part: PlacedText;
  readonly text: string;
  readonly size: number;
}

class GoPrinter {
  readonly #lookup: Lookup<Origin>;
  readonly #complains: boolean;
  /** How many more characters and nodes there may be, all together: aliases of aliases multiply. */
  #left = largestFile;
  /** What was printed of maps and lists, which aliases repeat. */
  readonly #printed = new Map<YamlNode, Printed>();

  /** `complains`: whether texts alone are wanted. */
  constructor(lookup: Lookup<Origin>, complains = false) {
    this.#lookup = lookup;
    this.#complains = complains;
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
    const kind = view?.node.kind;
    if (view !== null && (kind === "map" || kind === "sequence")) return this.#repeated(view);
    const text = view?.node.kind === "scalar" ? resolveScalar(view.node).text : null;
    if (view === null || text === null) return "<nil>";
    return this.#complains && kindOf(view.node) !== "string" ? `%!s(${goTypeOf(view.node)}=${text})` : this.#scalar(text);
  }

  /** A map or a list, which counts each time that it is printed, and is put together once. */
  #repeated(view: View): string {
    const known = this.#printed.get(view.node);
    if (known?.part === view.part) {
      this.#left -= known.size;
      return this.#left < 0 ? "" : known.text;
    }
    const before = this.#left;
    const text = view.node.kind === "map" ? this.map([...entriesOf(view).values()]) : this.#list(view);
    if (this.#left >= 0) this.#printed.set(view.node, { part: view.part, text, size: before - this.#left });
    return text;
  }

  #list(view: View): string {
    return `[${itemsOf(view)
      .map(({ value }) => this.value(value))
      .join(" ")}]`;
  }

  #scalar(text: string): string {
    const result = interpolate(text, this.#lookup);
    this.#left = result.ok && result.unseen ? -1 : this.#left - (result.ok ? result.text : text).length;
    return result.ok ? result.text : text;
  }
}
