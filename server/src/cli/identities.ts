import { createHash } from "node:crypto";
import { relativePath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import type { ReportedFinding } from "./lint-report.js";

/**
 * What each finding is known by from one run to the next, whatever comes and goes above its line: rule, file, service and
 * variable, and which of several such it is. No secret is in it: a malformed name that holds one is masked before.
 *
 * @param base where the paths in it count from
 */
export function identitiesOf(findings: readonly ReportedFinding[], base: FilePath): ReadonlyMap<ReportedFinding, string> {
  const seen = new Map<string, number>();
  const identities = new Map<ReportedFinding, string>();
  for (const reported of findings) {
    const { rule, at, service, variable } = reported.finding;
    const name = variable === null ? null : reported.secrets().text(variable);
    const whole = JSON.stringify([rule, relativePath(base, at.file), service, name]);
    const count = (seen.get(whole) ?? 0) + 1;
    seen.set(whole, count);
    identities.set(reported, `${createHash("sha256").update(whole).digest("hex").slice(0, 32)}:${count}`);
  }
  return identities;
}
