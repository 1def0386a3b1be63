import type { RuleId } from "../../base/ids.js";
import type { Release } from "../../plausible/types.js";
import type { Cause } from "../../smtp/verdict/causes.js";
import type { Trouble } from "../../smtp/verdict/talk.js";
import type { WireProblem } from "../../smtp/verdict/wire-error.js";

/** What an entry of Plausible's log says of a mail, or of a boot that no mail can follow. */
export interface LogReading {
  readonly what: What;
  /** The library that wrote it; null where the text does not tell. */
  readonly client: "mua" | "gen_smtp" | "api" | null;
  /** The relay, where the text names it. */
  readonly host: string | null;
  /** The part of the entry that tells it, as Plausible writes it. Never a secret. */
  readonly logLine: string;
  /** False where it may speak of another connection than that to the mail server. */
  readonly ofMail: boolean;
  /** The releases that the versions in its stack trace leave over, oldest first; all where it has none. */
  readonly releases: readonly Release[];
}

/** What keeps a mail relay from delivering; `turned-away`: it does not take Plausible's mail itself. */
export type RelayFault = "timeout" | "no-ipv6" | "unreachable" | "refused" | "login" | "turned-away" | "encryption" | "other";

/** What it says, by kind. */
export type What =
  /** What happened on the wire; `speaks`: what the first byte tells that came where TLS was expected. */
  | { readonly kind: "trouble"; readonly trouble: Trouble; readonly speaks: "smtp" | "other" | null }
  /** An address that the library refuses; null where it shows only a part of it. */
  | { readonly kind: "address"; readonly address: string | null; readonly exception: string }
  /** A setting on which the client raises or exits. */
  | {
      readonly kind: "crash";
      readonly causes: readonly Cause[];
      readonly exception: string;
      /** The settings that may be it, the likeliest first. */
      readonly variables: readonly string[];
      readonly rule: RuleId;
    }
  /** A provider's web interface has refused the mail; `problem`: it was not even reached. */
  | { readonly kind: "api"; readonly service: string; readonly words: string; readonly problem: WireProblem | null }
  | { readonly kind: "missing-key"; readonly variable: string; readonly exception: string }
  /** The boot is refused; `variables`: those that the text may speak of, none where it is no text that we know. `quoted`: a value in it, to be compared, never to be shown. */
  | { readonly kind: "boot"; readonly exception: string; readonly quoted: string | null; readonly variables: readonly string[] }
  /** The log of a mail server beside Plausible: what keeps it from delivering. */
  | {
      readonly kind: "sidecar";
      readonly program: "Exim" | "Postfix";
      /** The name of its container; empty where the log names none. */
      readonly relay: string;
      readonly fault: RelayFault;
      /** The server that it wanted to deliver to, or the client that it turned away; null where the line names none. */
      readonly peer: string | null;
      /** What that server said, or the relay itself; empty where nobody said anything. */
      readonly words: string;
    }
  /** A mail failed, and the release logs no reason. */
  | { readonly kind: "no-reason" }
  /** A mail failed for a reason that we do not know. */
  | { readonly kind: "unknown-reason" }
  /** At level debug whole mails stand in the log. */
  | { readonly kind: "whole-mail" };
