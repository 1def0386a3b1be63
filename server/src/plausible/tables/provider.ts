/** How a port is opened: TLS from the first byte, or in plain text first. */
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
