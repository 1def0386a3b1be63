import type { PortMode } from "../plausible/tables/provider.js";
import { generalPortMode, portMode } from "../plausible/tables/providers.js";
import type { PlausibleInstance } from "./plausible-instance.js";

/** What is known of a port of the relay. */
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
  const implicit = view.settings?.tlsFlag.kind === "on";
  const wanted = implicit ? [465, 587] : [587, 465];
  return String([...wanted, 25].find((port) => offersPort(view, port)) ?? 587);
}
