import { notAnInteger } from "../boot/config-helpers.js";
import { type Decided, raise, type SettingReader, undecided, value } from "../boot/reader.js";
import { unknownTerm } from "../elixir/unknown-term.js";
import { apiProviderBehind } from "../tables/api-providers.js";
import type { AdapterName, BooleanParser, ElixirTerm, SmtpAdapterFacts, SmtpAdapterName } from "../types.js";
import type { FlagSetting, PortSetting, SmtpSettings } from "./model.js";

/**
 * A keyword list, in the order in which the release's code adds to it, which is the order in which
 * `Application.get_env/2` gives it (plausible/analytics:test/plausible/config_test.exs; printed in #3676). An adapter in
 * the image's own configuration does not change it (executed: `Config.Reader.merge/2`).
 */
export type MailerConfig = { readonly [key: string]: ElixirTerm };

/**
 * What the release hands to `Plausible.Mailer` under an SMTP adapter.
 *
 * @param baseHost the host of `BASE_URL`, null for nil, an unknown term where it is not seen
 */
export function smtpMailerConfig(settings: SmtpSettings, read: SettingReader, baseHost: ElixirTerm): Decided<MailerConfig> {
  return settings.facts.adapter === "Bamboo.Mua" ? muaConfig(settings, read) : smtpConfig(settings, read, baseHost);
}

/** The same under an adapter that speaks no SMTP. */
export function otherMailerConfig(adapter: Exclude<AdapterName, SmtpAdapterName>, read: SettingReader): Decided<MailerConfig> {
  const provider = apiProviderBehind(adapter);
  if (provider === null) return value({ adapter });
  const { variable, domainVariable, baseVariable, options } = provider;
  const hasBase = baseVariable !== null && read(baseVariable).state !== "absent";
  return value({
    adapter,
    [options]: { recv_timeout: 10_000 },
    api_key: asIs(read, variable, null),
    ...(domainVariable === null ? {} : { domain: asIs(read, domainVariable, null) }),
    ...(hasBase ? { base_uri: asIs(read, baseVariable, null) } : {}),
  });
}

/** The text as it stands, `otherwise` when unset: nothing parses it at boot. */
function asIs(read: SettingReader, name: string, otherwise: ElixirTerm): ElixirTerm {
  const setting = read(name);
  if (setting.state === "unknown") return unknownTerm([name]);
  return setting.state === "absent" ? otherwise : setting.value;
}

/** What the configuration holds for a flag; `otherwise` when unset, or not read. */
function flagTerm(flag: FlagSetting | null, parser: BooleanParser | null, otherwise: ElixirTerm): Decided<ElixirTerm> {
  if (flag === null || flag.kind === "unset") return value(flag?.outcome?.kind === "unset" ? flag.outcome.term : otherwise);
  const { outcome, decidedBy } = flag;
  if (outcome === null) {
    const name = decidedBy.variable;
    return parser === "true-or-false-string" ? value(unknownTerm([name])) : undecided(name);
  }
  return outcome.kind === "refused" ? { kind: "raise", error: outcome.error } : value(outcome.term);
}

function smtpConfig(
  { facts, tlsFlag, mxLookups }: SmtpSettings,
  read: SettingReader,
  baseHost: ElixirTerm,
): Decided<MailerConfig> {
  const ssl = flagTerm(tlsFlag, facts.tlsFlagParser, false);
  const lookups = flagTerm(mxLookups, facts.mxLookupsParser, true);
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

function muaConfig(settings: SmtpSettings, read: SettingReader): Decided<MailerConfig> {
  const { facts } = settings;
  const middlebox = settings.middlebox && flagTerm(settings.middlebox, facts.middleboxParser, false);
  const relay = relayConfig(settings, read);
  const auth = authConfig(settings, read);
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
function relayConfig({ facts, inForce, port, tlsFlag, tls }: SmtpSettings, read: SettingReader): Decided<MailerConfig> {
  if (inForce === "no") return value({});
  if (inForce === "if-relay") return undecided("SMTP_HOST_ADDR");
  const number = portTerm(port);
  const ssl = facts.readsTlsFlag ? flagTerm(tlsFlag, facts.tlsFlagParser, null) : null;
  const stopped = firstStop(number, ...(ssl === null ? [] : [ssl]));
  if (stopped !== null) return stopped;
  const relay = { relay: asIs(read, "SMTP_HOST_ADDR", null), port: termOf(number) };
  return value(facts.readsTlsFlag ? { protocol: tls.opens === "implicit" ? ":ssl" : ":tcp", ...relay } : relay);
}

function portTerm(port: PortSetting): Decided<ElixirTerm> {
  const name = port.decidedBy.variable;
  if (port.kind === "unknown") return undecided(name);
  return port.kind === "invalid" && port.port === null
    ? { kind: "raise", error: notAnInteger(port.text, name) }
    : value(port.port);
}

function authConfig({ facts, login }: SmtpSettings, read: SettingReader): Decided<MailerConfig> {
  const auth = { auth: { username: asIs(read, "SMTP_USER_NAME", null), password: asIs(read, "SMTP_USER_PWD", null) } };
  if (setsAllAtOnce(facts)) return read("SMTP_HOST_ADDR").state === "absent" ? value({}) : value(auth);
  switch (login.kind) {
    case "both":
      return value(auth);
    case "none":
      return value({});
    case "unknown":
      return undecided(...login.missing);
    case "half":
      return raise(
        "ArgumentError",
        "Both SMTP_USER_NAME and SMTP_USER_PWD must be set for SMTP authentication.\nPlease provide values for both environment variables.\n",
        login.missing[0] ?? null,
      );
  }
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
