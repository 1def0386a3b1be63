import pc from "picocolors";
import { type Language, quotedText } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import type { FilePath, Location, SourceText } from "../../base/text.js";
import { rules } from "../../rules/index.js";
import { type Severity, severities } from "../../rules/kit/severity.js";
import type { Io, Surroundings } from "../io.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";
import { count, say } from "../messages.js";
import { codeFrame } from "../terminal/frame.js";
import { printable, wrap } from "../terminal/text.js";

type Colours = ReturnType<typeof pc.createColors>;

/** Each finding with its line, carets under the text to change, and the fixes; then a line that sums up. */
export function lintPretty(report: LintReport, { language, colour, quiet }: Surroundings, io: Io): void {
  const colours = pc.createColors(colour.stdout);
  const columns = Math.min(io.stdout.columns, 100);
  for (const reported of report.findings) {
    io.stdout.write(`${block(reported, language, colours, columns, io.cwd).join("\n")}\n\n`);
  }
  const said = report.failures.length + (report.files === 0 ? report.notes.length : 0);
  if (quiet || (report.findings.length === 0 && said > 0)) return;
  io.stdout.write(`${wrap(summary(report, language, colours), columns).join("\n")}\n`);
}

function block(
  { finding, files, secrets: secretsOf }: ReportedFinding,
  language: Language,
  colours: Colours,
  columns: number,
  cwd: FilePath,
): string[] {
  const secrets = secretsOf();
  const shown = rules[finding.rule].meta.speaksOfComposeErrors ? secrets.quoted : secrets.text;
  const paint = colourOf(finding.severity, colours);
  const head = `${colours.bold(place(finding.at, files, cwd))}: ${paint(say(language, `severity-${finding.severity}`))} ${colours.dim(finding.rule)}`;
  const message = wrap(printable(shown(quotedText(finding.message, language))), columns - 2);
  const source = files.get(finding.at.file);
  const frame = source === undefined ? [] : codeFrame(source, finding.at, secrets, columns - 2);
  return [
    head,
    ...message.map((line) => `  ${line}`),
    ...frame.map(
      (line) => `  ${line.endsWith("^") ? line.replace(/(?<!\^)\^+$/, (carets) => paint(carets)) : colours.dim(line)}`,
    ),
    ...finding.related.flatMap(({ at, message: text }) =>
      indented(`${place(at, files, cwd)}: `, printable(secrets.text(quotedText(text, language))), columns),
    ),
    ...finding.fixes.flatMap(({ title }) =>
      indented(say(language, "beforeFix"), printable(secrets.text(quotedText(title, language))), columns).map((line) =>
        line.replace(/^ {2}\S+:/, (label) => colours.green(label)),
      ),
    ),
  ];
}

function place(at: Location, files: ReadonlyMap<FilePath, SourceText>, cwd: FilePath): string {
  const { line, character } = files.get(at.file)?.positionAt(at.start) ?? { line: 0, character: 0 };
  return `${printable(relativePath(cwd, at.file))}:${line + 1}:${character + 1}`;
}

function indented(label: string, text: string, columns: number): string[] {
  return wrap(`${label}${text}`, columns - 4).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));
}

function colourOf(severity: Severity, colours: Colours): (text: string) => string {
  if (severity === "error") return colours.red;
  if (severity === "warning") return colours.yellow;
  return severity === "info" ? colours.blue : colours.cyan;
}

/** What was linted, in words. */
function subjectText({ subject, files }: LintReport, language: Language): string {
  if (subject === "container") return say(language, "container");
  return subject === "env" ? count(language, files, "envFile", "envFiles") : count(language, files, "file", "files");
}

function summary(report: LintReport, language: Language, colours: Colours): string {
  const files = subjectText(report, language);
  if (report.services === 0 && report.findings.length === 0) return say(language, "noPlausible", { files });
  const scope = say(language, "scope", { services: count(language, report.services, "service", "services"), files });
  if (report.findings.length === 0) return colours.green(say(language, "noFindings", { scope }));
  const number = (severity: Severity) => report.findings.filter(({ finding }) => finding.severity === severity).length;
  const counts = severities
    .filter((severity) => number(severity) > 0)
    .map((severity) => count(language, number(severity), severity, `${severity}s`));
  return colours.bold(say(language, "summary", { counts: counts.join(say(language, "and")), scope }));
}
