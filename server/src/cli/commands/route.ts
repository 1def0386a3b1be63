import type { ComposedService } from "../../instance/composed.js";
import { directRoute, publishedRoute, type Route } from "../../smtp-test/route.js";
import { CannotWork } from "../io.js";

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
  if (connectTo !== null) throw new CannotWork("give either --connect-to or --from-host-port, not both");
  if (delivery === null) return directRoute(delivery, null);
  const route = publishedRoute(project, service, delivery);
  if (!("kind" in route)) return route;
  const { host, port } = delivery;
  if (route.kind === "no-service") {
    const what = host === null ? "no relay is set" : `"${host}" is no other service of this project`;
    throw new CannotWork(`--from-host-port: ${what}; without the flag the test connects as the settings say`);
  }
  const { published, service: name } = route;
  if (route.kind === "random") {
    throw new CannotWork(
      `--from-host-port: Docker chooses the published port of ${name}:${port} anew at each start; \`docker compose port ${name} ${port}\` tells it, for --connect-to`,
    );
  }
  const publishes = published.length === 0 ? "it publishes none" : `it publishes ${published.join(", ")}`;
  throw new CannotWork(
    `--from-host-port: service "${name}" does not publish port ${port} (${publishes}); add \`ports: ["127.0.0.1:${port}:${port}"]\` to it, or test from inside of the network`,
  );
}
