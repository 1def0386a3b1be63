import { quotedText } from "../../base/messages.js";
import type { FilePath } from "../../base/text.js";
import { rules } from "../../rules/index.js";
import { isAtLeast, type Severity, severities } from "../../rules/kit/severity.js";
import type { ExitStatus, Io, Surroundings } from "../io.js";
import type { ReportedFinding } from "../lint-report.js";
import { printable } from "../terminal/text.js";

/** What reports know beside what was found. */
export interface ReportContext {
  readonly io: Io;
  readonly surroundings: Surroundings;
  /** The version of this program. */
  readonly version: string;
  /** Where paths for a forge count from. */
  readonly root: FilePath;
  readonly failOn: Severity;
  readonly status: ExitStatus;
  /** What the JSON has beside the report. */
  readonly more: Readonly<Record<string, unknown>>;
}

/** A finding's message, its secrets hidden, in lines. */
export function shownMessage({ finding, secrets: secretsOf }: ReportedFinding, { surroundings }: ReportContext): string {
  const secrets = secretsOf();
  const shown = rules[finding.rule].meta.speaksOfComposeErrors ? secrets.quoted : secrets.text;
  return printable(shown(quotedText(finding.message, surroundings.language)));
}

/** Whether a finding makes the command fail. */
export function fails({ finding }: ReportedFinding, { failOn }: ReportContext): boolean {
  return isAtLeast(finding.severity, failOn);
}

/** The gravest first; else as they were. */
export function worstFirst(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const rank = ({ finding }: ReportedFinding) => severities.indexOf(finding.severity);
  return [...findings].sort((a, b) => rank(a) - rank(b));
}
