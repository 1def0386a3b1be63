import type { TextEdit } from "../base/text.js";
import type { Finding, Fix } from "../rules/kit/types.js";

/** What may have fixes. */
type Fixable = Pick<Finding, "fixes">;

/**
 * The preferred fixes that need no decision, as one set of edits. A fix that would touch what an earlier one touches
 * is left for the next time; the same edit of two findings counts once.
 */
export function automaticEdits(findings: readonly Fixable[]): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const fix of findings.flatMap(preferredFix)) {
    const fresh = fix.edits.filter((edit) => !taken.some((other) => equals(edit, other)));
    if (!fresh.some((edit) => taken.some((other) => touches(edit, other)))) taken.push(...fresh);
  }
  return taken;
}

/** Only the first fix: a later one that is automatic is still not what the rule would choose. */
export function preferredFix({ fixes: [first] }: Fixable): Fix[] {
  return first?.automatic === true ? [first] : [];
}

function equals(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.newText === b.newText;
}

function touches(a: TextEdit, b: TextEdit): boolean {
  return a.file === b.file && a.start <= b.end && b.start <= a.end;
}
