import type { KnownText } from "../../base/known-text.js";
import type { Layer } from "../layers.js";
import type { ServiceText, ServiceTexts } from "../yaml/document.js";
import { nothingUnseen, type Unseen } from "../yaml/unseen-parts.js";

/** What a service is made of. */
export interface ServiceParts {
  /** The only block that it is read from, where that is known without a look at its layers. */
  readonly block: KnownText | null;
  readonly layers: readonly Layer[];
  /** Whether one of its texts cannot be read. */
  readonly broken: boolean;
  /** What of it is unseen: all, where an `extends` could not be followed. */
  readonly unseen: Unseen;
}

/** What the services of one document have in common. */
export type Place = Pick<Layer, "directory" | "scope" | "document">;

/** Services by number, in order; made when someone asks for them. */
export interface NumberedServices {
  /** The same object as in the version before as long as the names are, where one document has them all. */
  readonly names: readonly string[];
  at(number: number): ServiceParts;
  /** As of its parts, which need not be made for that. */
  blockAt(number: number): KnownText | null;
  /** Where that block begins. */
  baseAt(number: number): number | null;
}

/** The services of some documents, as these are laid over one another. */
export class LaidServices {
  /** While nothing is laid over the first document: its own. */
  #first: FirstServices | null = null;
  readonly #parts = new Map<string, ServiceParts>();

  get isEmpty(): boolean {
    return this.#first === null && this.#parts.size === 0;
  }

  /** Begins with all services of a document; `others`: the parts of those that are no ordinary ones, by number. */
  begin(texts: ServiceTexts, others: ReadonlyMap<number, ServiceParts>, place: Place): void {
    this.#first = new FirstServices(texts, others, place);
  }

  add(name: string, part: ServiceParts): void {
    const parts = this.#all();
    const known = parts.get(name);
    parts.set(name, known === undefined ? part : laidOver(known, part));
  }

  delete(name: string): void {
    this.#all().delete(name);
  }

  clear(): void {
    this.#first = null;
    this.#parts.clear();
  }

  entries(): Iterable<[string, ServiceParts]> {
    return this.#all();
  }

  /** Those of whose own text something can be read. */
  readable(): NumberedServices {
    if (this.#first?.isReadable === true) return this.#first;
    const read = [...this.#all()].filter(([, parts]) => isReadable(parts));
    return {
      names: read.map(([name]) => name),
      at: (number) => read[number]?.[1] as ServiceParts,
      blockAt: (number) => read[number]?.[1].block ?? null,
      baseAt: () => null,
    };
  }

  /** Whether there are others than these. */
  hasOthersThan({ names }: NumberedServices): boolean {
    return names.length < (this.#first?.names.length ?? this.#parts.size);
  }

  #all(): Map<string, ServiceParts> {
    const first = this.#first;
    this.#first = null;
    for (const [number, name] of first?.names.entries() ?? []) this.#parts.set(name, (first as FirstServices).at(number));
    return this.#parts;
  }
}

function laidOver(below: ServiceParts, above: ServiceParts): ServiceParts {
  const { everything, names } = above.unseen;
  return {
    block: null,
    layers: [...below.layers, ...above.layers],
    broken: above.broken || below.broken,
    unseen: { everything: everything || below.unseen.everything, names: [...below.unseen.names, ...names] },
  };
}

const isReadable = ({ broken, block, layers }: ServiceParts) => !broken && (block !== null || layers.length > 0);

/** The services of one document. */
class FirstServices implements NumberedServices {
  readonly names: readonly string[];
  readonly #texts: ServiceTexts;
  readonly #others: ReadonlyMap<number, ServiceParts>;
  readonly #place: Place;

  constructor(texts: ServiceTexts, others: ReadonlyMap<number, ServiceParts>, place: Place) {
    this.names = texts.names;
    this.#texts = texts;
    this.#others = others;
    this.#place = place;
  }

  get isReadable(): boolean {
    return [...this.#others.values()].every(isReadable);
  }

  at(number: number): ServiceParts {
    return this.#others.get(number) ?? new OrdinaryParts(this.#texts.at(number), this.#place);
  }

  blockAt(number: number): KnownText | null {
    return this.#others.has(number) ? null : this.#texts.ordinaryBlock(number);
  }

  baseAt(number: number): number | null {
    return this.#others.has(number) ? null : this.#texts.baseAt(number);
  }
}

/** A service that is read from one block; its layer is made when someone looks at it. */
export class OrdinaryParts implements ServiceParts {
  readonly broken = false;
  readonly unseen = nothingUnseen;
  readonly #text: ServiceText;
  readonly #place: Place;
  #layers: readonly Layer[] | null = null;

  constructor(text: ServiceText, place: Place) {
    this.#text = text;
    this.#place = place;
  }

  get block(): KnownText | null {
    return this.#text.ordinary?.block ?? null;
  }

  get layers(): readonly Layer[] {
    if (this.#layers === null) {
      const { directory, scope, document } = this.#place;
      const { nameAt } = this.#text;
      const body = this.#text.body();
      this.#layers = body === null ? [] : [{ body, nameAt, directory, scope, document, own: true, fetched: false, inert: false }];
    }
    return this.#layers;
  }
}
