import type { PlausibleInstance } from "../../instance/plausible-instance.js";

/** Where mail goes, as far as it is known: what is not known of the rest (a login, say) hides neither host nor port. */
export function knownServer({ delivery, relay, settings }: PlausibleInstance): {
  readonly host: string | null;
  readonly port: number | null;
} {
  if (delivery !== null) return { host: delivery.host, port: delivery.port };
  return {
    host: relay.state === "host" ? relay.host : null,
    port: settings?.port.kind === "known" ? settings.port.port : null,
  };
}
