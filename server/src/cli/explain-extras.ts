import type { ComposedService } from "../instance/composed.js";
import type { OtherImage } from "./as-image.js";
import type { Comparison } from "./compare.js";

/** What `explain` was asked beside the plain question, by service. */
export interface Asides {
  /** `--as`. */
  readonly otherImages: ReadonlyMap<ComposedService, OtherImage>;
  /** `--compare`. */
  readonly comparisons: ReadonlyMap<ComposedService, Comparison>;
}
