import type { StepName } from "./steps.js";
import type { WireProblem } from "./wire-error.js";

/** What is wrong with a certificate, as the adapter would see it; `unnamed`: a log that keeps the reason to itself. */
export type CertificateFault = "self-signed" | "unknown-ca" | "expired" | "not-yet-valid" | "wrong-name" | "other" | "unnamed";

/** Why a talk ended before its end. Texts are masked; `words` are one line for people, `lines` as the server wrote them. */
export type Trouble =
  | { readonly kind: "wire"; readonly problem: WireProblem; readonly code: string }
  | {
      readonly kind: "certificate";
      readonly fault: CertificateFault;
      /** The names that the certificate carries. */
      readonly names: readonly string[];
      /** `TLSv1.3`; the log names another state for each. */
      readonly protocol: string;
    }
  | { readonly kind: "reply"; readonly code: number; readonly lines: readonly string[]; readonly words: string }
  /** An answer that is no SMTP reply; the client raises this exception on it. */
  | { readonly kind: "unreadable"; readonly exception: string; readonly words: string }
  /** The client raises or exits by itself. */
  | { readonly kind: "crash"; readonly exception: string }
  /** This release's client cannot do TLS at all. */
  | { readonly kind: "tls-impossible" }
  | { readonly kind: "plaintext-auth-not-allowed" }
  /** The password is set, but we do not see it. */
  | { readonly kind: "credentials-unseen" };

/** A refusal in the server's own words. */
export type ReplyTrouble = Extract<Trouble, { kind: "reply" }>;

/** What was seen and done on the wire; everything that the judge needs to know of it. */
export interface Talk {
  readonly trouble: { readonly step: StepName; readonly trouble: Trouble } | null;
  readonly secure: boolean;
  readonly authenticated: boolean;
  /** AUTH mechanisms that were tried, in order. */
  readonly attempted: readonly string[];
  readonly offered: {
    /** `other-case`: offered in letters that Mua does not take for an offer. */
    readonly startTls: "yes" | "other-case" | "no";
    /** The mechanisms of the last EHLO; null: no AUTH in it. */
    readonly mechanisms: readonly string[] | null;
  };
  /** A login that the server rejected and the client passed over in silence. */
  readonly passedOver: { readonly code: number; readonly words: string } | null;
  /** What is wrong with the certificate, where the client does not look at it. */
  readonly overlooked: CertificateFault | null;
  /** EHLO had been accepted once when it was refused. */
  readonly secondEhlo: boolean;
  /** The message itself was transferred, accepted or not. */
  readonly handedOver: boolean;
  /** Something was said by the server at all. */
  readonly greeted: boolean;
}

/** What further connections showed about the same port, asked only where the first one left it open. */
export interface SecondLook {
  /** A TLS handshake succeeded where the adapter speaks in clear, or a greeting came where it starts with TLS. */
  readonly speaks: "tls" | "smtp" | "other" | null;
  /** The greeting, for people; empty where there was none. */
  readonly words: string;
}

/** What an ordinary mail client (nodemailer) met. */
export interface OrdinaryClient {
  readonly getsThrough: boolean;
  readonly secure: boolean;
  /** Why the two differ. */
  readonly because: "space" | "second-ehlo" | "auth" | "prompts" | "tls" | "unknown";
}
