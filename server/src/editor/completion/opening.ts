import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { settingsUnder } from "../../instance/settings.js";
import type { PortMode } from "../../plausible/tables/provider.js";
import { portMode } from "../../plausible/tables/providers.js";
import type { SmtpAdapterFacts } from "../../plausible/types.js";

/** How a connection would be opened with some settings written anew. */
export interface Opening {
  readonly host: string | null;
  readonly port: number | null;
  /** Null: not known. */
  readonly mode: PortMode | null;
  /** What the port is known to speak; null: nothing is known of it. */
  readonly expected: PortMode | null;
  /** Whether this adapter of this release can open a connection in that way. */
  readonly works: boolean;
}

/** What an SMTP adapter, the one in force unless given, would do with these texts in the place of what is set; null for others. */
export function openingWith(
  view: PlausibleInstance,
  changes: Readonly<Record<string, string | null>>,
  smtp: SmtpAdapterFacts | null = view.smtp,
): Opening | null {
  if (smtp === null) return null;
  const { relay, port, tls } = settingsUnder(
    {
      read: (name) => {
        const change = changes[name];
        if (change === undefined) return view.read(name);
        return change === null ? { state: "absent" } : { state: "value", value: change };
      },
    },
    smtp,
  );
  const host = relay.kind === "host" ? relay.host : null;
  const number = port.kind === "known" ? port.port : null;
  const works = tls.opens === "implicit" ? smtp.implicitTls === "works" : smtp.startTls === "works";
  const expected = host === null || number === null ? null : portMode(host, number);
  return { host, port: number, mode: tls.opens, expected, works };
}

/** The ports that are tried first: the standard ones, then those that are seldom blocked; 25 comes last. */
const preferred = [587, 465, 2525, 2587, 2465, 8025, 8465];

/** Where mail servers take mail from programs, whoever runs them (RFC 8314, RFC 6409; 2525 by custom). */
const usual = [587, 465, 2525, 25];

/** The ports of a provider, or the usual ones, the preferred one first. */
export function portsOf(ports: { readonly implicit: readonly number[]; readonly starttls: readonly number[] } | null): number[] {
  const known = [...(ports?.implicit ?? []), ...(ports?.starttls ?? [])];
  return (known.length === 0 ? usual : known).toSorted((a, b) => rank(a) - rank(b) || a - b);
}

function rank(port: number): number {
  if (port === 25) return preferred.length + 1;
  const index = preferred.indexOf(port);
  return index === -1 ? preferred.length : index;
}
