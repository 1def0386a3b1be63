import { notAnInteger, parseBoolean, parseInteger } from "../boot/config-helpers.js";
import { type Decided, mayBeAbsent, type Reader, raise, undecided, value } from "../boot/reader.js";
import { unknownTerm } from "../elixir/terms.js";
import type { AdapterName, BooleanParser, ElixirTerm, Release, SmtpAdapterFacts } from "../types.js";

/**
 * A keyword list, in the order in which the release's code adds to it, which is the order in which
 * `Application.get_env/2` gives it (plausible/analytics:test/plausible/config_test.exs; printed in #3676). An adapter in
 * the image's own configuration does not change it (executed: `Config.Reader.merge/2`).
 */
export type MailerConfig = { readonly [key: string]: ElixirTerm };

/**
 * What the release hands to `Plausible.Mailer` under this adapter.
 *
 * @param baseHost the host of `BASE_URL`, null for nil, an unknown term where it is not seen
 */
export function mailerConfig(release: Release, adapter: AdapterName, read: Reader, baseHost: ElixirTerm): Decided<MailerConfig> {
  switch (adapter) {
    case "Bamboo.Mua":
    case "Bamboo.SMTPAdapter": {
      const facts = release.smtp[adapter];
      if (facts === undefined) throw new Error(`${release.name} has no facts about ${adapter}`);
      return adapter === "Bamboo.Mua" ? muaConfig(facts, read) : smtpConfig(facts, read, baseHost);
    }
    case "Bamboo.PostmarkAdapter":
      return value({
        adapter,
        // 1.0 and 1.1 have no request_options; nothing depends on it.
        request_options: { recv_timeout: 10_000 },
        api_key: asIs(read, "POSTMARK_API_KEY", null),
      });
    case "Bamboo.MailgunAdapter": {
      const baseUri = read("MAILGUN_BASE_URI");
      return value({
        adapter,
        hackney_opts: { recv_timeout: 10_000 },
        api_key: asIs(read, "MAILGUN_API_KEY", null),
        domain: asIs(read, "MAILGUN_DOMAIN", null),
        ...(baseUri.state === "absent" ? {} : { base_uri: asIs(read, "MAILGUN_BASE_URI", null) }),
      });
    }
    case "Bamboo.MandrillAdapter":
      return value({ adapter, hackney_opts: { recv_timeout: 10_000 }, api_key: asIs(read, "MANDRILL_API_KEY", null) });
    case "Bamboo.SendGridAdapter":
      return value({ adapter, hackney_opts: { recv_timeout: 10_000 }, api_key: asIs(read, "SENDGRID_API_KEY", null) });
    case "Bamboo.LocalAdapter":
    case "Bamboo.TestAdapter":
      return value({ adapter });
  }
}

/** The text as it stands, `otherwise` when unset: nothing parses it at boot. */
function asIs(read: Reader, name: string, otherwise: ElixirTerm): ElixirTerm {
  const setting = read(name);
  if (setting.state === "unknown") return unknownTerm([name]);
  return setting.state === "absent" ? otherwise : setting.value;
}

/** A flag as the release parses it; `otherwise` when unset. */
function flag(read: Reader, name: string, parser: BooleanParser, otherwise: ElixirTerm): Decided<ElixirTerm> {
  const setting = read(name);
  if (setting.state === "absent") return value(otherwise);
  if (setting.state === "unknown") return parser === "true-or-false-string" ? value(unknownTerm([name])) : undecided(name);
  const outcome = parseBoolean(parser, setting.value, name);
  return outcome.kind === "refused" ? { kind: "raise", error: outcome.error } : value(outcome.term);
}

function smtpConfig(facts: SmtpAdapterFacts, read: Reader, baseHost: ElixirTerm): Decided<MailerConfig> {
  const ssl = flag(read, "SMTP_HOST_SSL_ENABLED", facts.tlsFlagParser, false);
  const lookups = flag(read, "SMTP_MX_LOOKUPS_ENABLED", facts.mxLookupsParser ?? "true-or-false-string", true);
  const stopped = firstStop(ssl, lookups);
  if (stopped !== null) return stopped;
  return value({
    adapter: facts.adapter,
    server: asIs(read, "SMTP_HOST_ADDR", facts.defaultHost),
    hostname: baseHost,
    port: asIs(read, "SMTP_HOST_PORT", String(facts.defaultPort)),
    username: asIs(read, "SMTP_USER_NAME", null),
    password: asIs(read, "SMTP_USER_PWD", null),
    tls: ":if_available",
    allowed_tls_versions: [":tlsv1", ":tlsv1.1", ":tlsv1.2"],
    ssl: termOf(ssl),
    retries: asIs(read, "SMTP_RETRIES", 2),
    no_mx_lookups: termOf(lookups),
  });
}

