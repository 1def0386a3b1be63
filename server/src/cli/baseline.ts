import { folderOf, relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { identitiesOf } from "./identities.js";
import type { Io } from "./io.js";
import type { LintReport } from "./lint-report.js";
import { cannot } from "./refusals.js";

/** The findings that are known and not to be told again, by what they are known by. */
export interface Baseline {
  readonly path: FilePath;
  readonly known: ReadonlySet<string>;
}

/** A file that `--write-baseline` wrote. */
export function readBaseline(named: string, io: Io): Baseline {
  const path = io.absolute(named);
  const content = io.files.read(path);
  if (content.kind === "missing") throw cannot("noBaseline", { path: named });
  if (content.kind !== "text") throw cannot("cannotRead", { path: named });
  const known = identitiesIn(content.text);
  if (known === null) throw cannot("notBaseline", { path: named });
  return { path, known };
}

function identitiesIn(text: string): ReadonlySet<string> | null {
  try {
    const { schemaVersion, findings } = JSON.parse(text) as { schemaVersion?: unknown; findings?: unknown };
    if (schemaVersion !== 1 || !Array.isArray(findings)) return null;
    return new Set(findings.map(({ identity }: { identity: string }) => identity));
  } catch {
    return null;
  }
}

/** A report without what the baseline knows; `gone`: how many of its findings are not found any more. */
export function withoutKnown(
  report: LintReport,
  { path, known }: Baseline,
): { readonly report: LintReport; readonly gone: number } {
  const identities = identitiesOf(report.findings, folderOf(path));
  const found = new Set(identities.values());
  return {
    report: { ...report, findings: report.findings.filter((reported) => !known.has(identities.get(reported) ?? "")) },
    gone: [...known].filter((identity) => !found.has(identity)).length,
  };
}

/** The findings of a report as a file for `--baseline`; paths count from its own folder. */
export function baselineText(report: LintReport, path: FilePath): string {
  const identities = identitiesOf(report.findings, folderOf(path));
  const findings = report.findings.map((reported) => {
    const { rule, service, variable, at } = reported.finding;
    return {
      identity: identities.get(reported),
      rule,
      file: relativePath(folderOf(path), at.file),
      service,
      variable: variable === null ? null : reported.secrets().text(variable),
    };
  });
  return `${JSON.stringify({ schemaVersion: 1, findings }, null, 2)}\n`;
}
