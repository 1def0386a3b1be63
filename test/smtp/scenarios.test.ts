import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Delivery } from "#server/plausible/types.js";
import type { Verdict } from "#server/smtp/types.js";
import { startMailServer } from "../support/mail-server.js";
import { startScriptedServer } from "../support/scripted-server.js";
import { everything, probe } from "./run.js";
import { type Arrival, type Client, clients, type Outcome, type Scenario, scenarios } from "./scenarios.js";

const open: { close(): Promise<void> }[] = [];
after(() => Promise.all(open.map((server) => server.close())));

for (const scenario of scenarios) {
  test(`${scenario.name}: as the real clients`, async () => {
    for (const [client, outcome] of Object.entries(scenario.outcomes) as [Client, Outcome][]) {
      const { server } = scenario;
      const started = "mail" in server ? await startMailServer(server.mail) : await startScriptedServer(server.script);
      open.push(started);
      const { release } = clients[client];
      const request = {
        to: "you@example.org",
        send: true,
        timeout: scenario.timeout ?? 5000,
        allowPlaintextAuth: async () => true,
      };
      const report = await probe(release, started, deliveryOf(scenario, client), request);
      const { verdict } = report;
      const why = `${client}\n${everything(report)}`;
      if (typeof outcome === "string") {
        assert.deepEqual([verdict.wouldDeliver, verdict.cause, arrival(verdict)], [true, null, outcome], why);
      } else {
        const [cause, log] = outcome;
        assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, cause], why);
        if (log !== undefined) assert.ok(verdict.logLine?.endsWith(log), `${verdict.logLine}\n${why}`);
      }
    }
  });
}

test("there are enough of them", () => {
  assert.ok(scenarios.flatMap(({ outcomes }) => Object.keys(outcomes)).length >= 100);
});

function deliveryOf({ login, implicitTls, mailFrom }: Scenario, client: Client): Partial<Delivery> {
  const old = client === "gen27" ? ({ implicit: "impossible", plain: "fails-if-offered" } as const) : null;
  return {
    client: clients[client].client,
    tls: implicitTls ? (old?.implicit ?? "implicit") : (old?.plain ?? "starttls-if-offered"),
    auth: login ?? null,
    ...(mailFrom === undefined ? {} : { mailFrom }),
  };
}

function arrival({ channel }: Verdict): Arrival {
  const kind = channel?.tls ? "TLS" : "clear";
  return channel?.authenticated ? `${kind} auth` : kind;
}
