/** The adapters of `MAILER_ADAPTER`, in any release. */
export const adapterNames = [
  "Bamboo.Mua",
  "Bamboo.SMTPAdapter",
  "Bamboo.PostmarkAdapter",
  "Bamboo.MailgunAdapter",
  "Bamboo.MandrillAdapter",
  "Bamboo.SendGridAdapter",
  "Bamboo.LocalAdapter",
  "Bamboo.TestAdapter",
] as const;
export type AdapterName = (typeof adapterNames)[number];
/** The two that speak SMTP. */
export type SmtpAdapterName = "Bamboo.Mua" | "Bamboo.SMTPAdapter";

/** How a release parses a flag. */
export type BooleanParser =
  /** `get_bool_from_path_or_env`: ten words in any case; everything else stops the boot. */
  | "strict"
  /** `String.to_existing_atom`: any atom but `false` and `nil` is on; an unknown atom stops the boot. */
  | "existing-atom"
  /** Handed on as a string; the adapter understands exactly `true` and `false` and drops the rest. */
  | "true-or-false-string";

/** What a release's parser makes of a flag's text. */
export type BooleanOutcome =
  | {
      readonly kind: "on" | "off" | "unset";
      /** What the config then holds: `true`, `false`, null for `nil`, `":tls"` for another atom, or the text itself. */
      readonly term: ElixirTerm;
      /** `bin/plausible start` takes it, but `db createdb` and `db migrate`, which run first, know fewer atoms and stop with this. */
      readonly earlierCommands: BootError | null;
    }
  /** Stops the boot, with this exception. `measured`: seen in a real release; else the word is one that nobody has tried. */
  | { readonly kind: "refused"; readonly error: BootError; readonly measured: boolean }
  /** Handed on, and dropped in silence by the adapter: its own default holds. */
  | { readonly kind: "dropped"; readonly term: ElixirTerm };

export type IntegerParser =
  /** `Integer.parse` at boot, the whole text. */
  | "at-boot"
  /** `String.to_integer` at every send. */
  | "at-send";

