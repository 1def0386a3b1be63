import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import type { Cause } from "../../smtp/verdict/causes.js";
import type { SearchReport } from "../../smtp/verdict/search.js";
import { everything, keyOf, snapshotOf } from "./test-findings.js";

/** What the last test of a service came to. */
export interface TestOutcome {
  /** Null: it cannot be known. */
  readonly wouldDeliver: boolean | null;
  readonly cause: Cause | null;
  /** Whether what was handed over was encrypted; null: nothing was. */
  readonly encrypted: boolean | null;
  /** When it ended, in milliseconds since 1970. */
  readonly at: number;
  /** A setting that decides about mail has another value since. */
  readonly outdated: boolean;
}

/** The outcomes of the last test of each service. */
export class TestOutcomes {
  readonly #outcomes = new Map<string, { readonly outcome: Omit<TestOutcome, "outdated">; readonly tested: string }>();

  /** @param at when the test ended */
  take(view: PlausibleInstance, { verdict }: SearchReport, at: number): void {
    const { wouldDeliver, cause, channel } = verdict;
    const outcome = { wouldDeliver, cause, encrypted: channel?.tls ?? null, at };
    this.#outcomes.set(keyOf(view), { outcome, tested: snapshotOf(view, everything) });
  }

  /** Null: the service was not tested. */
  of(view: PlausibleInstance): TestOutcome | null {
    const known = this.#outcomes.get(keyOf(view));
    return known === undefined ? null : { ...known.outcome, outdated: snapshotOf(view, everything) !== known.tested };
  }
}
