import type { ServiceParts } from "./model.js";

/** Stands for what the texts of a service say. */
class ServiceIdentity {
  readonly blocks: readonly object[];

  constructor(blocks: readonly object[]) {
    this.blocks = blocks;
  }

  isOf(parts: Pick<ServiceParts, "block" | "layers">): boolean {
    // The layers of an ordinary service are not made as long as nobody looks at them.
    if (parts.block !== null) return this.blocks.length === 1 && this.blocks[0] === parts.block;
    const { layers } = parts;
    if (layers.length !== this.blocks.length) return false;
    for (let index = 0; index < layers.length; index += 1) {
      if (layers[index]?.body.part.block !== this.blocks[index]) return false;
    }
    return true;
  }
}

/** What one load of a project leaves for the next one: which texts are still the same, and what was found in them. */
export class ProjectMemory {
  /** Stands for all texts that any service may rest on. */
  #shared: object = {};
  #texts: readonly unknown[] = [];
  #identities = new Map<string, ServiceIdentity>();
  /** Blocks in which every text can be interpolated. */
  #sound = new WeakSet<object>();

  /** Begins a load. `texts`: all that any service may rest on; what is not the same object or text is another one. */
  begin(texts: readonly unknown[]): object {
    const before = this.#texts;
    this.#texts = texts;
    if (texts.length === before.length && texts.every((text, index) => text === before[index])) return this.#shared;
    this.#shared = {};
    this.#identities = new Map();
    this.#sound = new WeakSet();
    return this.#shared;
  }

  /** The identity of a service; see `Service`. */
  identityOf(name: string, parts: Pick<ServiceParts, "block" | "layers">): object {
    const known = this.#identities.get(name);
    if (known?.isOf(parts)) return known;
    const blocks = parts.block === null ? parts.layers.map(({ body }) => body.part.block) : [parts.block];
    const identity = new ServiceIdentity(blocks);
    this.#identities.set(name, identity);
    return identity;
  }

  /** Forgets services that are no more, when they have become many. */
  keepOnly(services: ReadonlyMap<string, unknown>): void {
    if (this.#identities.size <= 2 * services.size + 100) return;
    for (const name of this.#identities.keys()) if (!services.has(name)) this.#identities.delete(name);
  }

  isSound(block: object): boolean {
    return this.#sound.has(block);
  }

  noteSound(block: object): void {
    this.#sound.add(block);
  }
}