/** What one SMTP adapter of one release does: the facts that rules and the probe ask for. */
export interface SmtpAdapterFacts {
  readonly adapter: SmtpAdapterName;
  /** The client library's name and version as in the release's `mix.lock`. */
  readonly client: { readonly name: "mua" | "gen_smtp"; readonly version: string };
  /** The relay when `SMTP_HOST_ADDR` is unset; null: direct delivery to the recipient's domain. */
  readonly defaultHost: string | null;
  readonly defaultPort: number;
  /** Whether `SMTP_HOST_SSL_ENABLED` is read at all. */
  readonly readsTlsFlag: boolean;
  readonly tlsFlagParser: BooleanParser;
  /** How `SMTP_MIDDLEBOX_COMP_MODE` is parsed; null: not read. */
  readonly middleboxParser: BooleanParser | null;
  /** How `SMTP_MX_LOOKUPS_ENABLED` is parsed; null: not read. Its meaning is inverted: what it says becomes `no_mx_lookups`. */
  readonly mxLookupsParser: BooleanParser | null;
  /** How `SMTP_RETRIES` is parsed; null: not read. */
  readonly retriesParser: IntegerParser | null;
  readonly portParser: IntegerParser;
  /** Port and flag are parsed only when `SMTP_HOST_ADDR` is set. */
  readonly parsesOnlyWithHost: boolean;
  /** Port 465 means implicit TLS when the flag is unset. */
  readonly implicitTlsOn465: boolean;
  /** Implicit TLS can be had at all. */
  readonly implicitTls: "works" | "not-available" | "fails";
  readonly startTls: "works" | "fails";
  readonly verifiesCertificate: boolean;
  /** The versions of TLS after STARTTLS, the oldest first; `implicitTlsVersions`: from the first byte. */
  readonly tlsVersions: readonly ("TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3")[];
  readonly implicitTlsVersions: readonly ("TLSv1" | "TLSv1.1" | "TLSv1.2" | "TLSv1.3")[];
  /** Connects to IPv6 addresses too. */
  readonly ipv6: boolean;
  /** What one credential without the other does. */
  readonly onHalfCredentials: "refuses-to-boot" | "every-send-crashes" | "skips-auth";
  /** What a relay without credentials does. */
  readonly onNoCredentials: "sends-without-auth" | "every-send-crashes";
  /** Credentials are used also when `SMTP_HOST_ADDR` is unset: the recipient's own server gets them. */
  readonly authWithoutHost: boolean;
  readonly mechanisms: readonly string[];
  /** A rejected password stops the mail, or is swallowed and the talk goes on unauthenticated. */
  readonly onRejectedCredentials: "fails" | "goes-on-unauthenticated";
  readonly ehloName: "sender-domain" | "base-url-host";
  /** MX look-up of the relay's own name (2.1.0/2.1.1 Mua) or when asked (SMTPAdapter). */
  readonly relayMxLookup: "never" | "always" | "when-flag-says";
  /** Direct delivery looks up the MX of the recipient's domain; false: it connects to the domain's own address. */
  readonly directMxLookup: boolean;
  /** An empty relay is looked up in vain, or is no host at all to the runtime. */
  readonly onEmptyHost: "not-found" | "exits";
  /** What is demanded of the sender's address at every send (see `sender.ts`). */
  readonly senderCheck: "none" | "idna-domain" | "mail-pattern" | "mail-pattern-and-one-at";
  /** The headers that the client adds to a message without them. */
  readonly addsHeaders: "none" | "date-and-malformed-message-id" | "date-and-message-id";
  /** EHLO is sent a second time although there was no STARTTLS. */
  readonly secondEhlo: boolean;
  /** Milliseconds that the client waits for a connection, and for a reply. */
  readonly timeouts: { readonly connect: number; readonly reply: number };
  /** A blank before the address, as in `MAIL FROM: <…>`, which strict servers refuse. */
  readonly blankBeforeAddress: boolean;
  /** The suites of TLS up to 1.2, as OpenSSL names them; null: the usual ones. */
  readonly ciphers: string | null;
  /** How the parts of a message are encoded. */
  readonly bodyEncoding: "quoted-printable" | "base64";
}

export interface Release {
  /** `3.2.1`, `2.1.0`, `master`. */
  readonly name: string;
  /** Position in time; a greater one is newer. */
  readonly order: number;
  /** `YYYY-MM-DD`; null where no source gives it. */
  readonly date: string | null;
  /** Of the official image. */
  readonly runtime: { readonly elixir: string; readonly otp: string };
  /** Mail libraries as in the release's `mix.lock`. */
  readonly libraries: Readonly<Record<string, string>>;
  readonly defaultAdapter: AdapterName;
  readonly adapters: readonly AdapterName[];
  /** Adapters that this release still knows by name, to refuse them with a text of their own. */
  readonly removedAdapters: readonly AdapterName[];
  /** Adapters of which it is assumed, and not known, that this release has them: its own source was not seen. */
  readonly assumedAdapters: readonly AdapterName[];
  /** Whether an unknown `MAILER_ADAPTER` is named in the exception. */
  readonly unknownAdapterError: "names-the-value" | "fixed-text";
  /** `MAILER_EMAIL` when unset; `domain` null: the host of `BASE_URL`. */
  readonly defaultSender: { readonly local: string; readonly domain: string | null };
  readonly readsMailerName: boolean;
  /** What may stop the boot, in the order of the release's own code; the first one that does wins. */
  readonly boot: readonly BootCheck[];
  readonly smtp: Readonly<Partial<Record<SmtpAdapterName, SmtpAdapterFacts>>>;
  /** What the container's log shows of a failed mail. */
  readonly logsFailure: "nothing" | "without-reason" | "with-reason";
  readonly readsSecretFiles: boolean;
  readonly trimsSecretFiles: boolean;
  /** The parts of an invitation. */
  readonly invitationParts: "html" | "html-and-text";
  /** Where each fact of the row was read or executed. */
  readonly source: string;
}

