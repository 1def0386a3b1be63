import type { Comparison } from "../containers/compare-mailer.js";
import type { RunningComparison } from "../containers/compare-running.js";
import type { ComposedService } from "../instance/composed.js";
import type { OtherImage } from "./as-image.js";

/** What `explain` was asked beside the plain question, by service. */
export interface Asides {
  /** `--as`. */
  readonly otherImages: ReadonlyMap<ComposedService, OtherImage>;
  /** `--compare`, `--compare-running`. */
  readonly comparisons: ReadonlyMap<ComposedService, Comparison | RunningComparison>;
}
