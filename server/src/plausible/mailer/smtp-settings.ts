import { parseBoolean, parseInteger } from "../boot/config-helpers.js";
import { mayBeAbsent, type SettingReader } from "../boot/reader.js";
import { variableNamed } from "../tables/variables.js";
import type { BooleanParser, SmtpAdapterFacts } from "../types.js";
import type { DecidedBy, FlagSetting, LoginSetting, PortSetting, RelaySetting, SmtpSettings, TlsSetting } from "./model.js";

// What an SMTP adapter makes of the variables it reads, decided once: the configuration, the delivery and the rules all
// take it from here. What is not seen stays unknown, setting by setting.

/**
 * The settings of an adapter as a release reads them.
 *
 * @param run what runs: `start` alone, or the image's usual command, in which `db createdb` and `db migrate` come first
 * and know fewer words for a flag
 */
export function smtpSettings(
  facts: SmtpAdapterFacts,
  read: SettingReader,
  run: "start" | "usual-command" = "start",
): SmtpSettings {
  const port = portSetting(facts, read);
  const tlsFlag = tlsFlagSetting(facts, read, run);
  return {
    facts,
    inForce: inForce(facts, read),
    relay: relaySetting(facts, read),
    port,
    tlsFlag,
    tls: tlsSetting(facts, port, tlsFlag),
    login: loginSetting(facts, read),
    middlebox: facts.middleboxParser && flagSetting(read, "SMTP_MIDDLEBOX_COMP_MODE", facts.middleboxParser),
    mxLookups: facts.mxLookupsParser && flagSetting(read, "SMTP_MX_LOOKUPS_ENABLED", facts.mxLookupsParser),
  };
}

function inForce(facts: SmtpAdapterFacts, read: SettingReader): SmtpSettings["inForce"] {
  if (!facts.parsesOnlyWithHost) return "yes";
  const host = read("SMTP_HOST_ADDR");
  if (host.state === "absent") return "no";
  return mayBeAbsent(host) ? "if-relay" : "yes";
}

function relaySetting({ defaultHost }: SmtpAdapterFacts, read: SettingReader): RelaySetting {
  const name = "SMTP_HOST_ADDR";
  const setting = read(name);
  switch (setting.state) {
    case "value":
      return { kind: "host", host: setting.value, decidedBy: byText(name) };
    case "unknown":
      return { kind: "unknown", decidedBy: byText(name) };
    case "absent":
      return defaultHost === null
        ? { kind: "direct", decidedBy: byDefault(name) }
        : { kind: "host", host: defaultHost, decidedBy: byDefault(name) };
  }
}

function portSetting(facts: SmtpAdapterFacts, read: SettingReader): PortSetting {
  const name = "SMTP_HOST_PORT";
  const setting = read(name);
  if (setting.state === "absent") return { kind: "known", port: facts.defaultPort, decidedBy: byDefault(name) };
  const decidedBy = byText(name);
  if (setting.state === "unknown") return { kind: "unknown", decidedBy };
  const port = parseInteger(setting.value);
  if (port !== null && port >= 1 && port <= 65_535) return { kind: "known", port, decidedBy };
  return { kind: "invalid", port, text: setting.value, decidedBy };
}

/** `SMTP_HOST_SSL_ENABLED` as the adapter reads it; `unset` where it does not. */
function tlsFlagSetting(facts: SmtpAdapterFacts, read: SettingReader, run: "start" | "usual-command"): FlagSetting {
  const name = "SMTP_HOST_SSL_ENABLED";
  if (!facts.readsTlsFlag) return { kind: "unset", outcome: null, decidedBy: byDefault(name) };
  const flag = flagSetting(read, name, facts.tlsFlagParser);
  const { outcome } = flag;
  const stopsEarlier = outcome !== null && "earlierCommands" in outcome && outcome.earlierCommands !== null;
  return stopsEarlier && run === "usual-command" ? { ...flag, kind: "refused" } : flag;
}

