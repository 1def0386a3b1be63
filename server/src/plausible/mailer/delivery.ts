import { notAnIntegerAtSend, parseInteger } from "../boot/config-helpers.js";
import { inspectString } from "../elixir/inspect-string.js";
import { isUnknownTerm } from "../elixir/unknown-term.js";
import { type ApiProvider, apiProviderBehind } from "../tables/api-providers.js";
import type { ElixirTerm, SmtpAdapterFacts } from "../types.js";
import type { MailerConfig } from "./mailer-config.js";
import type { CertainFailure, Delivery, DeliveryDecisions, Mailer, MailSettings, SmtpSettings } from "./model.js";
import { asciiDomain, domainOf, senderFailure } from "./sender.js";
import { byText } from "./smtp-settings.js";

type PossibleFailure = CertainFailure | null;

/**
 * What the adapter would do with a mail; null where the release does not boot, or where something that decides about
 * the talk (host, port, TLS, the sender's address) is not seen. An unseen user name or password does not matter here.
 */
export function deliveryOf(mailer: Mailer): Delivery | null {
  if (mailer.outcome !== "boots" || mailer.mailerEmail === null) return null;
  const { config, settings } = mailer;
  const name = typeof mailer.mailerEmail === "string" ? null : mailer.mailerEmail.name;
  const mailFrom = typeof mailer.mailerEmail === "string" ? mailer.mailerEmail : mailer.mailerEmail.address;
  const sender = { mailFrom, senderName: name, decidedBy: decisionsBeside(settings) };
  if (settings.smtp !== null) {
    return settings.smtp.facts.adapter === "Bamboo.Mua"
      ? mua(settings.smtp, config, sender)
      : genSmtp(settings.smtp, config, sender);
  }
  const provider = apiProviderBehind(settings.adapter.adapter);
  if (provider !== null) return web(provider, config, sender);
  return { ...noTalk, client: "none", ...sender, certainFailure: blackHole(settings.adapter.adapter) };
}

type Sender = Pick<Delivery, "mailFrom" | "senderName" | "decidedBy">;

/** What decides beside the talk: which adapter it is, and who the sender. */
function decisionsBeside({ adapter, sender }: MailSettings): DeliveryDecisions {
  return { client: adapter.decidedBy, mailFrom: sender.decidedBy };
}

/** What decides about the talk; where no relay is set, that decides all of it. */
function decisionsOf({ relay, port, tls, login, inForce, mxLookups }: SmtpSettings): DeliveryDecisions {
  const host = relay.decidedBy;
  const read = inForce === "no" ? null : { port: port.decidedBy, tls: tls.decidedBy };
  const mxLookup = mxLookups?.decidedBy ?? host;
  return { host, port: host, tls: host, ...read, mxLookup, verifiesCertificate: host, auth: login.decidedBy };
}

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

function mua(settings: SmtpSettings, config: MailerConfig, sender: Sender): Delivery | null {
  const { facts, relay, port, tls } = settings;
  const direct = relay.kind === "direct";
  if (relay.kind === "unknown" || (!direct && (port.kind === "unknown" || port.port === null))) return null;
  const implicit = !direct && tls.opens === "implicit";
  const tlsFailure = middleboxFailure(config);
  // Without a relay Plausible gives no port either: the library's own 25.
  const number = direct || port.kind === "unknown" || port.port === null ? 25 : port.port;
  return {
    client: "mua",
    host: direct ? null : relay.host,
    port: number,
    mxLookup: direct ? facts.directMxLookup : facts.relayMxLookup === "always",
    attempts: 1,
    tls: tlsFailure === null ? (implicit ? "implicit" : "starttls-if-offered") : implicit ? "impossible" : "fails-if-offered",
    verifiesCertificate: facts.verifiesCertificate,
    auth: authOf(facts, config.auth as MailerConfig | undefined),
    ehlo: domainOf(sender.mailFrom),
    ...sender,
    certainFailure:
      senderFailure(facts.senderCheck, sender.mailFrom) ??
      (direct ? null : (hostFailure(facts, relay.host) ?? portRangeFailure(number))) ??
      (implicit ? tlsFailure : null) ??
      nilCredentials(facts, config.auth as MailerConfig | undefined),
    tlsFailure,
    decidedBy: {
      ...sender.decidedBy,
      ...decisionsOf(settings),
      ...(sender.decidedBy.mailFrom === undefined ? {} : { ehlo: sender.decidedBy.mailFrom }),
    },
  };
}

