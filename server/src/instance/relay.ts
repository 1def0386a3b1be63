import type { Project, Service } from "../compose/types.js";
import { isExampleHost } from "../plausible/tables/placeholder.js";
import { providerOf } from "../plausible/tables/providers.js";
import type { Provider } from "../plausible/tables/rows.js";
import type { SmtpAdapterFacts } from "../plausible/types.js";
import type { ServiceVariable } from "./service-variable.js";
import { knownText } from "./value.js";

export type Relay =
  | { readonly state: "none" | "unknown" }
  | {
      readonly state: "host";
      readonly host: string;
      /** False when it is the adapter's default. */
      readonly written: boolean;
      /** `project`: a service, alias or extra host of this project; `loopback`; `outside`: a dotted name or an address that is not private; `private`: private address, single label or local suffix elsewhere. */
      readonly place: "project" | "loopback" | "outside" | "private";
      readonly provider: Provider | null;
    };

type Place = Extract<Relay, { state: "host" }>["place"];

/** The relay that an SMTP adapter of this service uses. */
export function relayOf(project: Project, service: Service, smtp: SmtpAdapterFacts | null, address: ServiceVariable): Relay {
  if (smtp === null) return { state: "none" };
  if (address.state === "absent") {
    if (smtp.defaultHost === null) return { state: "none" };
    return hostRelay(project, service, smtp.defaultHost, false);
  }
  const host = knownText(address);
  if (host === null || !isHostName(host)) return { state: "unknown" };
  const relay = hostRelay(project, service, host, true);
  // The host of an example is still to be written; a service of this project may bear that name all the same.
  return relay.place === "outside" && isExampleHost(host) ? { state: "unknown" } : relay;
}

function hostRelay(project: Project, service: Service, host: string, written: boolean): Extract<Relay, { state: "host" }> {
  return { state: "host", host, written, place: placeOfHost(project, service, host), provider: providerOf(host) };
}

/** Where a host is, as seen from the service's container. */
export function placeOfHost(project: Project, service: Service, host: string): Place {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (isNamedInProject(project, service, name)) return "project";
  if (isLoopback(name)) return "loopback";
  return isPrivate(name) ? "private" : "outside";
}

/**
 * Whether another service of this project goes by this name, or `extra_hosts` and `links` know it.
 *
 * @param name in lower case
 */
function isNamedInProject(project: Project, service: Service, name: string): boolean {
  const is = (other: string) => other.toLowerCase() === name;
  if (project.services.some((other) => other !== service && is(other.name))) return true;
  if (service.network.extraHosts.some(is)) return true;
  // Other names are told only by the services' own texts, which cost to read: not without a reason in the files.
  if (!isWrittenElsewhere(project, name)) return false;
  return project.services.some((other) => other !== service && other.network.names.some(is));
}

/** Whether a name stands in any text of the project besides as the value of `SMTP_HOST_ADDR`. */
function isWrittenElsewhere(project: Project, name: string): boolean {
  // A provider's host is no name that anyone gives to a container.
  if (providerOf(name) !== null) return false;
  for (const { text } of project.files.values()) {
    const lower = text.toLowerCase();
    for (let at = lower.indexOf(name); at !== -1; ) {
      // The first one of a line is the least likely to stand behind the variable's name.
      if (!text.slice(text.lastIndexOf("\n", at) + 1, at).includes("SMTP_HOST_ADDR")) return true;
      const end = lower.indexOf("\n", at);
      at = end === -1 ? -1 : lower.indexOf(name, end);
    }
  }
  return false;
}

export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return (
    /^(localhost|localhost\.localdomain|ip6-localhost|ip6-loopback)$/.test(name) ||
    name.endsWith(".localhost") ||
    /^127(\.\d{1,3}){3}$/.test(name) ||
    /^\[?(::1|0:0:0:0:0:0:0:1|::ffff:127\.\d+\.\d+\.\d+)\]?$/.test(name)
  );
}

const privateAddress =
  /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.)[\d.]+$/;
const privateSuffix = /\.(lan|local|internal|home|home\.arpa|localdomain|intranet|private|corp|test|docker)$/;

function isPrivate(name: string): boolean {
  if (name.includes(":")) return /^\[?f[cde]/.test(name); // fc00::/7 and fe80::/10
  return !name.includes(".") || privateAddress.test(name) || privateSuffix.test(name);
}

/**
 * Why no public authority gives out a certificate for a host (CA/Browser Forum Baseline Requirements 3.2.2.4, 4.2.2): it
 * is an address, a name of one label, or one of a domain that is private. Addresses of the internet can have one, and
 * next to no mail server does. Null: it can have one.
 */
export function whyNoCertificate(host: string): "address" | "one-label" | "private-domain" | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (/^[\d.]+$/.test(name) || name.includes(":")) return "address";
  if (!name.includes(".")) return "one-label";
  return privateSuffix.test(name) || name.endsWith(".localhost") ? "private-domain" : null;
}

/** A host name or address without scheme, port, path or blanks. */
function isHostName(text: string): boolean {
  return /^[\p{L}\p{N}]([\p{L}\p{N}_.-]*[\p{L}\p{N}])?\.?$/u.test(text) || /^\[?[0-9a-f:]*:[0-9a-f:.]+\]?$/i.test(text);
}
