import type { RuleId } from "../base/ids.js";
import type { Delivery } from "../plausible/mailer/model.js";
import type { BootError, Release, SmtpAdapterFacts } from "../plausible/types.js";
import type { Cause } from "../smtp/verdict/causes.js";
import type { Evidence } from "../smtp/verdict/circumstances.js";
import type { Verdict } from "../smtp/verdict/report.js";
import type { TestRequest } from "../smtp/verdict/request.js";

/** The settings with which a service would write a line now. */
export interface Known {
  readonly release: Release;
  /** Null: the release refuses to boot, or something that decides is not seen. */
  readonly delivery: Delivery | null;
  /** The facts of the SMTP adapter in force; null for others. */
  readonly adapter: SmtpAdapterFacts | null;
  /** The exception that stops its boot; null: none, or not known. */
  readonly bootError: BootError | null;
  /** It certainly boots. */
  readonly boots: boolean;
  /** The text of a variable; null where it is unset or not seen. */
  readonly valueOf: (name: string) => string | null;
}

/** One thing that a line may come from, named as a test of the mail server names it. */
export interface Conclusion {
  /** Null: the log does not tell it. */
  readonly cause: Cause | null;
  readonly rule: RuleId | null;
  /** The variable to change; null where none is at fault, or where `variables` are several. */
  readonly variable: string | null;
  readonly variables: readonly string[];
  /** What was supposed, for the judge's own words. */
  readonly evidence: Evidence | null;
  /** The verdict of a test, where it needs no talk. */
  readonly verdict: Verdict | null;
}

/** Several variables: the text does not name the one. */
export function conclusion(cause: Cause | null, rule: RuleId | null, ...variables: readonly string[]): Conclusion {
  const [first = null, second] = variables;
  return { cause, rule, variable: second === undefined ? first : null, variables, evidence: null, verdict: null };
}

/** A test with these settings, which is only judged and never run. */
export function requestOf(delivery: Delivery, adapter: SmtpAdapterFacts | null, release: Release): TestRequest {
  return {
    delivery,
    adapter,
    release: release.name,
    logsFailure: release.logsFailure,
    askApi: false,
    invitationParts: release.invitationParts,
    to: null,
    send: false,
    timeout: adapter?.timeouts.reply ?? 0,
    ca: [],
    connectTo: null,
    allowPlaintextAuth: async () => false,
  };
}
