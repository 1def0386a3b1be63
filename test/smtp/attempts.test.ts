import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Dns } from "#server/smtp/wire/resolve.js";
import { type Script, type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { deliveryFrom, detailOf, everything, login, probe, text, walked } from "./run.js";

const open: ScriptedServer[] = [];
after(() => Promise.all(open.map((server) => server.close())));

async function scripted(script: Script): Promise<ScriptedServer> {
  const server = await startScriptedServer(script);
  open.push(server);
  return server;
}

const busy = "421 4.7.0 Too many connections";
const oldAdapter = { client: "gen_smtp" } as const;
/** Busy for the first `count` connections. */
const busyFor = (count: number): Script => ({ greeting: (connection) => (connection > count ? "220 hi" : busy) });
const never = new AbortController().signal;

test("SMTPAdapter opens a session again that is refused for now, Mua does not", async () => {
  const gen = await scripted(busyFor(2));
  const report = await probe("3.2.1", gen, oldAdapter);
  assert.equal(report.verdict.wouldDeliver, true, everything(report));
  assert.equal(gen.connections(), 3);
  assert.match(detailOf(report, "connect"), /attempt 3/);
  assert.equal(walked(report), "resolve:ok connect:ok greeting:ok ehlo:ok sender:ok");

  const mua = await scripted(busyFor(1));
  assert.equal((await probe("3.2.1", mua)).verdict.cause, "greeting-refused");
  assert.equal(mua.connections(), 1);
});

test("three attempts, and what SMTP_RETRIES makes of them", async () => {
  for (const [retries, connections] of [
    [undefined, 3],
    ["0", 1],
    ["1", 2],
    ["-1", 2],
    ["4", 5],
  ] as const) {
    const server = await scripted(busyFor(9));
    const settings = {
      MAILER_ADAPTER: "Bamboo.SMTPAdapter",
      SMTP_HOST_ADDR: "localhost",
      SMTP_HOST_PORT: String(server.port),
      ...(retries === undefined ? {} : { SMTP_RETRIES: retries }),
    };
    const report = await probe("3.2.1", server, deliveryFrom("3.2.1", settings).delivery);
    assert.equal(report.verdict.cause, "greeting-refused");
    assert.equal(server.connections(), connections, `SMTP_RETRIES=${retries}`);
    assert.equal(report.steps.filter(({ step }) => step === "greeting").length, 1, "what is repeated is told once");
  }
});

test("what is final is not tried again", async () => {
  for (const script of [
    { greeting: "554 5.7.1 go away" },
    { on: [[/^MAIL/, "450 4.1.8 later"]] },
    { on: [[/^RCPT/, "450 4.2.0 Greylisted"]] },
    { greeting: "HTTP/1.1 400 Bad Request" },
  ] satisfies Script[]) {
    const server = await scripted(script);
    const report = await probe("3.2.1", server, oldAdapter, { to: "you@example.org" });
    assert.equal(report.verdict.wouldDeliver, false);
    assert.equal(server.connections(), 1, JSON.stringify(script));
  }
});

test("a server that hangs up is tried again, until it had the password", async () => {
  const early = await scripted({ on: [[/^EHLO/, { close: true }]] });
  assert.equal((await probe("2.0.0", early, oldAdapter)).verdict.cause, "connection-closed");
  assert.equal(early.connections(), 3);

  const late = await scripted({ capabilities: ["AUTH PLAIN"], on: [[/^AUTH/, { close: true }]] });
  const auth = login("user", "good");
  await probe("2.0.0", late, { ...oldAdapter, auth }, { allowPlaintextAuth: async () => true });
  assert.equal(late.lines.filter((line) => line.startsWith("AUTH")).length, 1);
});

/** Names that exist in these tests alone; all of them are this machine. */
function names(exchanges: Readonly<Record<string, readonly string[]>>, missing: readonly string[] = []): Dns {
  return {
    addresses: async (host) => {
      if (missing.includes(host)) throw Object.assign(new Error(host), { code: "ENOTFOUND" });
      return [{ address: "127.0.0.1", family: 4 }];
    },
    exchanges: async (host) => {
      const found = exchanges[host];
      if (found === undefined) throw Object.assign(new Error(host), { code: "ENODATA" });
      return found.map((exchange, index) => ({ exchange, priority: 100 - index }));
    },
  };
}

test("Mua of 2.1.0 and 2.1.1 goes to the relay's own mail exchangers, one after the other", async () => {
  const relay = (server: ScriptedServer) => ({ host: "relay.example", port: server.port, mxLookup: true });
  const dns = names({ "relay.example": ["third.example", "gone.example", "first.example"] }, ["gone.example"]);
  for (const release of ["2.1.0", "2.1.1"]) {
    const server = await scripted(busyFor(1));
    const report = await probe(release, server, relay(server), {}, never, dns);
    assert.equal(report.verdict.wouldDeliver, true, everything(report));
    assert.match(detailOf(report, "resolve"), /`relay\.example` has .* `first\.example`, `gone\.example`, `third\.example`/);
    assert.ok(report.transcript.includes("* attempt 2"));
  }
  const final = await scripted({ greeting: (connection) => (connection > 1 ? "220 hi" : "554 no") });
  assert.equal((await probe("2.1.1", final, relay(final), {}, never, dns)).verdict.cause, "greeting-refused");
  assert.equal(final.connections(), 1);
  const none = await scripted({});
  assert.equal((await probe("2.1.1", none, relay(none), {}, never, names({}))).verdict.wouldDeliver, true);
});

test("the certificate must be the exchanger's", async () => {
  const server = await scripted({ capabilities: ["STARTTLS"] });
  const at = (exchange: string) =>
    probe(
      "2.1.1",
      server,
      { host: "relay.example", port: server.port, mxLookup: true },
      {},
      never,
      names({ "relay.example": [exchange] }),
    );
  assert.equal((await at("mx.example")).verdict.cause, "certificate-wrong-name");
  assert.equal((await at("localhost")).verdict.wouldDeliver, true);
});

test("a relay's exchangers are asked for only where the release or the flag says so", async () => {
  const asked: string[] = [];
  const dns: Dns = {
    ...names({}),
    exchanges: async (host) => {
      asked.push(host);
      throw new Error("none");
    },
  };
  const server = await scripted({});
  const mx = (release: string, settings: Record<string, string>) =>
    probe(
      release,
      server,
      deliveryFrom(release, { SMTP_HOST_ADDR: "relay.example", SMTP_HOST_PORT: String(server.port), ...settings }).delivery,
      {},
      never,
      dns,
    );
  await mx("3.2.1", { MAILER_ADAPTER: "Bamboo.Mua" });
  await mx("3.2.1", { MAILER_ADAPTER: "Bamboo.SMTPAdapter" });
  assert.deepEqual(asked, []);
  await mx("3.2.1", { MAILER_ADAPTER: "Bamboo.SMTPAdapter", SMTP_MX_LOOKUPS_ENABLED: "false" });
  await mx("2.1.1", { MAILER_ADAPTER: "Bamboo.Mua" });
  assert.deepEqual(asked, ["relay.example", "relay.example"]);
});

test("without a network nothing is said of the name, nor of the settings", async () => {
  const rejecting = (code: string, network: boolean): Dns => ({
    addresses: () => Promise.reject(Object.assign(new Error(code), { code })),
    exchanges: () => Promise.reject(new Error(code)),
    hasNetwork: () => network,
  });
  const at = (host: string, dns: Dns) => probe("3.2.1", { port: 587, ca: "" }, { host }, {}, never, dns);
  for (const dns of [rejecting("ENOTFOUND", false), rejecting("EAI_AGAIN", true), rejecting("EAI_AGAIN", false)]) {
    const { verdict } = await at("smtp.zoo.example", dns);
    const { wouldDeliver, cause, variable, logLine } = verdict;
    assert.deepEqual([wouldDeliver, cause, variable, logLine], [null, "host-unreachable", null, null]);
    assert.match(text(verdict.advice), /^This computer is offline/);
  }
  for (const [host, dns] of [
    ["smtp.zoo.example", rejecting("ENOTFOUND", true)],
    // A resolver says so of every name without a dot, and of what is no name.
    ["mail", rejecting("EAI_AGAIN", true)],
    ["smtp.zoo.example:587", rejecting("ENOTFOUND", false)],
  ] as const) {
    const { wouldDeliver, cause } = (await at(host, dns)).verdict;
    assert.deepEqual([wouldDeliver, cause], [false, "host-not-found"], host);
  }
});