/** A flag as its parser reads it. */
function flagSetting(read: SettingReader, name: string, parser: BooleanParser): FlagSetting {
  const setting = read(name);
  if (setting.state === "absent") return { kind: "unset", outcome: null, decidedBy: byDefault(name) };
  if (setting.state === "unknown") return { kind: "unknown", outcome: null, decidedBy: byText(name) };
  const outcome = parseBoolean(parser, setting.value, name);
  return { kind: outcome.kind, outcome, decidedBy: byText(name) };
}

/** How an adapter opens the connection to a port under a flag. */
function tlsSetting(facts: SmtpAdapterFacts, port: PortSetting, flag: FlagSetting): TlsSetting {
  switch (flag.kind) {
    case "unknown":
    case "refused":
      return { opens: null, decidedBy: flag.decidedBy };
    case "on":
      return { opens: "implicit", decidedBy: flag.decidedBy };
    case "off":
      return { opens: "starttls", decidedBy: flag.decidedBy };
    case "dropped":
      return { opens: "starttls", decidedBy: byDefault(flag.decidedBy.variable) };
    case "unset":
      if (!facts.implicitTlsOn465) return { opens: "starttls", decidedBy: flag.decidedBy };
      if (port.kind === "unknown") return { opens: null, decidedBy: port.decidedBy };
      return port.kind === "known" && port.port === 465
        ? { opens: "implicit", decidedBy: port.decidedBy }
        : { opens: "starttls", decidedBy: flag.decidedBy };
  }
}

/** Whether the adapter has a user name and a password to log in with; what half a login does is a fact of the adapter. */
function loginSetting(facts: SmtpAdapterFacts, read: SettingReader): LoginSetting {
  const [user, password] = [read("SMTP_USER_NAME"), read("SMTP_USER_PWD")];
  const pair = [
    { name: "SMTP_USER_NAME", setting: user },
    { name: "SMTP_USER_PWD", setting: password },
  ];
  const absent = pair.filter(({ setting }) => setting.state === "absent").map(({ name }) => name);
  const maybe = pair.filter(({ setting }) => setting.state === "unknown" && mayBeAbsent(setting)).map(({ name }) => name);
  const set = pair.find(({ name }) => !absent.includes(name));
  const decidedBy = set === undefined ? byDefault("SMTP_USER_NAME") : byText(set.name);
  const rest = { user, password, decidedBy };
  // Where the login is only set together with the relay, nobody looks at it without one.
  if (!facts.authWithoutHost && read("SMTP_HOST_ADDR").state === "absent") {
    return { kind: "none", ...rest, missing: absent, decidedBy: byDefault("SMTP_HOST_ADDR") };
  }
  if (maybe.length > 0) return { kind: "unknown", ...rest, missing: maybe };
  return { kind: (["both", "half", "none"] as const)[absent.length] ?? "none", ...rest, missing: absent };
}

/** The same settings with another port written. */
export function withPort(settings: SmtpSettings, number: number): SmtpSettings {
  const port: PortSetting = { kind: "known", port: number, decidedBy: byText("SMTP_HOST_PORT") };
  return { ...settings, port, tls: tlsSetting(settings.facts, port, settings.tlsFlag) };
}

/** The same settings with the port left to the adapter. */
export function withDefaultPort(settings: SmtpSettings): SmtpSettings {
  const { facts, tlsFlag } = settings;
  const port: PortSetting = { kind: "known", port: facts.defaultPort, decidedBy: byDefault("SMTP_HOST_PORT") };
  return { ...settings, port, tls: tlsSetting(facts, port, tlsFlag) };
}

/** The same settings with the TLS flag written, or taken out. */
export function withTlsFlag(settings: SmtpSettings, kind: "on" | "off" | "unset"): SmtpSettings {
  const name = "SMTP_HOST_SSL_ENABLED";
  const tlsFlag: FlagSetting = { kind, outcome: null, decidedBy: kind === "unset" ? byDefault(name) : byText(name) };
  return { ...settings, tlsFlag, tls: tlsSetting(settings.facts, settings.port, tlsFlag) };
}

/** A variable's own text decides. */
export const byText = (variable: string): DecidedBy => ({ by: "text", variable });

/** What holds while the variable is unset decides. */
export function byDefault(variable: string): DecidedBy {
  return { by: "default", variable, source: variableNamed(variable)?.source ?? "" };
}
