/** The bit under which a text keeps its answer to an expression. */
const bits = new WeakMap<RegExp, number>();
const mostBits = 31;
let nextBit = 0;

function bitOf(expression: RegExp): number {
  let bit = bits.get(expression);
  if (bit === undefined) {
    bit = nextBit < mostBits ? 1 << nextBit : 0;
    nextBit += 1;
    bits.set(expression, bit);
  }
  return bit;
}

/** A text that the same few questions are asked about again and again. */
export class KnownText {
  readonly text: string;
  #asked = 0;
  #answers = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Whether an expression matches that keeps nothing between its uses; found out once for each such object, of which there are few. */
  matches(expression: RegExp): boolean {
    const bit = bitOf(expression);
    if ((this.#asked & bit) === 0) {
      const found = expression.test(this.text);
      this.#asked |= bit;
      if (found) this.#answers |= bit;
      return found;
    }
    return (this.#answers & bit) !== 0;
  }
}
