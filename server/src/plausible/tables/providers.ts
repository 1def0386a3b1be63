import type { PortMode, Provider } from "./provider.js";
import { providers } from "./provider-table.js";

export { providers };

/**
 * The provider that a host belongs to; null: not in the table. Case and a final dot do not matter; a `*` in the table
 * stands for one label.
 */
export function providerOf(host: string): Provider | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  return exact.get(name) ?? patterned.find(({ pattern }) => pattern.test(name))?.provider ?? null;
}

/**
 * What a port is known to speak: the provider's own row first, then the classes that hold everywhere
 * (465, 2465, 8465 implicit TLS; 25, 587, 2525, 2587, 8025 plain or STARTTLS). Null: not known.
 */
export function portMode(host: string, port: number): PortMode | null {
  const provider = providerOf(host);
  if (provider?.implicit.includes(port)) return "implicit";
  if (provider?.starttls.includes(port)) return "starttls";
  return generalPortMode(port);
}

/** What a port speaks by convention (RFC 8314, RFC 6409), whoever runs it; null: by none. */
export function generalPortMode(port: number): PortMode | null {
  if ([465, 2465, 8465].includes(port)) return "implicit";
  if ([25, 587, 2525, 2587, 8025].includes(port)) return "starttls";
  return null;
}

const exact = new Map(providers.flatMap((provider) => provider.hosts.map((host) => [host, provider] as const)));
const patterned = providers.flatMap((provider) =>
  provider.hosts.filter((host) => host.includes("*")).map((host) => ({ provider, pattern: patternOf(host) })),
);

function patternOf(host: string): RegExp {
  const parts = host.split("*").map((part) => part.replace(/[.\\^$+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${parts.join("[a-z0-9-]+")}$`);
}

/** The provider's host for real mail, beside its sandbox; null: no row tells. */
export function liveHostOf(sandbox: Provider): string | null {
  const [maker = ""] = sandbox.name.split(" ", 1);
  return providers.find(({ name, sandbox: test }) => name === maker && !test)?.hosts[0] ?? null;
}