function muaConfig(facts: SmtpAdapterFacts, read: Reader): Decided<MailerConfig> {
  const middlebox = facts.middleboxParser === null ? null : flag(read, "SMTP_MIDDLEBOX_COMP_MODE", facts.middleboxParser, false);
  const relay = relayConfig(facts, read);
  const auth = authConfig(facts, read);
  const stopped = firstStop(...(middlebox === null ? [] : [middlebox]), relay, auth);
  if (stopped !== null) return stopped;
  return value({
    adapter: facts.adapter,
    ...(middlebox === null ? {} : { ssl: { middlebox_comp_mode: termOf(middlebox) } }),
    ...(setsAllAtOnce(facts) ? configOf(auth) : {}),
    ...configOf(relay),
    ...configOf(auth),
  });
}

/** 2.1.0 and 2.1.1 set the login, the relay and its port in one call, in that order; later ones the login apart and last. */
function setsAllAtOnce({ onHalfCredentials }: SmtpAdapterFacts): boolean {
  return onHalfCredentials !== "refuses-to-boot";
}

/** Relay, port and protocol; all three only where `SMTP_HOST_ADDR` is set, also to nothing. */
function relayConfig(facts: SmtpAdapterFacts, read: Reader): Decided<MailerConfig> {
  const host = read("SMTP_HOST_ADDR");
  if (host.state === "absent") return value({});
  if (mayBeAbsent(host)) return undecided("SMTP_HOST_ADDR");
  const port = portOf(facts, read);
  const ssl = facts.readsTlsFlag ? flag(read, "SMTP_HOST_SSL_ENABLED", facts.tlsFlagParser, null) : null;
  const stopped = firstStop(port, ...(ssl === null ? [] : [ssl]));
  if (stopped !== null) return stopped;
  const relay = { relay: asIs(read, "SMTP_HOST_ADDR", null), port: termOf(port) };
  if (ssl === null) return value(relay);
  const unset = termOf(ssl) === null;
  const implicit = unset ? termOf(port) === 465 && facts.implicitTlsOn465 : termOf(ssl) !== false;
  return value({ protocol: implicit ? ":ssl" : ":tcp", ...relay });
}

function portOf(facts: SmtpAdapterFacts, read: Reader): Decided<ElixirTerm> {
  const setting = read("SMTP_HOST_PORT");
  if (setting.state === "unknown") return undecided("SMTP_HOST_PORT");
  if (setting.state === "absent") return value(facts.defaultPort);
  const port = parseInteger(setting.value);
  return port === null ? { kind: "raise", error: notAnInteger(setting.value, "SMTP_HOST_PORT") } : value(port);
}

function authConfig(facts: SmtpAdapterFacts, read: Reader): Decided<MailerConfig> {
  const [user, password] = [read("SMTP_USER_NAME"), read("SMTP_USER_PWD")];
  const auth = { auth: { username: asIs(read, "SMTP_USER_NAME", null), password: asIs(read, "SMTP_USER_PWD", null) } };
  if (setsAllAtOnce(facts)) return read("SMTP_HOST_ADDR").state === "absent" ? value({}) : value(auth);
  if (!mayBeAbsent(user) && !mayBeAbsent(password)) return value(auth);
  const maybe = [
    ...(user.state === "unknown" && mayBeAbsent(user) ? ["SMTP_USER_NAME"] : []),
    ...(password.state === "unknown" && mayBeAbsent(password) ? ["SMTP_USER_PWD"] : []),
  ];
  if (maybe.length > 0) return undecided(...maybe);
  if (user.state === "absent" && password.state === "absent") return value({});
  return raise(
    "ArgumentError",
    "Both SMTP_USER_NAME and SMTP_USER_PWD must be set for SMTP authentication.\nPlease provide values for both environment variables.\n",
    user.state === "absent" ? "SMTP_USER_NAME" : "SMTP_USER_PWD",
  );
}

/** The first exception, unless something before it is undecided; else all that is undecided; null: nothing stops. */
export function firstStop(...parts: readonly Decided<unknown>[]): Decided<never> | null {
  const names: string[] = [];
  for (const part of parts) {
    if (part.kind === "undecided") names.push(...part.names);
    if (part.kind === "raise") return names.length === 0 ? part : undecided(...names);
  }
  return names.length === 0 ? null : undecided(...names);
}

function termOf(part: Decided<ElixirTerm>): ElixirTerm {
  return part.kind === "value" ? part.value : null;
}

function configOf(part: Decided<MailerConfig>): MailerConfig {
  return part.kind === "value" ? part.value : {};
}
