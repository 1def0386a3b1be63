/** How grave a finding is, the gravest first. */
export const severities = ["error", "warning", "info", "hint"] as const;

export type Severity = (typeof severities)[number];

/** A severity as users set it; `off` silences the rule. */
export type Level = Severity | "off";

/** Whether the first is at least as grave as the second. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(least);
}

/** The next lower severity. */
export function lowered(severity: Severity): Severity {
  return severities[severities.indexOf(severity) + 1] ?? "hint";
}
