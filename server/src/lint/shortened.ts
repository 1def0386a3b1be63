import type { MessageTemplate } from "../base/messages.js";
import type { Finding } from "../rules/kit/types.js";

/** How many findings of one rule a service may have; nobody reads more, and an editor with ten thousand stands still. */
export const mostFindings = 100;

const more: MessageTemplate = {
  en: "{finding}\nMore problems of this kind, not listed: {count}.",
  "zh-cn": "{finding}\n未列出的同类问题还有 {count} 个。",
};

/** The first findings of each rule in each service, in their order; the last one that is kept tells how many are not. */
export function shortened(findings: readonly Finding[]): readonly Finding[] {
  if (!mayBeTooMany(findings)) return findings;
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.service ?? ""}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  const lasts = new Map<Finding, number>();
  const left = new Set<Finding>();
  for (const group of groups.values()) {
    const last = group[mostFindings - 1];
    const others = group.slice(mostFindings);
    if (last === undefined || others.length === 0) continue;
    lasts.set(
      last,
      others.reduce((sum, { count = 1 }) => sum + count, 0),
    );
    for (const finding of others) left.add(finding);
  }
  return findings.flatMap((finding) => {
    const count = lasts.get(finding);
    if (count === undefined) return left.has(finding) ? [] : [finding];
    return [{ ...finding, message: { template: more, values: { finding: finding.message, count: String(count) } } }];
  });
}

/** Whether a service has more findings, of whatever rule, than it may have of one. */
function mayBeTooMany(findings: readonly Finding[]): boolean {
  if (findings.length <= mostFindings) return false;
  const counts = new Map<string | null, number>();
  for (const { service } of findings) {
    const count = (counts.get(service) ?? 0) + 1;
    if (count > mostFindings) return true;
    counts.set(service, count);
  }
  return false;
}
