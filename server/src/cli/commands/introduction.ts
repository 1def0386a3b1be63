import { isLoopback } from "../../base/addresses.js";
import { hostAndPort } from "../../base/host-and-port.js";
import type { Language } from "../../base/messages.js";
import type { ComposedService } from "../../instance/composed.js";
import type { Delivery } from "../../plausible/mailer/model.js";
import type { Hide } from "../../smtp-test/shown-report.js";
import type { Io } from "../io.js";
import { say } from "../messages.js";
import { releaseText } from "../reporters/explain-messages.js";
import { printable, wrap } from "../terminal/text.js";
import type { CliRoute } from "./route.js";

/** What of a test's flags its introduction speaks of. */
interface IntroductionPlan {
  readonly to?: string;
  readonly send?: boolean;
  readonly fromContainer?: boolean;
}

/** Says, before anything is connected, to which host the test goes, on whose behalf, and where it runs. */
export function announce(
  composed: ComposedService,
  delivery: Delivery,
  route: CliRoute,
  plan: IntroductionPlan,
  language: Language,
  shown: Hide,
  io: Io,
): void {
  const { choice, service } = composed;
  const adapters: Partial<Record<Delivery["client"], string>> = { mua: "Bamboo.Mua", gen_smtp: "Bamboo.SMTPAdapter" };
  const client = adapters[delivery.client];
  if (client === undefined || delivery.host === null) return; // nothing will be connected
  const host = shown(delivery.host);
  const lines = [
    say(language, "connecting", {
      server: hostAndPort(host, delivery.port),
      client,
      release: releaseText(choice, language),
      service: service.name,
    }),
  ];
  if (route.connectTo !== null) {
    const address = hostAndPort(route.connectTo.host, route.connectTo.port);
    lines.push(
      route.service === undefined
        ? say(language, "connectTo", { address })
        : say(language, "fromHostPort", { address, service: route.service }),
    );
  } else if (plan.fromContainer === true) {
    if (isLoopback(host)) lines.push(say(language, "localhostInside", { host }));
  } else if (isLoopback(host)) lines.push(say(language, "localhost", { host }));
  else if (isProjectName(composed, host)) lines.push(say(language, "projectHost", { host }));
  lines.push(say(language, plan.fromContainer === true ? "ranInside" : "ranHere"));
  lines.push(plan.send === true ? say(language, "willSend", { to: plan.to ?? "" }) : say(language, "nothingSent"));
  for (const line of lines.flatMap((text) => wrap(printable(text), Math.min(io.stderr.columns, 100))))
    io.stderr.write(`${line}\n`);
  io.stderr.write("\n");
}

/** A name that only containers of this project can resolve. */
function isProjectName({ project }: ComposedService, host: string): boolean {
  return project.services.some(({ name, network }) => name === host || network.names.includes(host));
}
