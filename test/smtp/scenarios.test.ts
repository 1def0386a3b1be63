import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { Known } from "#server/log/conclusion.js";
import { knownRelease } from "#server/plausible/tables/releases.js";
import { causesOf } from "#server-testing/log.js";
import { startMailServer } from "../support/mail-server.js";
import { startScriptedServer } from "../support/scripted-server.js";
import { arrivalOf, deliveryFrom, everything, probe, text } from "./run.js";
import { scenarios } from "./scenarios/all.js";
import { type Client, clientNames, clients, type Failure, type Outcome, outcomeOf, type Scenario } from "./scenarios/clients.js";

const open: { close(): Promise<void> }[] = [];
after(() => Promise.all(open.map((server) => server.close())));

/** `npm test` takes the newest client of each kind, `npm run test:smtp` every one that was ever shipped. */
const chosen: readonly Client[] = process.env.SMTP_CLIENTS === "all" ? clientNames : ["mua", "gen27", "gen25"];

describe("as the real clients", { concurrency: 8 }, () => {
  for (const scenario of scenarios) {
    for (const client of chosen) test(`${scenario.name}: ${client}`, () => runScenario(scenario, client));
  }
});

async function runScenario(scenario: Scenario, client: Client): Promise<void> {
  const { release, adapter } = clients[client];
  const server = await start(scenario);
  const settings = {
    MAILER_ADAPTER: adapter,
    MAILER_EMAIL: "plausible@sender.example",
    SMTP_HOST_ADDR: "localhost",
    SMTP_HOST_PORT: String(server.port),
    ...scenario.settings,
  };
  const { delivery, facts } = deliveryFrom(release, settings);
  const waits = facts.client.name === "mua" ? (scenario.muaWaits ?? 30_000) : facts.timeouts.reply;
  const outcome = outcomeOf(scenario, client);
  const report = await probe(release, server, delivery, {
    adapter: { ...facts, timeouts: { ...facts.timeouts, reply: waits } },
    to: scenario.to ?? "you@example.org",
    send: true,
    timeout: (waitsInVain(outcome) ? scenario.timeout : undefined) ?? 20_000,
    allowPlaintextAuth: async () => true,
  });
  const { verdict, steps } = report;
  const why = everything(report);
  if (typeof outcome === "string") {
    assert.deepEqual([verdict.wouldDeliver, verdict.cause, arrivalOf(verdict)], [true, null, outcome], why);
    return;
  }
  // The real client gave up in the end; a test that waits for less time cannot know that.
  const cutShort = outcome.cause === "no-greeting" && (scenario.timeout ?? 20_000) < waits;
  assert.deepEqual([verdict.wouldDeliver, verdict.cause], [cutShort ? null : false, outcome.cause], why);
  assert.equal(arrivalOf(verdict), outcome.arrived ?? null, why);
  const code = /^\d{3}/.exec(/(?:SMTPError\) |failure, ~c"[^"]*", ")(.*)/.exec(outcome.says ?? "")?.[1] ?? "")?.[0];
  if (code !== undefined) {
    const failed = steps.find(({ status }) => status === "failed");
    assert.match(failed === undefined ? "" : text(failed.detail), new RegExp(`^${code} `), why);
  }
  assertLogged(verdict.logLine, outcome, release, why);
  assertReadBack(verdict.logLine, outcome, { release: knownRelease(release), delivery, adapter: facts });
}

/** Whoever finds that line in the log is told the same cause, with the settings at hand and without. */
function assertReadBack(
  line: string | null,
  { cause, says, raised }: Failure,
  settings: Pick<Known, "release" | "delivery" | "adapter">,
): void {
  if (line === null || (raised !== true && settings.release.logsFailure !== "with-reason")) return;
  const known = { ...settings, bootError: null, boots: true, valueOf: () => null };
  for (const causes of [causesOf(line), causesOf(line, known)]) {
    assert.ok(causes.includes(cause), `${cause} is none of ${causes.join(", ")}: ${says}`);
  }
}

/** A short time limit is for them alone: whoever gets an answer may have to wait for a busy machine. */
function waitsInVain(outcome: Outcome): boolean {
  return typeof outcome !== "string" && ["no-greeting", "plain-on-tls-port", "tls-failed"].includes(outcome.cause);
}

/** Before 2.1.5 what a client returns leaves no reason in the log, and before 2.1.0 not even a line. */
function assertLogged(line: string | null, { says, raised }: Failure, release: string, why: string): void {
  const logs = knownRelease(release).logsFailure;
  if (raised === true || logs === "with-reason") assert.ok((line ?? "").endsWith(says ?? ""), `${line}\n${why}`);
  else assert.equal(line, logs === "nothing" ? null : "[error] Failed to send e-mail", why);
}

async function start({ server }: Scenario): Promise<{ readonly port: number; readonly ca: string }> {
  if (server === null) {
    const closed = await startScriptedServer();
    await closed.close();
    return closed;
  }
  const started = "mail" in server ? await startMailServer(server.mail) : await startScriptedServer(server.script);
  open.push(started);
  return started;
}
