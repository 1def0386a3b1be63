import { lookup, Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { problemOf, WireError } from "../verdict/wire-error.js";
import type { Address } from "./connection.js";

/** Resolves host names. */
export interface Dns {
  addresses(host: string): Promise<readonly { readonly address: string; readonly family: number }[]>;
  /** The mail exchangers (MX) of a domain; rejects where there are none. */
  exchanges(host: string, timeout: number): Promise<readonly { readonly exchange: string; readonly priority: number }[]>;
  /** Whether this machine has an address that others can reach; left out: it has. */
  hasNetwork?(): boolean;
}

/** The resolver of this machine. */
export const systemDns: Dns = {
  addresses: (host) => lookup(host, { all: true, verbatim: true }),
  exchanges: (host, timeout) => new Resolver({ timeout: Math.min(timeout, 3_000), tries: 1 }).resolveMx(host),
  hasNetwork: () => {
    const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
    return addresses.some(({ internal, address }) => !internal && !/^(?:fe80:|169\.254\.)/i.test(address));
  },
};

/** The addresses of a name as the adapter would see them: IPv6 first where it knows IPv6 at all. */
export async function addressesOf(
  host: string,
  ipv6: boolean,
  dns: Dns,
  timeout: number,
  signal: AbortSignal,
): Promise<Address[]> {
  const family = isIP(host);
  if (family === 4 || family === 6) return [{ address: host, family }];
  if (host.trim() === "") throw new WireError("not-found");
  const found = await limited(dns.addresses(host), timeout, signal).catch((error) => {
    const problem = error instanceof WireError ? error : problemOf(error as NodeJS.ErrnoException);
    throw problem.problem === "not-found" && isUnasked(host, problem.code, dns)
      ? new WireError("offline", problem.code)
      : problem;
  });
  const known = found
    .map(({ address, family: version }) => ({ address, family: version === 6 ? 6 : 4 }) as const)
    .filter((one) => ipv6 || one.family === 4)
    .sort((a, b) => b.family - a.family);
  if (known.length === 0) throw new WireError("not-found");
  return known;
}

/**
 * Whether nobody could be asked for a name: without a network, or as no name server answers. A name without a dot is
 * refused in the same way by resolvers that know it to be local.
 */
function isUnasked(host: string, code: string, dns: Dns): boolean {
  if (!/^[\w-]+(?:\.[\w-]+)+\.?$/.test(host)) return false;
  return code === "EAI_AGAIN" || dns.hasNetwork?.() === false;
}

/** The mail exchangers of a name, the preferred ones first; empty where it has none, or none can be asked. */
export async function exchangesOf(host: string, dns: Dns, timeout: number, signal: AbortSignal): Promise<readonly string[]> {
  if (isIP(host) !== 0 || !host.includes(".")) return [];
  try {
    const found = await limited(dns.exchanges(host, timeout), timeout, signal);
    return [...found]
      .sort((a, b) => a.priority - b.priority || (a.exchange < b.exchange ? -1 : 1))
      .slice(0, 10)
      .map(({ exchange }) => exchange);
  } catch (error) {
    if (error instanceof WireError && error.problem === "cancelled") throw error;
    return []; // no MX: the name itself
  }
}

/** Gives up waiting after the time limit, and at once when cancelled. */
export function limited<T>(work: Promise<T>, timeout: number | null, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = timeout === null ? undefined : setTimeout(() => finish(() => reject(new WireError("timeout"))), timeout);
    const onAbort = () => finish(() => reject(new WireError("cancelled")));
    function finish(settled: () => void): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      settled();
    }
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(
      (value) => finish(() => resolve(value)),
      (error: unknown) => finish(() => reject(error instanceof Error ? error : new Error(String(error)))),
    );
    if (signal.aborted) onAbort();
  });
}
