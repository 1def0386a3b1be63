import type { ComposedService } from "../instance/composed.js";
import type { DomainCheck } from "../sender-domain/check-domain.js";
import { placeMatters, type TestElsewhere, testElsewhere } from "../smtp-test/elsewhere.js";
import type { TestRun } from "../smtp-test/test-run.js";

/** A test that was run, as its reporters need it. */
export interface TestedService extends TestRun {
  readonly composed: ComposedService;
  /** What the DNS says of the sender's domain, where it was asked. */
  readonly dns?: readonly DomainCheck[];
  readonly flags: {
    readonly to?: string;
    readonly send?: boolean;
    readonly findWorking?: boolean;
    readonly fromContainer?: boolean;
    readonly inContainer?: boolean;
    readonly askApi?: boolean;
  };
}

/** The same test elsewhere, where it may come to another verdict; null where the place does not matter, or is right already. */
export function elsewhereOf({ composed, report, flags }: TestedService): TestElsewhere | null {
  // A container tells no project that could be taken elsewhere.
  if (composed.project.container) return null;
  if (flags.fromContainer === true || flags.inContainer === true || !placeMatters(report.verdict.cause)) return null;
  const { to = null, findWorking = false } = flags;
  return testElsewhere(composed.project, composed.service, { host: composed.delivery?.host ?? null, to, findWorking });
}
