import type { ParsedBlock } from "./parsed-block.js";

/**
 * Which blocks of a table hold which keys. Blocks are named by their numbers, so that it serves the next version of a text too, as
 * long as no key comes, goes, or is another one.
 */
export class BlockNames {
  /** The top-level keys that there are. */
  readonly sections: ReadonlySet<string>;
  /** The names of the services that have a block, in order. */
  readonly services: readonly string[];
  /** The block of each of them; of several with one name the last one. */
  readonly serviceBlocks: readonly number[];
  /** Where the section of the services was cut and stands twice: the block that has it first, and the one before its services. */
  readonly secondServices: { readonly first: number; readonly gap: number } | null = null;
  /** The same, and the block of each top-level key. */
  readonly #ofService = new Map<string, number>();
  readonly #ofSection = new Map<string, number>();
  /** Of a block whose key stands before: the last block that has it. */
  readonly #earlier = new Map<number, number>();

  constructor(blocks: readonly ParsedBlock[]) {
    const sections = new Set<string>();
    for (const [index, { kind, name }] of blocks.entries()) {
      if (kind === "gap") {
        if (blocks[index + 1]?.kind !== "service") continue;
        const first = this.#ofSection.get("services");
        if (first !== undefined) this.secondServices = { first, gap: index };
        this.#ofSection.delete("services");
        sections.add("services");
      } else if (name !== null) {
        const numbers = kind === "service" ? this.#ofService : this.#ofSection;
        const earlier = numbers.get(name);
        if (earlier !== undefined) this.#earlier.set(index, earlier);
        numbers.set(name, index);
        if (kind === "top") sections.add(name);
      }
    }
    this.sections = sections;
    this.services = [...this.#ofService.keys()];
    this.serviceBlocks = [...this.#ofService.values()];
  }

  ofService(name: string): number | undefined {
    return this.#ofService.get(name);
  }

  ofSection(name: string): number | undefined {
    return this.#ofSection.get(name);
  }

  /** The last block before another one that has the same key. */
  earlier(index: number): number | undefined {
    return this.#earlier.get(index);
  }
}
