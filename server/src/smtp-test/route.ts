import type { Project, Service } from "../compose/types.js";
import type { Delivery } from "../plausible/mailer/model.js";
import type { SearchRequest } from "../smtp/verdict/search.js";
import { type RelayFromHost, relayFromHost } from "./published.js";

/** Where a test, and the tries of other ports, connect to. */
export type Route = Pick<SearchRequest, "connectTo" | "connectChoiceTo">;

/** To the host itself, or to an address in its place. That was given for one port and says nothing of others. */
export function directRoute(delivery: Delivery | null, connectTo: SearchRequest["connectTo"]): Route {
  const own = delivery?.port ?? null;
  return { connectTo, connectChoiceTo: (port) => (connectTo === null || port === own ? connectTo : "nowhere") };
}

/** To a relay of the project by the ports that it publishes on this machine. */
export function publishedRoute(
  project: Project,
  service: Service,
  { host, port }: Delivery,
): (Route & { readonly service: string }) | Exclude<RelayFromHost, { kind: "at" }> {
  if (host === null || port === null) return { kind: "no-service" };
  const at = (target: number) => relayFromHost(project, service, host, target);
  const own = at(port);
  if (own.kind !== "at") return own;
  return {
    service: own.service,
    connectTo: own.address,
    connectChoiceTo(target) {
      const other = at(target);
      return other.kind === "at" ? other.address : "nowhere";
    },
  };
}
