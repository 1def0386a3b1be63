import type { ExplainedEntry, Suspect } from "../log/answer.js";
import type { LogReport } from "../log/tally.js";
import type { Secrets } from "../secrets/secrets.js";

/** What was found out; reporters print it. */
export interface WhyReport {
  readonly log: LogReport;
  readonly answers: readonly ExplainedEntry[];
  /** The service whose settings the answers rest on; null where no files are at hand. */
  readonly suspect: Suspect | null;
  /** Hides what the project's files have of secrets; null without a project. */
  readonly secrets: Secrets | null;
}
