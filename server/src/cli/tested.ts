import { type TestElsewhere, testElsewhere } from "../elsewhere.js";
import type { ComposedService } from "../rules/composed.js";
import type { SearchReport, SearchRequest } from "../smtp/find-working.js";
import type { Cause } from "../smtp/types.js";

/** A test that was run, as its reporters need it. */
export interface TestedService {
  readonly composed: ComposedService;
  /** Null: there was nothing to talk about. */
  readonly request: SearchRequest | null;
  readonly report: SearchReport;
  readonly flags: {
    readonly to?: string;
    readonly send?: boolean;
    readonly findWorking?: boolean;
    readonly fromContainer?: boolean;
  };
}

/** Where another machine, or another network of this one, may fare better. */
const dependsOnPlace: readonly (Cause | null)[] = [
  "host-not-found",
  "connection-refused",
  "connection-timeout",
  "host-unreachable",
  "connection-closed",
  "no-greeting",
  "greeting-refused",
];

/** The same test elsewhere, where it may come to another verdict; null where the place does not matter, or is right already. */
export function elsewhereOf({ composed, report, flags }: TestedService): TestElsewhere | null {
  if (flags.fromContainer === true || !dependsOnPlace.includes(report.verdict.cause)) return null;
  const { to = null, findWorking = false } = flags;
  return testElsewhere(composed.project, composed.service, { host: composed.delivery?.host ?? null, to, findWorking });
}
