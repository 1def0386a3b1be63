import type { Severity } from "../../rules/kit/severity.js";
import { identitiesOf } from "../identities.js";
import type { LintReport } from "../lint-report.js";
import { type ReportContext, shownMessage } from "./report-context.js";
import { placedFile, placeIn } from "./report-places.js";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", info: "info", hint: "info" };

/** GitLab's Code Quality report: the widget of a merge request, and its lines. */
export function lintGitlab(report: LintReport, context: ReportContext): string {
  const identities = identitiesOf(report.findings, context.root);
  const issues = report.findings.map((reported) => {
    const { finding, files } = reported;
    const { startLine, endLine } = placeIn(files, finding.at);
    return {
      description: shownMessage(reported, context),
      check_name: finding.rule,
      fingerprint: identities.get(reported),
      severity: severities[finding.severity],
      location: { path: placedFile(context.root, finding.at.file), lines: { begin: startLine, end: endLine } },
    };
  });
  return `${JSON.stringify(issues, null, 2)}\n`;
}
