import type { FilePath } from "../../base/text.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";
import { printable } from "../terminal/text.js";
import { fails, type ReportContext, shownMessage } from "./report-context.js";
import { placedFile, placeIn } from "./report-places.js";

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
}

/**
 * JUnit's XML: a suite for each file, in it a case for each finding, or one that passes. What is below `--fail-on` is a case
 * that passes and says it; a file that could not be read is an error.
 */
export function lintJunit(report: LintReport, context: ReportContext): string {
  const byFile = new Map<FilePath, ReportedFinding[]>(report.paths.map((path) => [path, []]));
  for (const reported of report.findings) {
    const { file } = reported.finding.at;
    byFile.set(file, [...(byFile.get(file) ?? []), reported]);
  }
  const suites = [...byFile].map(([path, findings]) => suiteOf(path, findings, context));
  if (report.failures.length > 0) suites.unshift(suiteOfFailures(report.failures));
  const counts = (of: readonly Suite[]) => {
    const sum = (count: (suite: Suite) => number) => of.reduce((total, suite) => total + count(suite), 0);
    return `tests="${sum(({ cases }) => cases.length)}" failures="${sum(({ failures }) => failures)}" errors="${sum(({ errors }) => errors)}"`;
  };
  const lines = suites.flatMap((suite) => [
    `  <testsuite name="${escaped(suite.name)}" ${counts([suite])}>`,
    ...suite.cases.map((one) => `    ${one}`),
    "  </testsuite>",
  ]);
  return `${['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites name="plausible-mail" ${counts(suites)}>`, ...lines, "</testsuites>"].join("\n")}\n`;
}

function suiteOf(path: FilePath, findings: readonly ReportedFinding[], context: ReportContext): Suite {
  const name = placedFile(context.root, path);
  const cases = findings.map((reported) => {
    const { finding, files } = reported;
    const subject = [finding.service, finding.variable === null ? null : reported.secrets().text(finding.variable)];
    const title = [finding.rule, ...subject.filter((part) => part !== null)].join(" ");
    const message = shownMessage(reported, context);
    const text = `${name}:${placeIn(files, finding.at).startLine}: ${message}`;
    const [first = ""] = message.split("\n");
    const inner = fails(reported, context)
      ? `<failure type="${finding.severity}" message="${escaped(first)}">${escaped(text)}</failure>`
      : `<system-out>${escaped(`${finding.severity}: ${text}`)}</system-out>`;
    return testCase(title, name, inner);
  });
  const failures = findings.filter((reported) => fails(reported, context)).length;
  return { name, cases: cases.length === 0 ? [testCase("lint", name, "")] : cases, failures, errors: 0 };
}

function suiteOfFailures(failures: readonly string[]): Suite {
  const cases = failures.map((failure) =>
    testCase("read", "plausible-mail", `<error type="unreadable" message="${escaped(printable(failure))}"/>`),
  );
  return { name: "plausible-mail", cases, failures: 0, errors: cases.length };
}

function testCase(name: string, className: string, inner: string): string {
  const head = `<testcase name="${escaped(name)}" classname="${escaped(className)}"`;
  return inner === "" ? `${head}/>` : `${head}>${inner}</testcase>`;
}

/** Text as XML 1.0 can hold it; a line break in an attribute stays one. */
function escaped(text: string): string {
  return text
    .replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
      "\ufffd",
    )
    .replace(/[&<>"'\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
