import type { Message } from "../../base/messages.js";
import type { Delivery, Release, SmtpAdapterFacts } from "../../plausible/types.js";

/** What to test, and how far to go. */
export interface TestRequest {
  readonly delivery: Delivery;
  /** The facts of the SMTP adapter; null for the others. */
  readonly adapter: SmtpAdapterFacts | null;
  /** The release, as messages name it (`3.2.1`). */
  readonly release: string;
  /** What the log of this release shows of a failed mail. */
  readonly logsFailure: "nothing" | "without-reason" | "with-reason";
  /** The parts of an invitation of this release. */
  readonly invitationParts: Release["invitationParts"];
  /** A recipient for RCPT TO; null: the talk ends after MAIL FROM. */
  readonly to: string | null;
  /** Hand over one real message (needs `to`). */
  readonly send: boolean;
  /** Milliseconds for each connection, handshake or reply. */
  readonly timeout: number;
  /** PEM certificates added to the trusted roots. */
  readonly ca: readonly string[];
  /** Where to connect instead; names and TLS stay. */
  readonly connectTo: { readonly host: string; readonly port: number } | null;
  /** Whether the provider's API may be asked about key and domain, where the adapter is one for it. */
  readonly askApi: boolean;
  /** Asked before credentials go out unencrypted, and only where the adapter would send them so. */
  readonly allowPlaintextAuth: () => Promise<boolean>;
}

export type StepName =
  | "resolve"
  | "connect"
  | "greeting"
  | "tls"
  | "ehlo"
  | "starttls"
  | "auth"
  | "sender"
  | "recipient"
  | "message";
export type StepStatus = "ok" | "failed" | "warning" | "skipped";

export interface Step {
  readonly step: StepName;
  readonly status: StepStatus;
  readonly ms: number;
  /** What happened, with the server's code and words where it spoke. Never a secret. */
  readonly detail: Message;
}

/** Why a mail would not leave: a closed list, one docs section each. */
export type Cause =
  | "boot-refused"
  | "sender-invalid"
  | "recipient-invalid"
  | "no-relay"
  | "black-hole"
  | "api-adapter"
  | "api-key-refused"
  | "api-domain-refused"
  | "adapter-crashes"
  | "host-not-found"
  | "connection-refused"
  | "connection-timeout"
  | "host-unreachable"
  | "connection-closed"
  | "no-greeting"
  | "greeting-refused"
  | "tls-on-plain-port"
  | "plain-on-tls-port"
  | "certificate-self-signed"
  | "certificate-unknown-ca"
  | "certificate-expired"
  | "certificate-wrong-name"
  | "tls-version"
  | "tls-failed"
  | "tls-impossible"
  | "starttls-refused"
  | "tls-required"
  | "ehlo-refused"
  | "auth-refused"
  | "auth-not-offered"
  | "auth-mechanism"
  | "auth-required"
  | "sender-refused"
  | "sender-syntax"
  | "recipient-refused"
  | "message-refused"
  | "not-smtp"
  | "plaintext-auth-not-allowed"
  | "credentials-unseen"
  | "plain-text-injected"
  | "cancelled";

export interface Verdict {
  /** Whether this release's adapter would report success; null where that cannot be known. */
  readonly wouldDeliver: boolean | null;
  readonly cause: Cause | null;
  /** The lint rule that speaks of the same mistake. */
  readonly rule: string | null;
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
