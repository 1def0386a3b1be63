import type { MessageTemplate } from "../base/messages.js";
import type { Finding } from "../rules/kit/types.js";

/** How many findings of one rule a service may have; nobody reads more, and an editor with ten thousand stands still. */
export const mostFindings = 100;

const more: MessageTemplate = {
  en: "{finding}\nThis service has {count} more problems of this kind, which aren't listed.",
  "zh-cn": "{finding}\n此服务还有 {count} 个同类问题，未一一列出。",
};

/** The first findings of each rule in each service, in their order; the last one that is kept tells how many are not. */
export function shortened(findings: readonly Finding[]): readonly Finding[] {
  if (!mayBeTooMany(findings)) return findings;
  const counts = new Map<string, number>();
  const keyOf = ({ rule, service }: Finding) => `${rule} ${service ?? ""}`;
  for (const finding of findings) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  const seen = new Map<string, number>();
  return findings.flatMap((finding) => {
    const key = keyOf(finding);
    const place = (seen.get(key) ?? 0) + 1;
    seen.set(key, place);
    const left = (counts.get(key) ?? 0) - mostFindings;
    if (place < mostFindings || left <= 0) return [finding];
    if (place > mostFindings) return [];
    return [{ ...finding, message: { template: more, values: { finding: finding.message, count: String(left) } } }];
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
