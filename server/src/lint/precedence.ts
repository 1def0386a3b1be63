import type { Finding } from "../rules/kit/types.js";

/**
 * One mistake, one finding. Rules that judge the text of one value, the one that explains most first: the first that
 * speaks of a variable silences those below it for that variable.
 */
export const valueOrder: readonly (readonly string[])[] = [
  ["malformed-entry"],
  ["placeholder-value"],
  ["literal-quotes"],
  ["surrounding-space"],
  ["hash-truncation"],
  ["dollar-interpolation"],
  ["empty-value", "empty-credentials"],
  [
    "invalid-boolean",
    "invalid-integer",
    "unknown-adapter",
    "adapter-unsupported",
    "malformed-host",
    "invalid-sender",
    "boot-refused",
  ],
  ["provider-credentials"],
];

/**
 * A rule that names the cause of what another one sees. `variable`: only when both speak of the same variable; `place`:
 * only when they point at the same text.
 */
export const causes: readonly {
  readonly cause: string;
  readonly quiet: string;
  readonly within: "service" | "variable" | "place";
}[] = [
  { cause: "credentials-without-relay", quiet: "no-relay", within: "service" },
  { cause: "implicit-tls-unsupported", quiet: "tls-port-mismatch", within: "service" },
  { cause: "tls-impossible", quiet: "tls-port-mismatch", within: "service" },
  // Its cure moves the mail to another port as well.
  { cause: "tls-impossible", quiet: "port-25", within: "service" },
  { cause: "tls-impossible", quiet: "plaintext-auth", within: "service" },
  { cause: "implicit-tls-unsupported", quiet: "obsolete-adapter", within: "service" },
  { cause: "tls-impossible", quiet: "obsolete-adapter", within: "service" },
  { cause: "tls-port-mismatch", quiet: "obsolete-adapter", within: "service" },
  { cause: "port-25", quiet: "plaintext-auth", within: "service" },
  // No credentials help there.
  { cause: "provider-auth-unsupported", quiet: "missing-credentials", within: "service" },
  // The mail service is what was meant.
  { cause: "unresolvable-relay", quiet: "orphan-mail-sidecar", within: "service" },
  { cause: "unreachable-relay", quiet: "orphan-mail-sidecar", within: "service" },
  { cause: "wrong-service", quiet: "orphan-mail-sidecar", within: "service" },
  // Another host, or another port of it, comes first.
  { cause: "localhost-relay", quiet: "tls-certificate", within: "service" },
  { cause: "unresolvable-relay", quiet: "tls-certificate", within: "service" },
  { cause: "unreachable-relay", quiet: "tls-certificate", within: "service" },
  { cause: "published-port", quiet: "tls-certificate", within: "service" },
  // Another port was meant.
  { cause: "invalid-integer", quiet: "plaintext-auth", within: "variable" },
  { cause: "retyped-value", quiet: "plaintext-auth", within: "variable" },
  { cause: "middlebox-mode", quiet: "invalid-boolean", within: "variable" },
  { cause: "secret-name", quiet: "unknown-variable", within: "variable" },
  // The credential or relay that is missing is there, but where Plausible does not look.
  { cause: "secret-name", quiet: "half-credentials", within: "service" },
  { cause: "secret-name", quiet: "missing-credentials", within: "service" },
  { cause: "secret-name", quiet: "no-relay", within: "service" },
  { cause: "secret-name", quiet: "credentials-without-relay", within: "service" },
  { cause: "wrong-service", quiet: "half-credentials", within: "service" },
  { cause: "wrong-service", quiet: "missing-credentials", within: "service" },
  { cause: "wrong-service", quiet: "no-relay", within: "service" },
  // A default relay or sender stands in for what was set in the wrong place.
  { cause: "secret-name", quiet: "unresolvable-relay", within: "service" },
  { cause: "wrong-service", quiet: "unresolvable-relay", within: "service" },
  { cause: "not-passed-through", quiet: "unresolvable-relay", within: "variable" },
  { cause: "secret-name", quiet: "default-sender", within: "service" },
  { cause: "wrong-service", quiet: "default-sender", within: "variable" },
  { cause: "not-passed-through", quiet: "default-sender", within: "variable" },
  { cause: "wrong-service", quiet: "credentials-without-relay", within: "service" },
  { cause: "wrong-service", quiet: "not-passed-through", within: "variable" },
  { cause: "not-passed-through", quiet: "no-relay", within: "service" },
  { cause: "not-passed-through", quiet: "credentials-without-relay", within: "variable" },
  { cause: "not-passed-through", quiet: "missing-credentials", within: "service" },
  { cause: "dollar-interpolation", quiet: "unresolved-variable", within: "variable" },
  { cause: "duplicate-variable", quiet: "unresolved-variable", within: "variable" },
  { cause: "missing-api-key", quiet: "ignored-variable", within: "service" },
  // A key that asks for another adapter: no relay is meant.
  { cause: "missing-api-key", quiet: "no-relay", within: "service" },
  // Under an adapter that sends nothing every setting is without effect.
  { cause: "black-hole-adapter", quiet: "ignored-variable", within: "service" },
  { cause: "adapter-unsupported", quiet: "variable-too-new", within: "service" },
  { cause: "adapter-unsupported", quiet: "variable-removed", within: "service" },
  { cause: "malformed-entry", quiet: "unknown-variable", within: "place" },
  // The misspelt name is the one that the boot needs.
  { cause: "boot-refused", quiet: "unknown-variable", within: "place" },
  { cause: "dollar-interpolation", quiet: "compose-error", within: "place" },
];

/** Rules that tell of what Compose refuses in words of their own. */
const refusalsOfTheirOwn: readonly string[] = ["dollar-interpolation", "malformed-entry"];

/** Whether another finding tells of the same place why Compose refuses it. */
export function isSpokenFor({ at }: Finding, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ rule, at: other }) =>
      refusalsOfTheirOwn.includes(rule) && other.file === at.file && other.start <= at.end && at.start <= other.end,
  );
}

/** Speak only where no other rule warns of what keeps mail from leaving. */
export const lastResort: readonly string[] = ["mail-required"];

/** Warnings of these are of something else. */
const besideFailure: readonly string[] = ["debug-log-leaks-mail", "plaintext-auth", ...lastResort];

function namesFailure({ rule, severity }: Finding): boolean {
  return (severity === "error" || severity === "warning") && !besideFailure.includes(rule);
}

/** The findings of one service without those that another one already explains. */
export function withoutConsequences(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => {
    const rank = rankOf(finding.rule);
    if (lastResort.includes(finding.rule) && findings.some(namesFailure)) return false;
    return !findings.some((other) => {
      const sameVariable = finding.variable !== null && other.variable === finding.variable;
      const otherRank = rankOf(other.rule);
      if (sameVariable && rank !== null && otherRank !== null && otherRank < rank) return true;
      return causes.some(({ cause, quiet, within }) => {
        if (finding.rule !== quiet || other.rule !== cause) return false;
        return within === "service" || (within === "variable" ? sameVariable : touches(finding, other));
      });
    });
  });
}

function touches({ at: a }: Finding, { at: b }: Finding): boolean {
  return a.file === b.file && a.start < b.end && b.start < a.end;
}

function rankOf(rule: string): number | null {
  const rank = valueOrder.findIndex((ids) => ids.includes(rule));
  return rank === -1 ? null : rank;
}
