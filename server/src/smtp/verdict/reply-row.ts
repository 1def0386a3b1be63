import type { MessageTemplate } from "../../base/messages.js";
import type { Cause } from "./causes.js";

/** One way in which a mail server says what it has against a mail. */
export interface ReplyRow {
  /** Whose servers say it; null: many makers' do. */
  readonly provider: string | null;
  /** Tried on `535 5.7.8 the words`, in one line; the letters' case does not matter. */
  readonly says: RegExp;
  /** Not meant where it says this, too. */
  readonly unless?: RegExp;
  readonly cause: Extract<
    Cause,
    "ip-not-allowed" | "login-disabled" | "quota-exceeded" | "account-restricted" | "sender-refused" | "auth-refused"
  >;
  /** What to do at this provider; null: nothing that the advice of the cause does not say. */
  readonly todo: MessageTemplate | null;
  /** Where the words, or the way out, were found. */
  readonly source: string;
  /** `reported`: users quote the words; `documented`: the provider writes them; `derived`: other words of the same meaning. */
  readonly evidence: "reported" | "documented" | "derived";
}
