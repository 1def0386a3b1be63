import { notAnIntegerAtSend, parseInteger } from "../boot/config-helpers.js";
import { inspectString, isUnknownTerm } from "../elixir/terms.js";
import type { CertainFailure, Delivery, ElixirTerm, Mailer, Release, SmtpAdapterFacts } from "../types.js";
import type { MailerConfig } from "./mailer-config.js";
import { asciiDomain, domainOf, senderFailure } from "./sender.js";

type Failure = CertainFailure | null;

/**
 * What the adapter would do with a mail; null where the release does not boot, or where something that decides about
 * the talk (host, port, TLS, the sender's address) is not seen. An unseen user name or password does not matter here.
 */
export function deliveryOf(release: Release, mailer: Mailer): Delivery | null {
  if (mailer.outcome !== "boots" || mailer.mailerEmail === null) return null;
  const { config } = mailer;
  const sender =
    typeof mailer.mailerEmail === "string"
      ? { mailFrom: mailer.mailerEmail, senderName: null }
      : { mailFrom: mailer.mailerEmail.address, senderName: mailer.mailerEmail.name };
  switch (config.adapter) {
    case "Bamboo.Mua":
      return release.smtp["Bamboo.Mua"] ? mua(release.smtp["Bamboo.Mua"], config, sender) : null;
    case "Bamboo.SMTPAdapter":
      return release.smtp["Bamboo.SMTPAdapter"] ? genSmtp(release.smtp["Bamboo.SMTPAdapter"], config, sender) : null;
    case "Bamboo.PostmarkAdapter":
      return web(
        "postmark",
        "https://api.postmarkapp.com",
        config,
        sender,
        missing(config, "api_key", "POSTMARK_API_KEY", "API key", "Postmark"),
      );
    case "Bamboo.MailgunAdapter":
      return web(
        "mailgun",
        mailgunBase(config),
        config,
        sender,
        missing(config, "api_key", "MAILGUN_API_KEY", "api_key", "Mailgun") ??
          missing(config, "domain", "MAILGUN_DOMAIN", "domain", "Mailgun"),
      );
    case "Bamboo.MandrillAdapter":
      return web(
        "mandrill",
        "https://mandrillapp.com",
        config,
        sender,
        missing(config, "api_key", "MANDRILL_API_KEY", "API key", "Mandrill"),
      );
    case "Bamboo.SendGridAdapter":
      return web(
        "sendgrid",
        "https://api.sendgrid.com",
        config,
        sender,
        missing(config, "api_key", "SENDGRID_API_KEY", "API key", "SendGrid"),
      );
    default:
      return { ...noTalk, client: "none", ...sender, certainFailure: blackHole(String(config.adapter)) };
  }
}

type Sender = Pick<Delivery, "mailFrom" | "senderName">;

const noTalk = {
  host: null,
  port: null,
  mxLookup: false,
  attempts: 1,
  tls: "none",
  verifiesCertificate: false,
  auth: null,
  ehlo: null,
} as const satisfies Partial<Delivery>;

function mua(facts: SmtpAdapterFacts, config: MailerConfig, sender: Sender): Delivery | null {
  const { relay, port } = config;
  const direct = relay === undefined;
  if (!direct && typeof relay !== "string") return null;
  if (!direct && typeof port !== "number") return null;
  const implicit = config.protocol === ":ssl";
  const tlsFailure = middleboxFailure(config);
  const tls =
    tlsFailure === null ? (implicit ? "implicit" : "starttls-if-offered") : implicit ? "impossible" : "fails-if-offered";
  return {
    client: "mua",
    host: direct ? null : relay,
    // Without a relay Plausible gives no port either: the library's own 25.
    port: direct || typeof port !== "number" ? 25 : port,
    mxLookup: direct ? facts.directMxLookup : facts.relayMxLookup === "always",
    attempts: 1,
    tls,
    verifiesCertificate: facts.verifiesCertificate,
    auth: authOf(facts, config.auth as MailerConfig | undefined),
    ehlo: domainOf(sender.mailFrom),
    ...sender,
    certainFailure:
      senderFailure(facts.senderCheck, sender.mailFrom) ??
      (direct ? null : (hostFailure(facts, relay) ?? portRangeFailure(port))) ??
      (implicit ? tlsFailure : null) ??
      nilCredentials(facts, config.auth as MailerConfig | undefined),
    tlsFailure,
  };
}

