/** The characters that YAML does not allow. */
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])/;

/** How many bytes go-yaml reads at once. */
const bytes = 512;
const mark = "\ufeff";
const bytesOfMark = 3;

/** How far go-yaml has read a text, and what it holds of it. */
export class Stretches {
  readonly #text: string;
  /** The first character that YAML does not allow; -1 when all can be read. */
  readonly #forbidden: number;
  /** What it holds begins here, */
  #held = 0;
  /** and ends here. */
  #end = 0;

  private constructor(text: string, first: number) {
    this.#text = text;
    this.#forbidden = first;
  }

  /** Null where nothing depends on it. */
  static of(text: string): Stretches | null {
    const first = text.search(forbidden);
    return first === -1 && !text.includes(mark) ? null : new Stretches(text, first);
  }

  /** Whether what it holds begins with a byte order mark. */
  get beginsWithMark(): boolean {
    return this.#text.startsWith(mark, this.#held);
  }

  /** Reads on until so many characters are there; gives the place of one for which it refuses to, null when there is none. */
  read(at: number, count: number): number | null {
    if (at + count <= this.#end || this.#end === this.#text.length) return null;
    this.#held = at;
    while (this.#end < at + count && this.#end < this.#text.length) {
      this.#end = this.#nextEnd();
      if (this.#forbidden !== -1 && this.#forbidden < this.#end) return this.#forbidden;
    }
    return null;
  }

  /** A character that does not fit into a stretch as a whole comes with the next one. */
  #nextEnd(): number {
    // Of two marks at the beginning of a file the first one is not in the text.
    let left = this.#end === 0 && this.#text.startsWith(mark) ? bytes - bytesOfMark : bytes;
    let at = this.#end;
    while (at < this.#text.length) {
      const code = this.#text.codePointAt(at) ?? 0;
      left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (left < 0) break;
      at += code < 0x10000 ? 1 : 2;
    }
    return at;
  }
}
