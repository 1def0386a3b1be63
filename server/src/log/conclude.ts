import type { RuleId } from "../base/ids.js";
import { inspectString } from "../plausible/elixir/inspect-string.js";
import { apiProviders } from "../plausible/tables/api-providers.js";
import type { VariableFact } from "../plausible/tables/variable-fact.js";
import { variableNamed } from "../plausible/tables/variables.js";
import { wireCause } from "../smtp/verdict/cause-of.js";
import { judgeWithoutTalk } from "../smtp/verdict/judge.js";
import { certainLine } from "../smtp/verdict/log-line.js";
import { planOf } from "../smtp/verdict/plan.js";
import { meaningOf } from "../smtp/verdict/reply-meaning.js";
import { wantsLogin } from "../smtp/verdict/reply-words.js";
import { wireConclusions } from "./as-judged.js";
import { type Conclusion, conclusion, type Known, requestOf } from "./conclusion.js";
import type { LogReading, What } from "./readers/reading.js";
import { stepsOf } from "./reply-steps.js";

/**
 * What a line comes from, the likeliest first; several where it does not decide. It is read as the judge of a test would
 * have judged the talk that writes such a line: each step at which that may have been is supposed in turn.
 *
 * @param known the service's settings, where they fit the line (`contradicts`)
 */
export function conclude(reading: LogReading, known: Known | null): readonly Conclusion[] {
  const { what } = reading;
  switch (what.kind) {
    case "trouble":
      return wireConclusions(reading, what, known);
    case "address":
      return addressConclusions(what.address, known);
    case "crash": {
      const certain = known?.delivery?.certainFailure?.variable ?? null;
      const variables = certain !== null && what.variables.includes(certain) ? [certain] : what.variables;
      return what.causes.map((cause) => conclusion(cause, what.rule, ...variables));
    }
    case "missing-key":
      return [conclusion("api-adapter", "missing-api-key", what.variable)];
    case "api":
      return [apiConclusion(what)];
    case "boot":
      return [bootConclusion(what, atFault(what, known))];
    case "sidecar":
      return [conclusion("sidecar-cannot-deliver", null)];
    case "whole-mail":
      return [conclusion(null, "debug-log-leaks-mail", "LOG_LEVEL")];
    case "unknown-reason":
      return [conclusion(null, null)];
    case "no-reason":
      return [reasonThatIsCertain(known) ?? conclusion(null, "silent-failure")];
  }
}

/** The rule that speaks of it, where that does not depend on which of the variables it is. */
function bootConclusion({ quoted }: Extract<What, { kind: "boot" }>, variables: readonly string[]): Conclusion {
  const byKind: Partial<Record<VariableFact["kind"], RuleId>> = {
    boolean: "invalid-boolean",
    integer: "invalid-integer",
    text: "half-credentials",
    secret: "half-credentials",
    ...(quoted !== null && { adapter: "unknown-adapter" }),
  };
  const rules = variables.map((name) => {
    const fact = variableNamed(name);
    if (fact?.mail !== true) return "boot-refused";
    return quoted === "" ? "empty-value" : byKind[fact.kind];
  });
  const [rule = null] = rules;
  return conclusion("boot-refused", rules.every((each) => each === rule) ? rule : null, ...variables);
}

/** The variables that a refused boot may be about; fewer where the files tell which has the value that the text quotes. */
function atFault({ variables, quoted }: Extract<What, { kind: "boot" }>, known: Known | null): readonly string[] {
  if (known === null) return variables;
  const now = known.bootError?.variable ?? null;
  if (now !== null && variables.includes(now)) return [now];
  const same = variables.filter((name) => {
    const value = known.valueOf(name);
    return value !== null && quoted !== null && (value === quoted || inspectString(value) === `"${quoted}"`);
  });
  return same.length > 0 ? same : variables;
}

/** Whether the service cannot have written the line with the settings that it has now. */
export function contradicts({ what, client, host }: LogReading, { delivery, boots }: Known): boolean {
  if (what.kind === "boot") return boots;
  if (delivery === null) return false;
  const speaks = delivery.client === "mua" || delivery.client === "gen_smtp" ? delivery.client : "api";
  if (client !== null && client !== (delivery.client === "none" ? "none" : speaks)) return true;
  const relay = delivery.mxLookup ? null : delivery.host;
  if (host !== null && relay !== null && host.toLowerCase() !== relay.toLowerCase()) return true;
  if (what.kind !== "trouble") return false;
  const { trouble } = what;
  // Plain text where TLS was expected from the first byte; a login that was refused.
  if (what.speaks !== null && delivery.tls === "starttls-if-offered") return true;
  return (
    trouble.kind === "reply" &&
    delivery.auth === null &&
    ofLogin.has(trouble.code) &&
    !wantsLogin.test(trouble.words) &&
    stepsOf(trouble).every(({ step }) => step === "auth")
  );
}

/** Codes that answer a login and nothing else (RFC 4954). */
const ofLogin: ReadonlySet<number> = new Set([334, 432, 534, 535, 538]);

/** A delivery that must fail, in a way of which this release logs no reason. */
function reasonThatIsCertain(known: Known | null): Conclusion | null {
  if (known?.delivery == null) return null;
  const { delivery, adapter, release } = known;
  if (certainLine({ delivery, logsFailure: release.logsFailure })?.startsWith("** ") !== false) return null;
  const request = requestOf(delivery, adapter, release);
  const plan = planOf(request);
  if (plan.kind !== "no-talk") return null;
  const verdict = judgeWithoutTalk(request, plan);
  const { cause, rule, variable } = verdict;
  return { ...conclusion(cause, rule, ...(variable === null ? [] : [variable])), verdict };
}

/** Sender or recipient: the text does not say which of the two it is. */
function addressConclusions(address: string | null, known: Known | null): readonly Conclusion[] {
  const sender = conclusion("sender-invalid", "invalid-sender", "MAILER_EMAIL");
  const recipient = conclusion("recipient-invalid", null);
  if (address === null) return [sender];
  const from = known?.delivery?.mailFrom;
  if (from === undefined) return [sender, recipient];
  // Else the sender was another one when the line was written, or it is not about the sender.
  return from.trim() === address.trim() ? [sender] : [recipient, sender];
}

/** What a provider's web interface refuses, by its words; each has its own. */
function apiConclusion({ service, words, problem }: Extract<What, { kind: "api" }>): Conclusion {
  if (problem !== null) return conclusion(wireCause("connect", problem, "", null, false), null);
  const key = Object.values(apiProviders).find(({ name }) => name === service)?.variable;
  const says = (pattern: RegExp) => pattern.test(words);
  if (
    key !== undefined &&
    says(/unauthori[sz]ed|forbidden|invalid[ _]?(?:api[ _])?key|\btoken\b|authorization|api key|credentials/i)
  ) {
    return conclusion("api-key-refused", null, key);
  }
  const meant = meaningOf([words])?.cause ?? null;
  if (meant === "sender-refused") return conclusion(meant, "sender-not-allowed", "MAILER_EMAIL");
  if (meant === "account-restricted" || meant === "quota-exceeded" || meant === "ip-not-allowed") return conclusion(meant, null);
  if (service === "Mailgun" && says(/not found|unknown/i)) {
    return conclusion("api-domain-refused", null, "MAILGUN_DOMAIN", "MAILGUN_BASE_URI");
  }
  if (says(/recipient|inactive/i)) return conclusion("recipient-refused", null);
  if (says(/\bfrom\b|sender|signature/i)) return conclusion("sender-refused", "sender-not-allowed", "MAILER_EMAIL");
  return conclusion("api-adapter", null);
}