function genSmtp(facts: SmtpAdapterFacts, config: MailerConfig, sender: Sender): Delivery | null {
  const { server, hostname, port, retries } = config;
  if (typeof server !== "string" || typeof port !== "string" || isUnknownTerm(config.ssl)) return null;
  if (isUnknownTerm(retries) || isUnknownTerm(config.no_mx_lookups)) return null;
  const number = parseInteger(port);
  const ssl = config.ssl === true || config.ssl === "true";
  const noLookups = config.no_mx_lookups === true || config.no_mx_lookups === "true";
  const impossible = ssl && facts.implicitTls === "fails";
  return {
    client: "gen_smtp",
    host: server,
    port: number,
    mxLookup: !noLookups,
    attempts: attemptsOf(retries),
    tls: ssl ? (impossible ? "impossible" : "implicit") : facts.startTls === "fails" ? "fails-if-offered" : "starttls-if-offered",
    verifiesCertificate: facts.verifiesCertificate,
    auth: config.username === null || config.password === null ? null : authOf(facts, config),
    ehlo: typeof hostname === "string" ? hostname : null,
    ...sender,
    mailFrom: facts.senderCheck === "idna-domain" ? asciiDomain(sender.mailFrom) : sender.mailFrom,
    certainFailure:
      // The options are read before the sender is (executed, pairs of both faults).
      (number === null ? atSend("invalid-port", "SMTP_HOST_PORT") : null) ??
      (typeof retries === "string" && parseInteger(retries) === null ? atSend("invalid-retries", "SMTP_RETRIES") : null) ??
      senderFailure(facts.senderCheck, sender.mailFrom) ??
      hostFailure(facts, server) ??
      portRangeFailure(number) ??
      (impossible ? tlsImpossible(server) : null),
  };
}

/** Any number below 0 counts as one retry: only 0 itself is looked for (gen_smtp_client:fetch_next_host/5, by reading). */
function attemptsOf(retries: ElixirTerm | undefined): number {
  const number = typeof retries === "number" ? retries : parseInteger(String(retries));
  return number === null ? 1 : number < 0 ? 2 : number + 1;
}

/** The API adapters: one HTTPS request. */
function web(
  client: Delivery["client"],
  base: string | null,
  config: MailerConfig,
  sender: Sender,
  certainFailure: Failure,
): Delivery {
  const host = base === null ? null : new URL(base).hostname || null;
  const seen = (term: ElixirTerm | undefined) => (typeof term === "string" ? term : null);
  return {
    ...noTalk,
    client,
    host,
    port: host === null ? null : 443,
    tls: "implicit",
    verifiesCertificate: true,
    ...sender,
    certainFailure,
    api: { base: host === null ? null : base, key: seen(config.api_key), domain: seen(config.domain) },
  };
}

function mailgunBase(config: MailerConfig): string | null {
  const base = config.base_uri ?? "https://api.mailgun.net/v3";
  return typeof base === "string" && URL.canParse(base) ? base.replace(/\/+$/, "") : null;
}

function authOf(facts: SmtpAdapterFacts, auth: MailerConfig | undefined): Delivery["auth"] {
  if (auth === undefined) return null;
  const seen = (term: ElixirTerm | undefined) => (typeof term === "string" ? term : null);
  return {
    username: seen(auth.username),
    password: seen(auth.password),
    mechanisms: facts.mechanisms,
    unseen: (["username", "password"] as const).filter((key) => isUnknownTerm(auth[key])),
  };
}

