import { parseBoolean } from "../boot/config-helpers.js";
import { readerOf } from "../boot/reader.js";
import type { PortMode } from "../tables/provider.js";
import { generalPortMode, portMode, providerOf } from "../tables/providers.js";
import type { Container, Release, SmtpAdapterFacts } from "../types.js";
import { deliveryOf } from "./delivery.js";
import { mailerOf } from "./mailer.js";
import type { Delivery } from "./model.js";

/** Another port of the same host, or the other way to open the same one, and what to write for it. */
export interface PortChoice {
  readonly port: number;
  readonly mode: PortMode;
  /** What `SMTP_HOST_SSL_ENABLED` then says; null: it is unset, or says nothing to this adapter. */
  readonly sslEnabled: boolean | null;
  /** The settings that change; never empty. */
  readonly writes: readonly { readonly name: "SMTP_HOST_PORT" | "SMTP_HOST_SSL_ENABLED"; readonly value: string }[];
  /** What the release then does. */
  readonly delivery: Delivery;
}

/** Where mail servers take mail from programs, whoever runs them (RFC 8314, RFC 6409; 2525 by custom). */
const usual = [587, 465, 2525, 25];
/** The ports that are tried first for use: standard ones, and those that are seldom blocked; 25 comes last. */
const preferred = [587, 465, 2525, 2587, 2465, 8025, 8465];

/**
 * The sensible other settings of port and TLS for the relay of this container: the ports of its provider, else the usual
 * ones, and the configured port opened the other way. Only what this release's adapter can do; the preferred one first.
 */
export function portChoices(release: Release, container: Container, delivery: Delivery): PortChoice[] {
  const { host, port } = delivery;
  const facts = smtpFactsOf(release, delivery.client);
  if (host === null || port === null || facts === null) return [];
  const current = modeOf(delivery);
  const provider = providerOf(host);
  const known = [...(provider?.implicit ?? []), ...(provider?.starttls ?? [])];
  const pairs = [
    { port, mode: current === "implicit" ? "starttls" : "implicit" } as const,
    ...(known.length > 0 ? known : usual)
      .filter((other) => other !== port)
      .map((other) => ({ port: other, mode: portMode(host, other) ?? generalPortMode(other) ?? "starttls" })),
  ];
  return pairs
    .flatMap((pair) => choiceOf(release, facts, container, port, pair) ?? [])
    .sort((a, b) => rank(a.port, port) - rank(b.port, port) || a.port - b.port);
}

/** The facts of the SMTP adapter behind a delivery; null for the others. */
export function smtpFactsOf({ smtp }: Release, client: Delivery["client"]): SmtpAdapterFacts | null {
  if (client === "mua") return smtp["Bamboo.Mua"] ?? null;
  return (client === "gen_smtp" && smtp["Bamboo.SMTPAdapter"]) || null;
}

function rank(port: number, configured: number): number {
  if (port === configured) return -1;
  if (port === 25) return preferred.length + 1;
  const index = preferred.indexOf(port);
  return index === -1 ? preferred.length : index;
}

function modeOf({ tls }: Delivery): PortMode {
  return tls === "implicit" || tls === "impossible" ? "implicit" : "starttls";
}

/** The fewest settings that lead there; null: none do in this release. */
function choiceOf(
  release: Release,
  facts: SmtpAdapterFacts,
  container: Container,
  current: number,
  { port, mode }: { readonly port: number; readonly mode: PortMode },
): PortChoice | null {
  const portWrite = port === current ? [] : [{ name: "SMTP_HOST_PORT", value: String(port) } as const];
  const flagWrite = { name: "SMTP_HOST_SSL_ENABLED", value: String(mode === "implicit") } as const;
  for (const writes of [portWrite, [...portWrite, flagWrite]]) {
    const changed = withSettings(container, writes);
    const delivery = deliveryOf(mailerOf(release, changed));
    if (writes.length === 0 || delivery === null || delivery.port !== port || modeOf(delivery) !== mode) continue;
    // What this adapter fails at whatever the server does is no way out.
    if (delivery.tls === "impossible") return null;
    return { port, mode, writes, delivery, sslEnabled: flagIn(release, facts, changed) };
  }
  return null;
}

/** The container with some settings written anew, wherever they come from now. */
function withSettings(container: Container, writes: PortChoice["writes"]): Container {
  const written = new Map<string, string>(writes.map(({ name, value }) => [name, value]));
  return {
    environment(name) {
      const value = written.get(name);
      return value === undefined ? container.environment(name) : { state: "value", value };
    },
    secretFile: (name) => (written.has(name) ? { state: "absent" } : container.secretFile(name)),
  };
}

function flagIn(release: Release, facts: SmtpAdapterFacts, container: Container): boolean | null {
  const name = "SMTP_HOST_SSL_ENABLED";
  const setting = readerOf(release, container)(name);
  if (!facts.readsTlsFlag || setting.state !== "value") return null;
  const { kind } = parseBoolean(facts.tlsFlagParser, setting.value, name);
  return kind === "on" ? true : kind === "off" ? false : null;
}
