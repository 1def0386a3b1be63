import { quotedText } from "../../base/messages.js";
import type { Severity } from "../../rules/kit/severity.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";
import { printable } from "../terminal/text.js";
import { type ReportContext, shownMessage, worstFirst } from "./report-context.js";
import { placedFile, placeIn } from "./report-places.js";
import { lintReportTexts as texts } from "./report-texts.js";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

/** GitHub takes no more than a megabyte of a step's summary. */
const mostRows = 1_000;

/**
 * Workflow commands, which GitHub shows at the lines of a pull request; it takes ten of each kind from a step, so the worst
 * come first.
 */
export function lintGithub(report: LintReport, context: ReportContext): string {
  const failures = report.failures.map((failure) => command("error", { title: "plausible-mail" }, printable(failure)));
  const findings = worstFirst(report.findings).map((reported) => {
    const { finding, files } = reported;
    const { startLine, startColumn, endLine, endColumn } = placeIn(files, finding.at);
    // Columns count within one line only.
    const columns = startLine === endLine ? { col: startColumn, endColumn } : {};
    const place = { file: placedFile(context.root, finding.at.file), line: startLine, endLine, ...columns };
    return command(commands[finding.severity], { ...place, title: finding.rule }, shownMessage(reported, context));
  });
  return [...failures, ...findings].map((line) => `${line}\n`).join("");
}

function command(name: string, properties: Readonly<Record<string, string | number>>, data: string): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(String(value))}`);
  return `::${name} ${listed.join(",")}::${escapedData(data)}`;
}

/** As the runner reads it back (actions/toolkit:packages/core/src/command.ts): nothing of a text can begin another command. */
function escapedData(text: string): string {
  return text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
}

/** All findings as a table, for the page of the run: there is no limit of ten. */
export function githubSummary(report: LintReport, context: ReportContext): string {
  const { language } = context.surroundings;
  const say = (key: keyof typeof texts, values = {}) => quotedText({ template: texts[key], values }, language);
  const lines = ["### Plausible Mail", ""];
  for (const failure of report.failures) lines.push(`- ${cell(printable(failure))}`, "");
  if (report.findings.length === 0) {
    if (report.failures.length === 0) lines.push(say("clean"));
    return `${lines.join("\n")}\n\n`;
  }
  const rows = worstFirst(report.findings).slice(0, mostRows);
  lines.push(`| ${say("severity")} | ${say("place")} | ${say("rule")} | ${say("problem")} |`, "|---|---|---|---|");
  for (const reported of rows) lines.push(row(reported, context));
  const more = report.findings.length - rows.length;
  if (more > 0) lines.push("", say("more", { more }));
  return `${lines.join("\n")}\n\n`;
}

function row(reported: ReportedFinding, context: ReportContext): string {
  const { finding, files } = reported;
  const { startLine } = placeIn(files, finding.at);
  const place = `${placedFile(context.root, finding.at.file)}:${startLine}`;
  const [message = ""] = shownMessage(reported, context).split("\n");
  return `| ${finding.severity} | ${cell(place)} | ${finding.rule} | ${cell(message)} |`;
}

/** Text that shows as it is in a cell of a table. */
function cell(text: string): string {
  return text.replace(/\n/g, " ").replace(/[\\`*_[\]<>|#&]/g, "\\$&");
}
