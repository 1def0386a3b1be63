import { largestFile } from "../base/files.js";
import { type Interpolation, interpolate, type Lookup, longestGrowth } from "./interpolate.js";

/** Which limit a text goes beyond: its own, or that of all texts together. */
export type BeyondGrowth = "growth" | "growth-together";

/** What the texts of an env file, or of a service's environment, may take from the values of names, all together. */
export class Growth {
  /** Whether the user was told that they take more. */
  told = false;
  #left = largestFile;

  /** Interpolates a text that counts; once the limit is reached, each text that takes something is unknown. */
  interpolate<Origin>(
    text: string,
    lookup: Lookup<Origin>,
  ): { readonly result: Interpolation<Origin>; readonly beyond: BeyondGrowth | null } {
    const isShort = this.#left < longestGrowth;
    const result = interpolate(text, lookup, Math.min(this.#left, longestGrowth));
    if (!result.ok) return { result, beyond: null };
    if (result.tooLong === true) {
      if (isShort) this.#left = -1;
      return { result, beyond: isShort ? "growth-together" : "growth" };
    }
    this.#left -= Math.max(0, result.text.length - text.length);
    return { result, beyond: null };
  }
}
