import { isAtLeast, type Severity } from "../../rules/kit/severity.js";
import type { ConfigFlags } from "../config.js";
import type { ExitStatus, Io, Surroundings } from "../io.js";
import type { LintReport } from "../lint-report.js";
import type { LintTargets } from "../lint-run.js";
import type { LintFormat } from "../reporters/lint-output.js";
import type { CommonFlags } from "./command.js";

/** The flags of `lint`. */
export interface LintFlags extends CommonFlags, LintTargets, ConfigFlags {
  readonly format: LintFormat;
  readonly failOn: Severity;
  readonly output?: readonly string[];
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: boolean;
}

export function statusOf(report: LintReport, failOn: Severity): ExitStatus {
  if (report.failures.length > 0) return 2;
  return report.findings.some(({ finding }) => isAtLeast(finding.severity, failOn)) ? 1 : 0;
}

/** What stands on stderr below every report; and how the command ends. */
export function ended(report: LintReport, failOn: Severity, { quiet }: Surroundings, io: Io): ExitStatus {
  if (!quiet) for (const note of report.notes) io.stderr.write(`${note}\n`);
  for (const failure of report.failures) io.stderr.write(`plausible-mail: ${failure}\n`);
  return statusOf(report, failOn);
}