function genSmtp(settings: SmtpSettings, config: MailerConfig, sender: Sender): Delivery | null {
  const { facts, relay, port, tls } = settings;
  const { hostname, retries } = config;
  if (relay.kind !== "host" || port.kind === "unknown" || tls.opens === null) return null;
  if (isUnknownTerm(retries) || isUnknownTerm(config.no_mx_lookups)) return null;
  const ssl = tls.opens === "implicit";
  const noLookups = config.no_mx_lookups === true || config.no_mx_lookups === "true";
  const impossible = ssl && facts.implicitTls === "fails";
  return {
    client: "gen_smtp",
    host: relay.host,
    port: port.port,
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
      (port.port === null ? atSend("invalid-port", "SMTP_HOST_PORT") : null) ??
      (typeof retries === "string" && parseInteger(retries) === null ? atSend("invalid-retries", "SMTP_RETRIES") : null) ??
      senderFailure(facts.senderCheck, sender.mailFrom) ??
      hostFailure(facts, relay.host) ??
      portRangeFailure(port.port) ??
      (impossible ? tlsImpossible(relay.host) : null),
    decidedBy: { ...sender.decidedBy, ...decisionsOf(settings), ehlo: byText("BASE_URL") },
  };
}

/** Any number below 0 counts as one retry: only 0 itself is looked for (gen_smtp_client:fetch_next_host/5, by reading). */
function attemptsOf(retries: ElixirTerm | undefined): number {
  const number = typeof retries === "number" ? retries : parseInteger(String(retries));
  return number === null ? 1 : number < 0 ? 2 : number + 1;
}

/** The API adapters: one HTTPS request. */
function web(provider: ApiProvider, config: MailerConfig, sender: Sender): Delivery {
  const base = baseOf(provider, config);
  const host = base === null ? null : new URL(base).hostname || null;
  const seen = (term: ElixirTerm | undefined) => (typeof term === "string" ? term : null);
  return {
    ...noTalk,
    client: provider.client,
    host,
    port: host === null ? null : 443,
    tls: "implicit",
    verifiesCertificate: true,
    ...sender,
    certainFailure: missing(config, "api_key", provider.keyName, provider) ?? missing(config, "domain", "domain", provider),
    api: { base: host === null ? null : base, key: seen(config.api_key), domain: seen(config.domain) },
  };
}

function baseOf(provider: ApiProvider, config: MailerConfig): string | null {
  const base = config.base_uri ?? provider.base;
  return typeof base === "string" && URL.canParse(base) ? base.replace(/(?<!\/)\/+$/, "") : null;
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

/** What the adapter itself looks for at every send. */
function missing(config: MailerConfig, key: "api_key" | "domain", what: string, provider: ApiProvider): PossibleFailure {
  if (config[key] !== null && config[key] !== "") return null;
  return {
    kind: "missing-api-key",
    exception: `** (ArgumentError) There was no ${what} set for the ${provider.name} adapter.`,
    variable: key === "domain" ? provider.domainVariable : provider.variable,
  };
}

function blackHole(adapter: string): CertainFailure {
  const keeps =
    adapter === "Bamboo.LocalAdapter" ? "keeps every mail in its own memory" : "hands every mail to a test that is not there";
  return { kind: "black-hole", exception: `${adapter} ${keeps} and reports success.`, variable: "MAILER_ADAPTER" };
}

/** Any atom but true and false is no option of Erlang's TLS client (executed, mua 0.2.3). */
function middleboxFailure(config: MailerConfig): PossibleFailure {
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
function nilCredentials(facts: SmtpAdapterFacts, auth: MailerConfig | undefined): PossibleFailure {
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
function hostFailure({ client, onEmptyHost }: SmtpAdapterFacts, host: string): PossibleFailure {
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
function portRangeFailure(port: number | null): PossibleFailure {
  if (port === null || (port >= 0 && port <= 65_535)) return null;
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
