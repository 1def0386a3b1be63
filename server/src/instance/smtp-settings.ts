import type { Entry } from "../compose/types.js";
import { parseBoolean, parseInteger } from "../plausible/boot/config-helpers.js";
import { isPlaceholder } from "../plausible/tables/placeholder.js";
import { generalPortMode, portMode } from "../plausible/tables/providers.js";
import type { PortMode } from "../plausible/tables/rows.js";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { isPlaced, type ServiceVariable } from "./service-variable.js";

/** What the service says of port and TLS, as its SMTP adapter reads it. */

export type PortSetting =
  | { readonly kind: "known"; readonly port: number; readonly variable: ServiceVariable; readonly written: boolean }
  | { readonly kind: "invalid" | "unknown"; readonly variable: ServiceVariable };

/** The port in force; the adapter's default where none is written. */
export function portOf(view: PlausibleInstance, smtp: SmtpAdapterFacts): PortSetting {
  const variable = view.variable("SMTP_HOST_PORT");
  if (variable.state === "absent") return { kind: "known", port: smtp.defaultPort, variable, written: false };
  if (variable.state === "unknown" || variable.value === null || isPlaceholder(variable.value)) {
    return { kind: "unknown", variable };
  }
  const port = parseInteger(variable.value);
  return port === null || port < 1 || port > 65535
    ? { kind: "invalid", variable }
    : { kind: "known", port, variable, written: true };
}

/** `dropped`: the adapter ignores the text; `refused`: it stops the boot. */
export type FlagKind = "on" | "off" | "unset" | "dropped" | "refused" | "unknown";

export interface FlagSetting {
  readonly kind: FlagKind;
  readonly variable: ServiceVariable;
}

/** `SMTP_HOST_SSL_ENABLED` as the adapter reads it; `unset` where it does not. */
export function tlsFlagOf(view: PlausibleInstance, smtp: SmtpAdapterFacts): FlagSetting {
  const variable = view.variable("SMTP_HOST_SSL_ENABLED");
  if (!smtp.readsTlsFlag || variable.state === "absent") return { kind: "unset", variable };
  if (variable.state === "unknown" || variable.value === null || isPlaceholder(variable.value)) {
    return { kind: "unknown", variable };
  }
  const outcome = parseBoolean(smtp.tlsFlagParser, variable.value, variable.name);
  if (outcome.kind !== "refused" && outcome.kind !== "dropped" && outcome.earlierCommands !== null) {
    return { kind: "refused", variable };
  }
  return { kind: outcome.kind, variable };
}

/** How the adapter opens the connection. Null: not known, or it does not come so far. */
export function openingMode(smtp: SmtpAdapterFacts, port: PortSetting, flag: FlagSetting): PortMode | null {
  switch (flag.kind) {
    case "unknown":
    case "refused":
      return null;
    case "on":
      return "implicit";
    case "off":
    case "dropped":
      return "starttls";
    case "unset":
      if (port.kind !== "known") return null;
      return smtp.implicitTlsOn465 && port.port === 465 ? "implicit" : "starttls";
  }
}

/**
 * Whether port and flag are read at all: not without `SMTP_HOST_ADDR` where the adapter parses them only with it.
 * `if-relay`: that variable is not known here.
 */
export function relaySettingsInForce(view: PlausibleInstance): "yes" | "if-relay" | "no" {
  if (view.smtp === null) return "no";
  if (!view.smtp.parsesOnlyWithHost) return "yes";
  const address = view.variable("SMTP_HOST_ADDR");
  if (address.state === "absent") return "no";
  return address.state === "value" ? "yes" : "if-relay";
}

export interface PortKnowledge {
  readonly mode: PortMode;
  /** `weak`: it rests on a provider row without a primary source, or on a convention that an internal server may not follow. */
  readonly strength: "sure" | "weak";
  /** The provider whose row says so; null: the convention does. */
  readonly provider: string | null;
}

/** What the relay's port speaks; null: not known. */
export function knownPortMode(view: PlausibleInstance, port: number): PortKnowledge | null {
  const { relay } = view;
  const general = generalPortMode(port);
  if (relay.state !== "host") return general === null ? null : { mode: general, strength: "sure", provider: null };
  const mode = portMode(relay.host, port);
  if (mode === null) return null;
  const { provider } = relay;
  const byRow = provider !== null && (provider.implicit.includes(port) || provider.starttls.includes(port));
  if (byRow && mode !== general) {
    return { mode, strength: provider.evidence === "primary" ? "sure" : "weak", provider: provider.name };
  }
  const inside = relay.place === "project" || relay.place === "private" || relay.place === "loopback";
  return {
    mode,
    // Inside, only the registered ports are what they say; 2525 or 8025 may be anything.
    strength: inside && ![25, 465, 587].includes(port) ? "weak" : "sure",
    provider: byRow ? provider.name : null,
  };
}

/** Whether the relay is known not to offer a port: its provider's row names ports, and not this one. */
export function offersPort(view: PlausibleInstance, port: number): boolean {
  const provider = view.relay.state === "host" ? view.relay.provider : null;
  if (provider === null || provider.implicit.length + provider.starttls.length === 0) return true;
  return provider.implicit.includes(port) || provider.starttls.includes(port);
}

/** The port that suits the flag as it stands, and that the provider offers. */
export function usualPort(view: PlausibleInstance): string {
  const implicit = view.smtp !== null && tlsFlagOf(view, view.smtp).kind === "on";
  return implicit && offersPort(view, 465) ? "465" : "587";
}

/** The entry of the first of these variables that the service's own files write; where a new line belongs. */
export function entryNear(view: PlausibleInstance, names: readonly string[]): Entry | null {
  for (const name of names) {
    const variable = view.variable(name);
    if (isPlaced(variable) && variable.secretFile === undefined) return variable.declared;
  }
  return null;
}

/** Words that people write for yes and no, whatever a parser makes of them. */
export function evidentMeaning(text: string): boolean | null {
  const word = text
    .trim()
    .replace(/^(["'])(.*)\1$/, "$2")
    .trim()
    .toLowerCase();
  if (/^(1|t|true|y|yes|on|enabled?|active|ssl|tls|smtps|implicit|required?|always|force)$/.test(word)) return true;
  if (/^(0|f|false|n|no|off|disabled?|none|null|nil|never|plain|starttls|opportunistic)$/.test(word)) return false;
  return null;
}
