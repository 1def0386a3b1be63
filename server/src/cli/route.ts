import type { ComposedService } from "../rules/composed.js";
import { relayFromHost } from "../rules/relay-from-host.js";
import type { SearchRequest } from "../smtp/find-working.js";
import { CannotWork } from "./io.js";

/** What of a test's flags says where to connect. */
interface RouteFlags {
  readonly connectTo?: { readonly host: string; readonly port: number };
  readonly fromHostPort?: boolean;
}

/** Where a test connects to. */
export type Route = Pick<SearchRequest, "connectTo" | "connectChoiceTo"> & {
  /** The service that is reached by its published port; null: none is. */
  readonly published: string | null;
};

/** As the flags say; with `--from-host-port` through the published port of the relay's service. */
export function routeOf({ project, service, delivery }: ComposedService, flags: RouteFlags): Route {
  const { connectTo } = flags;
  const own = delivery?.port ?? null;
  if (flags.fromHostPort !== true) {
    if (connectTo === undefined) return { connectTo: null, connectChoiceTo: () => null, published: null };
    // An address that was given for one port says nothing of others.
    return { connectTo, connectChoiceTo: (port) => (port === own ? connectTo : "nowhere"), published: null };
  }
  if (connectTo !== undefined) throw new CannotWork("give either --connect-to or --from-host-port, not both");
  if (delivery === null || delivery.host === null || own === null) {
    return { connectTo: null, connectChoiceTo: () => null, published: null };
  }
  const { host } = delivery;
  const from = (port: number) => relayFromHost(project, service, host, port);
  const found = from(own);
  if (found.kind === "no-service") {
    throw new CannotWork(
      `--from-host-port: "${host}" is no other service of this project; without the flag the test connects to it`,
    );
  }
  if (found.kind !== "at") {
    const { published, service: name } = found;
    const more = published.length === 0 ? "it publishes none" : `it publishes ${published.join(", ")}`;
    throw new CannotWork(
      found.kind === "random"
        ? `--from-host-port: Docker chooses the published port of ${name}:${own} anew at each start; \`docker compose port ${name} ${own}\` tells it, for --connect-to`
        : `--from-host-port: service "${name}" does not publish port ${own} (${more}); add \`ports: ["127.0.0.1:${own}:${own}"]\` to it, or test from inside of the network`,
    );
  }
  return {
    connectTo: found,
    connectChoiceTo(port) {
      const other = from(port);
      return other.kind === "at" ? other : "nowhere";
    },
    published: found.service,
  };
}