/** One place in `runtime.exs` that may stop the boot. */
export type BootCheck =
  /** `String.to_existing_atom`; `missing`: words that are no atoms in this release although they are in others. */
  | { readonly check: "atom"; readonly variable: string; readonly missing: readonly string[] }
  /** `get_bool_from_path_or_env`. */
  | { readonly check: "boolean"; readonly variable: string }
  /** `get_int_from_path_or_env`; `unless`: the variable that is read first, and this one only where that is unset. */
  | { readonly check: "integer"; readonly variable: string; readonly unless?: string }
  | { readonly check: "base-url"; readonly seeWhenUnset: string }
  | { readonly check: "secret-key-base"; readonly bytes: number; readonly see: string }
  /** `strict`: must be there, and bad base64 gives the standard library's text; else optional, with texts of its own. */
  | { readonly check: "totp-vault-key"; readonly strict: boolean; readonly see: string }
  /** An existing atom that is one of true, false, invite_only. */
  | { readonly check: "registration"; readonly see: string }
  /** With `HTTPS_PORT` the host of `BASE_URL` must be a public name. */
  | { readonly check: "https-domain" }
  | { readonly check: "mailer" };

/** The release that an image runs. */
export interface ReleaseChoice {
  readonly release: Release;
  /** True where the image does not name one release: no tag, a floating tag, a digest, `build:`, an image of one's own. */
  readonly assumed: boolean;
  /** Why it is assumed; null when it is not. */
  readonly reason:
    | "no-tag"
    | "floating-tag"
    | "digest"
    | "unknown-tag"
    | "pre-release"
    | "build"
    | "own-image"
    | "no-image"
    | "unresolved"
    | null;
}

/** What the container offers under a name. */
export type Setting =
  | { readonly state: "value"; readonly value: string }
  | { readonly state: "absent" }
  /** `present`: it is certainly set, only its text is not seen (`K=${K}`, an unreadable secret); else it may also be absent. */
  | { readonly state: "unknown"; readonly present?: boolean };

/** A container as Plausible sees it. */
export interface Container {
  readonly environment: (name: string) => Setting;
  /** A file in `CONFIG_DIR`, untrimmed; null: there is none. `unknown`: it is there, its content is not seen. */
  readonly secretFile: (name: string) => Setting;
  /** The first variable that is too long for Linux to give it to a process; null, and absent: none is known to be. */
  readonly tooLong?: () => string | null;
}

/** Why nothing boots. `E2BIG`: no exception of the release's, but Linux, which doesn't start its process. */
export interface BootError {
  readonly type: "ArgumentError" | "RuntimeError" | "E2BIG";
  /** `Exception.message/1`, letter for letter; for `E2BIG` the words of Linux. */
  readonly message: string;
  /** The variable at fault, where the release's code tells it. */
  readonly variable: string | null;
}

/** Why a release refuses to boot for a variable beside mail. */
export interface BootRefusal {
  readonly check: BootCheck;
  readonly variable: string;
  /** As the container's log has it, on several lines where the exception's text has them. */
  readonly log: string;
  /** `earlier-commands`: `db createdb` and `db migrate` stop, `run` alone would not; `logger`: what runtime.exs lets pass. */
  readonly when: "boot" | "earlier-commands" | "logger";
  /** False: a word that nobody has tried in the image; if it happens to be known there, it counts as yes. */
  readonly certain: boolean;
}

/**
 * An Elixir term as `explain` prints it: atoms `":name"`, modules `"Bamboo.Mua"`, keyword lists objects, nil null.
 * A value that is there but not seen is `{"$unknown": [names]}`; see `isUnknownTerm`.
 */
export type ElixirTerm = string | number | boolean | null | readonly ElixirTerm[] | { readonly [key: string]: ElixirTerm };
