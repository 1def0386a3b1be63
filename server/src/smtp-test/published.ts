import { hostPortOf } from "../compose/service/ports.js";
import type { Project, PublishedPort, Service } from "../compose/types.js";
import { servicesNamed } from "../instance/service-networks.js";

/** How a relay that is a service of the project is reached from the machine that Docker runs on. */
export type RelayFromHost =
  | { readonly kind: "at"; readonly service: string; readonly address: { readonly host: string; readonly port: number } }
  /** The name is not that of one other service. */
  | { readonly kind: "no-service" }
  /** `random`: Docker chooses the port at each start. `published`: what else is, as `ports:` says it. */
  | { readonly kind: "random" | "not-published"; readonly service: string; readonly published: readonly string[] };

/** Where the port of a service of this project is published. */
export function relayFromHost(project: Project, own: Service, host: string, port: number): RelayFromHost {
  const [relay, another] = servicesNamed(project, own, host);
  if (relay === undefined || another !== undefined) return { kind: "no-service" };
  const { mode, ports } = relay.network;
  // It has no ports of its own: it listens on the host itself.
  if (mode === "host") return { kind: "at", service: relay.name, address: { host: "127.0.0.1", port } };
  const found = hostPortOf(ports, port);
  if (found.kind === "at")
    return { kind: "at", service: relay.name, address: { host: addressOf(found.hostIp), port: found.port } };
  const published = ports.filter((one) => one.protocol === "tcp" && one.published !== "").map(shown);
  return { kind: found.kind === "random" ? "random" : "not-published", service: relay.name, published };
}

/** An address to connect to, for one to listen on. */
function addressOf(hostIp: string): string {
  if (hostIp === "" || hostIp === "0.0.0.0") return "127.0.0.1";
  return hostIp === "::" ? "::1" : hostIp;
}

function shown({ published, target }: PublishedPort): string {
  return `${published}:${target}`;
}
