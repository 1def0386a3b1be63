import type { KnownText } from "../../base/known-text.js";
import type { BlockTable } from "./block-table.js";
import type { ServiceText, ServiceTexts } from "./document.js";

/** Services that are there anyway. */
export class ListedServices implements ServiceTexts {
  readonly names: readonly string[];
  readonly #texts: ReadonlyMap<string, ServiceText>;

  constructor(texts: Iterable<ServiceText>) {
    this.#texts = new Map(Array.from(texts, (text) => [text.name, text]));
    this.names = [...this.#texts.keys()];
  }

  at(number: number): ServiceText {
    return this.#texts.get(this.names[number] as string) as ServiceText;
  }

  get(name: string): ServiceText | undefined {
    return this.#texts.get(name);
  }

  values(): Iterable<ServiceText> {
    return this.#texts.values();
  }

  ordinaryBlock(): null {
    return null;
  }

  baseAt(): null {
    return null;
  }
}

/** A text that was cut. */
interface CutText {
  readonly table: BlockTable;
  piece(index: number): ServiceText;
  isOrdinary(index: number): boolean;
}

/** Services that have a block each; their pieces are made when someone asks for them. */
export class CutServices implements ServiceTexts {
  readonly names: readonly string[];
  readonly #text: CutText;

  constructor(text: CutText) {
    this.names = text.table.names.services;
    this.#text = text;
  }

  at(number: number): ServiceText {
    return this.#text.piece(this.#indexOf(number));
  }

  get(name: string): ServiceText | undefined {
    const index = this.#text.table.names.ofService(name);
    return index === undefined ? undefined : this.#text.piece(index);
  }

  *values(): Iterable<ServiceText> {
    for (const index of this.#text.table.names.serviceBlocks) yield this.#text.piece(index);
  }

  ordinaryBlock(number: number): KnownText | null {
    const index = this.#indexOf(number);
    return this.#text.isOrdinary(index) ? (this.#text.table.blocks[index] ?? null) : null;
  }

  baseAt(number: number): number | null {
    return this.#text.table.starts[this.#indexOf(number)] ?? null;
  }

  #indexOf(number: number): number {
    return this.#text.table.names.serviceBlocks[number] as number;
  }
}
