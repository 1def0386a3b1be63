import { addressKind, isLoopback } from "../base/addresses.js";
import type { Project, Service } from "../compose/types.js";
import type { SmtpSettings } from "../plausible/mailer/model.js";
import { isExampleHost } from "../plausible/tables/placeholder.js";
import type { Provider } from "../plausible/tables/provider.js";
import { providerOf } from "../plausible/tables/providers.js";
import { indexOf } from "./project-index.js";

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

type RelayPlace = Extract<Relay, { state: "host" }>["place"];

/** The relay that the SMTP adapter in force uses, and where it is. */
export function relayOf(project: Project, service: Service, settings: SmtpSettings | null): Relay {
  if (settings === null || settings.relay.kind === "direct") return { state: "none" };
  if (settings.relay.kind === "unknown") return { state: "unknown" };
  const { host, decidedBy } = settings.relay;
  if (decidedBy.by === "default") return hostRelay(project, service, host, false);
  if (!isHostName(host)) return { state: "unknown" };
  const relay = hostRelay(project, service, host, true);
  // The host of an example is still to be written; a service of this project may bear that name all the same.
  return relay.place === "outside" && isExampleHost(host) ? { state: "unknown" } : relay;
}

function hostRelay(project: Project, service: Service, host: string, written: boolean): Extract<Relay, { state: "host" }> {
  return { state: "host", host, written, place: placeOfHost(project, service, host), provider: providerOf(host) };
}

/** Where a host is, as seen from the service's container. */
export function placeOfHost(project: Project, service: Service, host: string): RelayPlace {
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
  if (service.network.extraHosts.some((other) => other.toLowerCase() === name)) return true;
  const others = indexOf(project)
    .named(name)
    .filter((other) => other !== service);
  // A provider's host is no name that anyone gives to a container in some network.
  return providerOf(name) === null ? others.length > 0 : others.some((other) => other.name.toLowerCase() === name);
}

const privateSuffix = /\.(lan|local|internal|home|home\.arpa|localdomain|intranet|private|corp|test|docker)$/;

function isPrivate(name: string): boolean {
  const kind = addressKind(name);
  return kind === null ? !/[.:]/.test(name) || privateSuffix.test(name) : kind === "private";
}

/**
 * Why no public authority gives out a certificate for a host (CA/Browser Forum Baseline Requirements 3.2.2.4, 4.2.2): it
 * is an address, a name of one label, or one of a domain that is private. Addresses of the internet can have one, and
 * next to no mail server does. Null: it can have one.
 */
export function whyNoCertificate(host: string): "address" | "one-label" | "private-domain" | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (addressKind(name) !== null || /^[\d.]+$|:/.test(name)) return "address";
  if (!name.includes(".")) return "one-label";
  return privateSuffix.test(name) || name.endsWith(".localhost") ? "private-domain" : null;
}

/** A host name or address without scheme, port, path or blanks. */
function isHostName(text: string): boolean {
  return /^[\p{L}\p{N}]([\p{L}\p{N}_.-]*[\p{L}\p{N}])?\.?$/u.test(text) || /^\[?[0-9a-f]*:[0-9a-f:.]+\]?$/i.test(text);
}
