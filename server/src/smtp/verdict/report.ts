import type { RuleId } from "../../base/ids.js";
import type { Message } from "../../base/messages.js";
import type { Cause } from "./causes.js";
import type { Step } from "./steps.js";

/** What a test, or a line of a log, comes to. */
export interface Verdict {
  /** Whether this release's adapter would report success; null where that cannot be known. */
  readonly wouldDeliver: boolean | null;
  readonly cause: Cause | null;
  /** The lint rule that speaks of the same mistake. */
  readonly rule: RuleId | null;
  /** The variable at fault. */
  readonly variable: string | null;
  /** What to do, in one or two sentences. */
  readonly advice: Message;
  /** What Plausible's log would show; null where it shows nothing. */
  readonly logLine: string | null;
  /** How the message would travel; null when it would not. */
  readonly channel: { readonly tls: boolean; readonly authenticated: boolean } | null;
  /** What an ordinary mail client met at the same server, where it was asked and differs. */
  readonly secondOpinion: Message | null;
  /** A change of one variable that the talk showed to be the cure (`SMTP_HOST_SSL_ENABLED` → `false`); null where none is sure. */
  readonly cure: { readonly variable: string; readonly value: string | null } | null;
}

export interface TestReport {
  readonly steps: readonly Step[];
  readonly verdict: Verdict;
  /** The talk, line by line, secrets masked: `> EHLO …`, `< 250 …`, `* TLS 1.3 …`. */
  readonly transcript: readonly string[];
}
