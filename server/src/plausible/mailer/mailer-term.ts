import type { Term } from "../elixir/elixir-term.js";
import { unknownNames } from "../elixir/unknown-term.js";
import { apiProviderBehind } from "../tables/api-providers.js";
import type { AdapterName, ElixirTerm, Release } from "../types.js";
import type { MailerConfig } from "./mailer-config.js";

/**
 * The configuration of `Plausible.Mailer` as the Elixir term that it is. `ElixirTerm` writes an atom as the text `":ssl"`;
 * which key holds a text and which an atom is a fact of the release.
 */
export function mailerTerm(config: MailerConfig, release: Release): Term {
  const facts = release.smtp[config.adapter as keyof Release["smtp"]];
  const texts = new Set(textKeys);
  if (facts?.tlsFlagParser === "true-or-false-string") texts.add("ssl");
  if (facts?.mxLookupsParser === "true-or-false-string") texts.add("no_mx_lookups");
  return keyword(config, texts);
}

/** Keys under which a user's own text stands, whatever it looks like. */
const textKeys: readonly string[] = [
  "relay",
  "server",
  "hostname",
  "port",
  "username",
  "password",
  "retries",
  "api_key",
  "domain",
  "base_uri",
];

function keyword(config: MailerConfig, texts: ReadonlySet<string>): Term {
  return { kind: "keyword", pairs: Object.entries(config).map(([key, value]) => [key, termOf(key, value, texts)] as const) };
}

function termOf(key: string, value: ElixirTerm, texts: ReadonlySet<string>): Term {
  if (value === null) return { kind: "atom", name: "nil" };
  if (typeof value === "boolean") return { kind: "atom", name: String(value) };
  if (typeof value === "number") return { kind: "number", text: String(value) };
  if (typeof value === "string") {
    if (texts.has(key)) return { kind: "string", text: value };
    if (key === "adapter") return { kind: "atom", name: value };
    return value.startsWith(":") ? { kind: "atom", name: value.slice(1) } : { kind: "string", text: value };
  }
  const unseen = unknownNames(value);
  if (unseen !== null) return { kind: "opaque", text: `#Unknown<${unseen.join(", ")}>` };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item: ElixirTerm) => termOf(key, item, texts)) };
  return keyword(value as MailerConfig, texts);
}

/** The variable that decides about a key, as far as one does: `auth.username` is `SMTP_USER_NAME`. Null: the release alone. */
export function variableOfKey(path: string, adapter: AdapterName | null): string | null {
  const smtp = variableOfPath[path];
  if (smtp !== undefined) return smtp;
  const provider = apiProviderBehind(adapter);
  if (path === "api_key") return provider?.variable ?? null;
  if (path === "domain") return provider?.domainVariable ?? null;
  return path === "base_uri" ? (provider?.baseVariable ?? null) : null;
}

const variableOfPath: Readonly<Record<string, string>> = {
  adapter: "MAILER_ADAPTER",
  relay: "SMTP_HOST_ADDR",
  server: "SMTP_HOST_ADDR",
  hostname: "BASE_URL",
  port: "SMTP_HOST_PORT",
  protocol: "SMTP_HOST_SSL_ENABLED",
  ssl: "SMTP_HOST_SSL_ENABLED",
  "ssl.middlebox_comp_mode": "SMTP_MIDDLEBOX_COMP_MODE",
  "auth.username": "SMTP_USER_NAME",
  "auth.password": "SMTP_USER_PWD",
  username: "SMTP_USER_NAME",
  password: "SMTP_USER_PWD",
  retries: "SMTP_RETRIES",
  no_mx_lookups: "SMTP_MX_LOOKUPS_ENABLED",
};
