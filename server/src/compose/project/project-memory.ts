import type { NumberedServices } from "./laid-services.js";

/** Stands for what the texts of a service say. */
class ServiceIdentity {
  readonly blocks: readonly object[];

  constructor(blocks: readonly object[]) {
    this.blocks = blocks;
  }

  isOf(services: NumberedServices, number: number): boolean {
    // The layers of an ordinary service are not made as long as nobody looks at them.
    const block = services.blockAt(number);
    if (block !== null) return this.blocks.length === 1 && this.blocks[0] === block;
    const { layers } = services.at(number);
    return layers.length === this.blocks.length && layers.every(({ body }, index) => body.part.block === this.blocks[index]);
  }
}

function identityOf(services: NumberedServices, number: number): ServiceIdentity {
  const block = services.blockAt(number);
  return new ServiceIdentity(block === null ? services.at(number).layers.map(({ body }) => body.part.block) : [block]);
}

/** What one load of a project leaves for the next one: which texts are still the same, and what was found in them. */
export class ProjectMemory {
  /** Stands for all texts that any service may rest on. */
  #shared: object = {};
  #texts: readonly unknown[] = [];
  #names: readonly string[] = [];
  #identities: readonly ServiceIdentity[] = [];
  /** Blocks in which every text can be interpolated. */
  #sound = new WeakSet<object>();

  /** Begins a load. `texts`: all that any service may rest on; what is not the same object or text is another one. */
  begin(texts: readonly unknown[]): object {
    const before = this.#texts;
    this.#texts = texts;
    if (texts.length === before.length && texts.every((text, index) => text === before[index])) return this.#shared;
    this.#shared = {};
    this.#names = [];
    this.#identities = [];
    this.#sound = new WeakSet();
    return this.#shared;
  }

  /** The identities of services; see `Service`. The same object as long as all of them are. */
  identitiesOf(services: NumberedServices): readonly object[] {
    const { names } = services;
    const before = this.#before(names);
    const now = names.map((_, number) => {
      const known = before[number];
      return known?.isOf(services, number) ? known : identityOf(services, number);
    });
    this.#names = names;
    const last = this.#identities;
    if (now.length !== last.length || now.some((identity, number) => identity !== last[number])) this.#identities = now;
    return this.#identities;
  }

  /** The identities of before, in the order of these names. */
  #before(names: readonly string[]): readonly (ServiceIdentity | undefined)[] {
    if (names === this.#names) return this.#identities;
    const known = new Map(this.#names.map((name, number) => [name, this.#identities[number]]));
    return names.map((name) => known.get(name));
  }

  isSound(block: object): boolean {
    return this.#sound.has(block);
  }

  noteSound(block: object): void {
    this.#sound.add(block);
  }
}
