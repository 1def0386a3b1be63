/** What a part of a bundled program lies in, and what it is called there. */
export interface PartPlace {
  readonly file: string;
  readonly part: string;
}

/** Libraries look here for switches. */
const process = { env: {}, argv: [] };

/** What is asked for of Node where nothing comes of it: by a library that does without, and for the address of a file. */
const standIns: Readonly<Record<string, unknown>> = {
  process,
  buffer: {},
  "node:url": { pathToFileURL: (path: string) => ({ href: path }) },
};

/** What stands in a file of parts: it gives what one of them exports. */
type GivePart = (part: string) => unknown;

/**
 * The files of bundled programs where there is no Node to load them, as in the worker of a browser: each is a script that
 * asks for others by `require`.
 */
export class Parts {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #others: Readonly<Record<string, unknown>>;
  readonly #loaded = new Map<string, { exports: unknown }>();

  /**
   * @param texts file, without its folder → its text
   * @param others what is asked for and is no such file, by its name
   */
  constructor(texts: ReadonlyMap<string, string>, others: Readonly<Record<string, unknown>> = {}) {
    this.#texts = texts;
    this.#others = { ...standIns, ...others };
  }

  /** What a part exports. */
  get({ file, part }: PartPlace): unknown {
    return (this.#load(file) as GivePart)(part);
  }

  #load(name: string): unknown {
    const file = name.slice(name.lastIndexOf("/") + 1);
    const text = this.#texts.get(file);
    if (text === undefined) return this.#otherOf(name);
    const known = this.#loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    this.#loaded.set(file, module);
    // The editor runs the extension's first file in the same way.
    const run = new Function("module", "require", "__filename", "process", text);
    run(module, (other: string) => this.#load(other), file, process);
    return module.exports;
  }

  #otherOf(name: string): unknown {
    if (Object.hasOwn(this.#others, name)) return this.#others[name];
    throw new Error(`There is no ${name} here`);
  }
}
