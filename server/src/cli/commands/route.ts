import { code, listed } from "../../base/messages.js";
import type { ComposedService } from "../../instance/composed.js";
import { directRoute, publishedRoute, type Route } from "../../smtp-test/route.js";
import { cannot, reasonOf } from "../refusals.js";

/** What of a test's flags says where to connect. */
interface RouteFlags {
  readonly connectTo?: { readonly host: string; readonly port: number };
  readonly fromHostPort?: boolean;
}

/** Where a test connects to; `service`: the one that is reached by its published port. */
export type CliRoute = Route & { readonly service?: string };

/** As the flags say; with `--from-host-port` through the published port of the relay's service. */
export function routeOf({ project, service, delivery }: ComposedService, flags: RouteFlags): CliRoute {
  const { connectTo = null } = flags;
  if (flags.fromHostPort !== true) return directRoute(delivery, connectTo);
  if (connectTo !== null) throw cannot("connectToOrHostPort");
  if (delivery === null) return directRoute(delivery, null);
  const route = publishedRoute(project, service, delivery);
  if (!("kind" in route)) return route;
  const { host, port } = delivery;
  if (route.kind === "no-service") {
    throw host === null ? cannot("noRelay") : cannot("notInProject", { host });
  }
  const { published, service: name } = route;
  if (route.kind === "random") {
    throw cannot("randomPort", { name, port: String(port) });
  }
  throw cannot("notPublished", {
    name,
    port: String(port),
    published: published.length === 0 ? reasonOf("none") : listed(published),
    entry: code(`ports: ["127.0.0.1:${port}:${port}"]`),
  });
}
