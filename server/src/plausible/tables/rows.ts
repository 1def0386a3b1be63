import type { AdapterName } from "../types.js";

/** One place in the table of variables. */
export interface VariableFact {
  readonly name: string;
  readonly kind:
    | "adapter"
    | "boolean"
    | "integer"
    | "host"
    | "email"
    | "text"
    | "secret"
    | "url"
    | "path"
    | "registration"
    | "log-level";
  readonly secret: boolean;
  /** Mail variables are those that rules speak of; the others decide about mail beside them. */
  readonly mail: boolean;
  /** Which adapter reads it, in which releases (inclusive names; `to` null: still read). `adapter` null: read whatever the adapter is. */
  readonly readBy: readonly { readonly adapter: AdapterName | null; readonly from: string; readonly to: string | null }[];
  readonly defaults: readonly {
    readonly adapter: AdapterName | null;
    readonly from: string;
    readonly to: string | null;
    /** As a compose file would write it; null: unset means something of its own (no relay, no authentication). */
    readonly value: string | null;
  }[];
  /** One sentence for hover, in each language. */
  readonly meaning: { readonly en: string; readonly "zh-cn": string };
  readonly source: string;
}

export type PortMode = "implicit" | "starttls";

/** The end of logins with a password. */
export interface PasswordLogin {
  /** `off`: nobody can any more; `going`: off by default from that date on, and to be had again only by an administrator. */
  readonly state: "off" | "going";
  /** `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string;
  /** The domains of the accounts that it holds for, at any of the maker's hosts. */
  readonly accounts: readonly string[];
  readonly source: string;
}

/** A row of the provider table. */
export interface Provider {
  readonly name: string;
  /** Exact host names, or patterns with `*` for one label part (`email-smtp.*.amazonaws.com`). */
  readonly hosts: readonly string[];
  readonly implicit: readonly number[];
  readonly starttls: readonly number[];
  readonly needsAuth: boolean;
  /** The user name that everybody has there (`apikey`); null: each account has its own. */
  readonly login: string | null;
  /** The password of the account is refused; an app password (or a key of its own) is needed. */
  readonly appPassword: boolean;
  /** Null: it logs in whoever has a password (or a key); else since when, or from when on, only OAuth, which no adapter speaks. */
  readonly passwordLogin: PasswordLogin | null;
  /** Takes mail and never delivers it. */
  readonly sandbox: boolean;
  /** Answers 503 where EHLO is sent a second time without STARTTLS before it. */
  readonly refusesSecondEhlo: boolean;
  /**
   * What the sender must be: the login itself; the login or an alias that the account has; an address of the login's
   * domain; an address or domain that the account has proved to be its own. Null: not known.
   */
  readonly sender: "login" | "login-or-alias" | "login-domain" | "verified" | null;
  /**
   * `primary`: a page of the vendor, source code, or several pages that agree; `secondary`: one third-party page;
   * `unverified`. Only `primary` supports an error.
   */
  readonly evidence: "primary" | "secondary" | "unverified";
  readonly source: string;
}
