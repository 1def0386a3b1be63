import type { TextEdit } from "../base/text.js";
import type { Finding, Fix } from "../rules/kit/types.js";

/** What may have fixes. */
type Fixable = Pick<Finding, "fixes" | "service"> & { readonly rule: string | null };

/**
 * The preferred fixes that need no decision, as one set of edits. A fix that would touch what an earlier one touches, or
 * sets what that one sets, is left for the next time; the same edit of two findings counts once.
 */
export function automaticEdits(findings: readonly Fixable[]): TextEdit[] {
  const taken: TextEdit[] = [];
  const settled = new Settled();
  for (const finding of findings) {
    for (const fix of preferredFix(finding)) {
      const fresh = fix.edits.filter((edit) => !taken.some((other) => equals(edit, other)));
      if (fresh.length === 0 || settled.collides(finding, fix)) continue;
      if (fresh.some((edit) => taken.some((other) => touches(edit, other)))) continue;
      taken.push(...fresh);
      settled.add(finding, fix);
    }
  }
  return taken;
}

/** Port and flag say together how the connection begins: what one rule makes of the one rests on the other. */
const togetherWith: Readonly<Record<string, string>> = {
  SMTP_HOST_PORT: "SMTP_HOST_SSL_ENABLED",
  SMTP_HOST_SSL_ENABLED: "SMTP_HOST_PORT",
};

/** The settings of each service that the taken fixes decide, with the rule that does. */
class Settled {
  readonly #rules = new Map<string, string | null>();

  /** Two fixes may each add the same variable, in two places; or each be right alone, and wrong together. */
  collides({ rule, service }: Fixable, { effect }: Fix): boolean {
    return [...(effect?.settings.keys() ?? [])].some((name) => {
      const other = this.#rules.get(keyOf(service, togetherWith[name] ?? name));
      return this.#rules.has(keyOf(service, name)) || (other !== undefined && other !== rule);
    });
  }

  add({ rule, service }: Fixable, { effect }: Fix): void {
    for (const name of effect?.settings.keys() ?? []) this.#rules.set(keyOf(service, name), rule);
  }
}

function keyOf(service: string | null, name: string): string {
  return `${service ?? ""}\n${name}`;
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
