import type { TextEdit } from "../base/text.js";
import type { Finding, Fix } from "../rules/kit/types.js";

/** What may have fixes. */
type Fixable = Pick<Finding, "fixes" | "service">;

/**
 * The preferred fixes that need no decision, as one set of edits. A fix that would touch what an earlier one touches, or
 * sets what that one sets, is left for the next time; the same edit of two findings counts once.
 */
export function automaticEdits(findings: readonly Fixable[]): TextEdit[] {
  const taken: TextEdit[] = [];
  // Two fixes may each add the same variable, in two places.
  const settled = new Set<string>();
  for (const finding of findings) {
    for (const fix of preferredFix(finding)) {
      const fresh = fix.edits.filter((edit) => !taken.some((other) => equals(edit, other)));
      const settings = [...(fix.effect?.settings.keys() ?? [])].map((name) => `${finding.service ?? ""}\n${name}`);
      if (fresh.length === 0 || settings.some((setting) => settled.has(setting))) continue;
      if (fresh.some((edit) => taken.some((other) => touches(edit, other)))) continue;
      taken.push(...fresh);
      for (const setting of settings) settled.add(setting);
    }
  }
  return taken;
}

/** Only the first fix: a later one that is automatic is still not what the rule would choose. */
export function preferredFix({ fixes: [first] }: Pick<Finding, "fixes">): Fix[] {
  return first?.automatic === true ? [first] : [];
}

function equals(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.newText === b.newText;
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}
