import type { Delivery } from "../../plausible/mailer/model.js";
import type { Release, SmtpAdapterFacts } from "../../plausible/types.js";

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