function missing(config: MailerConfig, key: string, variable: string, what: string, adapter: string): Failure {
  if (config[key] !== null && config[key] !== "") return null;
  return {
    kind: "missing-api-key",
    exception: `** (ArgumentError) There was no ${what} set for the ${adapter} adapter.`,
    variable,
  };
}

function blackHole(adapter: string): CertainFailure {
  const keeps =
    adapter === "Bamboo.LocalAdapter" ? "keeps every mail in its own memory" : "hands every mail to a test that is not there";
  return { kind: "black-hole", exception: `${adapter} ${keeps} and reports success.`, variable: "MAILER_ADAPTER" };
}

/** Any atom but true and false is no option of Erlang's TLS client (executed, mua 0.2.3). */
function middleboxFailure(config: MailerConfig): Failure {
  const mode = (config.ssl as MailerConfig | undefined)?.middlebox_comp_mode;
  if (typeof mode !== "string") return null;
  const atom = mode.slice(1) === "" ? "''" : mode.slice(1);
  return {
    kind: "middlebox-mode",
    exception: `** (Mua.TransportError) Invalid TLS option: {middlebox_comp_mode,${atom}}`,
    variable: "SMTP_MIDDLEBOX_COMP_MODE",
  };
}

/** Before 2.1.2 Mua builds its AUTH line of whatever it has (executed, mua 0.1.5 and 0.2.0). */
function nilCredentials(facts: SmtpAdapterFacts, auth: MailerConfig | undefined): Failure {
  if (auth === undefined || facts.onNoCredentials !== "every-send-crashes") return null;
  const segment = auth.username === null ? 2 : auth.password === null ? 4 : null;
  if (segment === null) return null;
  return {
    kind: "no-credentials",
    exception: `** (ArgumentError) construction of binary failed: segment ${segment} of type 'binary': expected a binary but got: nil`,
    variable: segment === 2 ? "SMTP_USER_NAME" : "SMTP_USER_PWD",
  };
}

/** An empty host is not found; white space at an end makes it no host at all to Erlang (executed, cases 79 and 80). */
function hostFailure({ client, onEmptyHost }: SmtpAdapterFacts, host: string): Failure {
  const failure = (exception: string): CertainFailure => ({ kind: "invalid-host", exception, variable: "SMTP_HOST_ADDR" });
  if (/^\s|\s$/.test(host) || (host === "" && onEmptyHost === "exits")) return failure("** (exit) :badarg");
  if (host !== "") return null;
  return failure(client.name === "mua" ? "** (Mua.TransportError) non-existing domain" : networkFailure("[]", ":nxdomain"));
}

/** How the log shows gen_smtp's own error: Plausible hands the tuple to `raise/1`, which wants an exception (executed). */
function networkFailure(host: string, reason: string): string {
  return `** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: {:network_failure, ${host}, {:error, ${reason}}}`;
}

/** Nothing checks the range of a port; the operating system's call does (executed, cases 87 and 88). Port 0 is only refused. */
function portRangeFailure(port: ElixirTerm | undefined): Failure {
  if (typeof port !== "number" || (port >= 0 && port <= 65_535)) return null;
  return {
    kind: "invalid-port",
    exception: "** (exit) {:function_clause, [{:inet_tcp, :do_connect, …}]}",
    variable: "SMTP_HOST_PORT",
  };
}

function atSend(kind: "invalid-port" | "invalid-retries", variable: string): CertainFailure {
  return { kind, exception: `** (ArgumentError) ${notAnIntegerAtSend}`.trimEnd(), variable };
}

/** From OTP 26 on gen_smtp cannot start TLS: it names no trusted roots (executed on OTP 27, all scenarios with ssl). */
function tlsImpossible(host: string): CertainFailure {
  return {
    kind: "tls-impossible",
    exception: networkFailure(
      `~c${inspectString(host)}`,
      "{:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}",
    ),
    variable: "SMTP_HOST_SSL_ENABLED",
  };
}
