import type { PortMode } from "../tables/provider.js";
import type { AdapterName, BooleanOutcome, BootError, ElixirTerm, Setting, SmtpAdapterFacts } from "../types.js";

/** What a setting rests on: the text of its variable, or the default that holds while that one is unset. */
export type DecidedBy =
  | { readonly by: "text"; readonly variable: string }
  /** `variable`: the one that would decide if it were set; `source`: where its default was read or executed. */
  | { readonly by: "default"; readonly variable: string; readonly source: string };

/** What a setting carries beside its value. */
interface Reasoned {
  readonly decidedBy: DecidedBy;
}

/** The relay in force. `direct`: there is none, each mail goes to the recipient's own server. */
export type RelaySetting = Reasoned &
  ({ readonly kind: "host"; readonly host: string } | { readonly kind: "direct" } | { readonly kind: "unknown" });

/** The port in force. */
export type PortSetting = Reasoned &
  (
    | { readonly kind: "known"; readonly port: number }
    /** `port`: the number where it is one, that no connection can be opened to; null: no number at all. */
    | { readonly kind: "invalid"; readonly port: number | null; readonly text: string }
    | { readonly kind: "unknown" }
  );

/** `dropped`: the adapter ignores the text; `refused`: it stops the boot. */
export type FlagKind = "on" | "off" | "unset" | "dropped" | "refused" | "unknown";

/** A flag as the release parses it. */
export interface FlagSetting extends Reasoned {
  readonly kind: FlagKind;
  /** What the parser makes of the text; null where there is none, or none that is seen. */
  readonly outcome: BooleanOutcome | null;
}

/** How the connection is opened. `opens` null: not known, or it does not come so far. */
export interface TlsSetting extends Reasoned {
  readonly opens: PortMode | null;
}

/** The login. `half`: one of the two is missing, `missing`; `unknown`: whether one is there is not known. */
export interface LoginSetting extends Reasoned {
  readonly kind: "both" | "none" | "half" | "unknown";
  readonly user: Setting;
  readonly password: Setting;
  /** The names that are certainly unset, or that may be. */
  readonly missing: readonly string[];
}

/** The adapter in force. */
export interface AdapterSetting extends Reasoned {
  readonly adapter: AdapterName;
}

/** The sender. `address` null: not seen, for the names in `unseen`. */
export interface SenderSetting extends Reasoned {
  readonly address: string | null;
  readonly unseen: readonly string[];
}

/** What one SMTP adapter makes of a container's variables, each with what decided it. */
export interface SmtpSettings {
  readonly facts: SmtpAdapterFacts;
  /**
   * Whether port and TLS flag are read at all: not without `SMTP_HOST_ADDR` where the adapter parses them only with it.
   * `if-relay`: whether that one is set is not known.
   */
  readonly inForce: "yes" | "if-relay" | "no";
  readonly relay: RelaySetting;
  readonly port: PortSetting;
  readonly tlsFlag: FlagSetting;
  readonly tls: TlsSetting;
  readonly login: LoginSetting;
  /** `SMTP_MIDDLEBOX_COMP_MODE` and `SMTP_MX_LOOKUPS_ENABLED`; null: the adapter does not read it. */
  readonly middlebox: FlagSetting | null;
  readonly mxLookups: FlagSetting | null;
}

/** What a release makes of the variables that decide about mail. */
export interface MailSettings {
  readonly adapter: AdapterSetting;
  readonly sender: SenderSetting;
  readonly smtp: SmtpSettings | null;
}

/** What a release makes of a container when it starts. */
export type Mailer =
  | {
      readonly outcome: "boots";
      readonly config: { readonly [key: string]: ElixirTerm };
      /** A pair where `MAILER_NAME` is set (also to nothing); null where the address is not seen. */
      readonly mailerEmail: string | { readonly name: string; readonly address: string } | null;
      /** Variables that flow through unseen: they stand as `$unknown` in `config`, or are missing in `mailerEmail`. */
      readonly unseen: readonly string[];
      /** What the configuration was made of. `smtp`: null for an adapter that speaks no SMTP. */
      readonly settings: MailSettings;
    }
  | { readonly outcome: "refuses-to-boot"; readonly error: BootError }
  /** These names decide, and are not known. */
  | { readonly outcome: "unknown"; readonly unknown: readonly string[] };

export type DeliveryTls = "implicit" | "starttls-if-offered" | "fails-if-offered" | "impossible" | "none";

/** What the adapter would do on the wire. */
export interface Delivery {
  readonly client: "mua" | "gen_smtp" | "postmark" | "mailgun" | "mandrill" | "sendgrid" | "none";
  /** Null: direct delivery to the recipient's domain. */
  readonly host: string | null;
  readonly port: number | null;
  readonly mxLookup: boolean;
  /** How often a session with one host is tried when it cannot be opened; a refused sender, recipient or message is final. */
  readonly attempts: number;
  readonly tls: DeliveryTls;
  readonly verifiesCertificate: boolean;
  readonly auth: {
    readonly username: string | null;
    readonly password: string | null;
    readonly mechanisms: readonly string[];
    /** Which of the two are there but not seen (null above for that reason). */
    readonly unseen: readonly ("username" | "password")[];
  } | null;
  readonly ehlo: string | null;
  readonly mailFrom: string;
  readonly senderName: string | null;
  /** The reason why no mail can be sent whatever the server does, with the exception that a send raises. */
  readonly certainFailure: CertainFailure | null;
  /** Where an adapter for a provider's API knocks, and with what; absent for the others. */
  readonly api?: {
    /** `https://api.postmarkapp.com`, without a slash at the end; null: the configured one is no address. */
    readonly base: string | null;
    /** Null: not seen. */
    readonly key: string | null;
    /** Mailgun's; null for the others, or not seen. */
    readonly domain: string | null;
  };
  /** What starting TLS raises in the client itself; with STARTTLS only a server that offers none gets the mail. */
  readonly tlsFailure?: CertainFailure | null;
  /** What each field rests on; a field that the adapter alone decides is not there. */
  readonly decidedBy: DeliveryDecisions;
}

/** The fields of a delivery that a reader can do something about, each with what decided it. */
export type DeliveryDecisions = Readonly<Partial<Record<DecidedField, DecidedBy>>>;
export type DecidedField = "client" | "host" | "port" | "mxLookup" | "tls" | "verifiesCertificate" | "auth" | "ehlo" | "mailFrom";

/** Why a mail (or TLS) cannot work, whatever the server does. */
export interface CertainFailure {
  readonly kind:
    | "invalid-sender"
    | "no-credentials"
    | "tls-impossible"
    | "invalid-port"
    | "invalid-retries"
    | "missing-api-key"
    | "invalid-host"
    | "middlebox-mode"
    | "black-hole";
  /**
   * As Plausible's log shows it, e.g. `** (ArgumentError) The email address …`, without what would follow of the
   * config; for a black hole, which logs nothing, a sentence.
   */
  readonly exception: string;
  readonly variable: string | null;
}
