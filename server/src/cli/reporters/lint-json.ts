import { type Language, textOf } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import type { FilePath, Location, Position, SourceText } from "../../base/text.js";
import { rules } from "../../rules/index.js";
import type { Severity } from "../../rules/kit/severity.js";
import type { LintReport, ReportedFinding } from "../lint-report.js";

/** Zero-based, UTF-16 code units, as in LSP. */
export interface JsonRange {
  readonly start: Position;
  readonly end: Position;
}

/** A place: relative to the current folder, `/` separators. */
export interface JsonPlace {
  readonly file: string;
  readonly range: JsonRange;
}

/** A place as JSON shows it. */
export function jsonPlace(at: Location, files: ReadonlyMap<FilePath, SourceText>, cwd: FilePath): JsonPlace {
  const source = files.get(at.file);
  const nowhere = { line: 0, character: 0 };
  return {
    file: relativePath(cwd, at.file),
    range: { start: source?.positionAt(at.start) ?? nowhere, end: source?.positionAt(at.end) ?? nowhere },
  };
}

/** `lint --format json`, schema version 1. */
export function lintJson(report: LintReport, language: Language, cwd: FilePath) {
  const count = (severity: Severity) => report.findings.filter(({ finding }) => finding.severity === severity).length;
  return {
    schemaVersion: 1,
    findings: report.findings.map((reported) => jsonFinding(reported, language, cwd)),
    summary: {
      files: report.files,
      services: report.services,
      error: count("error"),
      warning: count("warning"),
      info: count("info"),
      hint: count("hint"),
    },
    /** Not empty exactly at exit status 2. */
    failures: report.failures,
  };
}

function jsonFinding({ finding, files, secrets: secretsOf }: ReportedFinding, language: Language, cwd: FilePath) {
  const secrets = secretsOf();
  const shown = rules[finding.rule].meta.speaksOfComposeErrors ? secrets.quoted : secrets.text;
  const fixes = finding.fixes.flatMap((fix) => {
    // Edits that could only be shown with a secret in them are not shown; the editor has them.
    const edits = secrets.edits(fix.edits, files);
    return edits === null ? [] : [{ fix, edits }];
  });
  return {
    rule: finding.rule,
    severity: finding.severity,
    message: shown(textOf(finding.message, language)),
    service: finding.service,
    variable: finding.variable === null ? null : secrets.text(finding.variable), // a malformed one may hold its value
    ...jsonPlace(finding.at, files, cwd),
    related: finding.related.map(({ at, message }) => ({
      message: secrets.text(textOf(message, language)),
      ...jsonPlace(at, files, cwd),
    })),
    fixes: fixes.map(({ fix, edits }) => ({
      title: secrets.text(textOf(fix.title, language)),
      preferred: fix === finding.fixes[0] && fix.automatic,
      edits: edits.map((edit) => ({ ...jsonPlace(edit, files, cwd), newText: edit.newText })),
    })),
    docs: `docs/rules/${finding.rule}.md`,
  };
}
