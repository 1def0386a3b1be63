import assert from "node:assert/strict";
import { after, test } from "node:test";
import { textOf } from "#server/base/messages.js";
import type { Delivery } from "#server/plausible/mailer/model.js";
import type { PortChoice } from "#server/plausible/mailer/port-choices.js";
import { testAndSearch } from "#server/smtp/find-working.js";
import type { Search, SearchReport } from "#server/smtp/verdict/search.js";
import { summaryOf } from "#server/smtp/verdict/search-texts.js";
import { requestFor } from "#server-testing/smtp.js";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail-server.js";
import { type ScriptedServer, startScriptedServer } from "../support/scripted-server.js";
import { startSilentPort } from "../support/silent-port.js";
import { login } from "./run.js";

const open: { close(): Promise<void> }[] = [];
after(() => Promise.all(open.map((server) => server.close())));

async function mailServer(options: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  open.push(server);
  return server;
}

const auth = { user: "user", password: "good-password" };

interface Ports {
  /** Where each port of `localhost` really is; a port that is not here is not reached. */
  readonly [port: number]: { readonly port: number; readonly ca?: string };
}

/** Tests port 587 with these settings of the delivery, then the others. */
async function search(
  ports: Ports,
  configured: Partial<Delivery>,
  password: string | null,
): Promise<SearchReport & { said: string }> {
  const credentials = password === null ? null : login(auth.user, password);
  const base = requestFor("3.2.1", { host: "localhost", port: 587, auth: credentials, ...configured });
  const choice = (port: number, mode: PortChoice["mode"]): PortChoice => ({
    port,
    mode,
    sslEnabled: null,
    writes: [{ name: "SMTP_HOST_PORT", value: String(port) }],
    delivery: { ...base.delivery, port, tls: mode === "implicit" ? "implicit" : "starttls-if-offered" },
  });
  const connectTo = (port: number) => ({ host: "127.0.0.1", port: ports[port]?.port ?? 1 });
  const request = {
    ...base,
    ca: Object.values(ports).flatMap(({ ca }) => ca ?? []),
    connectTo: connectTo(587),
    choices: [choice(587, "implicit"), choice(465, "implicit"), choice(2525, "starttls"), choice(25, "starttls")],
    connectChoiceTo: (port: number) => (ports[port] === undefined ? ("nowhere" as const) : connectTo(port)),
  };
  const report = await testAndSearch(request, { signal: new AbortController().signal, onStep: () => {} });
  assert.ok(report.search);
  const said = summaryOf(report.search, request, report.verdict, false).map((part) => textOf(part, "en"));
  return { ...report, said: said.join(" ") };
}

function outcomes({ search: found }: SearchReport): string[] {
  return (found?.alternatives ?? []).map(({ choice, works, cause }) => `${choice.port} ${choice.mode} ${works} ${cause}`);
}

test("the configured port is wrong: all others are looked at without a password, the best one gets it, once", async () => {
  const implicit = await mailServer({ tls: "implicit", auth });
  const starttls = await mailServer({ tls: "starttls", auth });
  const clear = await mailServer({ tls: "none", auth });
  const report = await search({ 465: implicit, 2525: starttls, 25: clear }, {}, auth.password);
  assert.equal(report.verdict.cause, "connection-refused");
  assert.deepEqual(outcomes(report), ["465 implicit true null", "2525 starttls null null", "25 starttls null null"]);
  assert.equal(report.search?.best?.choice.port, 465);
  assert.equal(report.search?.login, "free");
  assert.deepEqual([implicit.logins.length, starttls.logins.length, clear.logins.length], [1, 0, 0]);
  assert.match(report.said, /^Port `465` works \(implicit TLS\)\. Set `SMTP_HOST_PORT=465`, then run `docker compose up -d`\.$/);
  assert.ok(!report.transcript.join("\n").includes(auth.password));
});

test("the same port, opened the other way", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const base = requestFor("3.2.1", { host: "localhost", port: 587, auth: login(auth.user, auth.password) });
  const connectTo = { host: "127.0.0.1", port: server.port };
  const request = {
    ...base,
    delivery: { ...base.delivery, tls: "implicit" as const },
    ca: [server.ca],
    connectTo,
    choices: [
      {
        port: 587,
        mode: "starttls" as const,
        sslEnabled: false,
        writes: [{ name: "SMTP_HOST_SSL_ENABLED" as const, value: "false" }],
        delivery: base.delivery,
      },
    ],
    connectChoiceTo: () => connectTo,
  };
  const report = await testAndSearch(request, { signal: new AbortController().signal, onStep: () => {} });
  assert.equal(report.verdict.cause, "tls-on-plain-port");
  assert.deepEqual(outcomes(report), ["587 starttls true null"]);
});

test("a password that the server refused is not shown to it again on another port", async () => {
  const submission = await mailServer({ tls: "starttls", auth });
  const implicit = await mailServer({ tls: "implicit", auth });
  const report = await search({ 587: submission, 465: implicit }, {}, "wrong-password");
  assert.equal(report.verdict.cause, "auth-refused");
  assert.equal(report.search?.login, "refused");
  assert.deepEqual([submission.logins.length, implicit.logins.length], [1, 0]);
  assert.match(report.said, /rejected the login; another port doesn't change that/);
});

test("a login that was accepted is the one of this run: elsewhere it is left open, and said", async () => {
  const submission = await mailServer({ tls: "starttls", auth, refuseSender: "550 5.7.1 Not yours" });
  const implicit = await mailServer({ tls: "implicit", auth });
  const report = await search({ 587: submission, 465: implicit }, {}, auth.password);
  assert.equal(report.verdict.cause, "sender-refused");
  assert.deepEqual(outcomes(report).at(-1), "465 implicit null null");
  assert.equal(implicit.logins.length, 0);
  assert.match(report.said, /^Works up to the login: port `465`\. .*signs in once.*port `587`/);
});

test("a server that offers no login has not judged the password: the run may still log in", async () => {
  const relay = await startScriptedServer({
    capabilities: ["SIZE 1000"],
    on: [[/^AUTH/, "503 5.5.1 Error: authentication not enabled"]],
  });
  open.push(relay);
  const implicit = await mailServer({ tls: "implicit", auth });
  const allow = { ...requestFor("3.2.1", {}), allowPlaintextAuth: async () => true };
  const base = requestFor("3.2.1", { host: "localhost", port: 25, auth: login(auth.user, auth.password) });
  const request = {
    ...base,
    allowPlaintextAuth: allow.allowPlaintextAuth,
    ca: [implicit.ca],
    connectTo: { host: "127.0.0.1", port: relay.port },
    choices: [
      {
        port: 465,
        mode: "implicit" as const,
        sslEnabled: null,
        writes: [{ name: "SMTP_HOST_PORT" as const, value: "465" }],
        delivery: { ...base.delivery, port: 465, tls: "implicit" as const },
      },
    ],
    connectChoiceTo: () => ({ host: "127.0.0.1", port: implicit.port }),
  };
  const report = await testAndSearch(request, { signal: new AbortController().signal, onStep: () => {} });
  assert.equal(report.verdict.cause, "auth-not-offered");
  assert.deepEqual(outcomes(report), ["465 implicit true null"]);
});

test("without credentials every port is walked to its end; one that wants a login does not work", async () => {
  const open25 = await mailServer({ tls: "starttls", certificate: "self-signed" });
  const implicit = await mailServer({ tls: "implicit", auth });
  const plain = await mailServer({ tls: "starttls" });
  const report = await search({ 465: implicit, 2525: plain, 25: open25 }, {}, null);
  assert.deepEqual(outcomes(report), [
    "465 implicit false auth-required",
    "2525 starttls true null",
    "25 starttls false certificate-self-signed",
  ]);
  assert.equal(report.search?.best?.choice.port, 2525);
});

test("an unseen password is no failure of a port", async () => {
  const implicit = await mailServer({ tls: "implicit", auth });
  const unseen = { ...login(auth.user, ""), password: null, unseen: ["password"] as const };
  const report = await search({ 465: implicit }, { auth: unseen }, null);
  assert.deepEqual(outcomes(report), ["465 implicit null null"]);
  assert.match(report.said, /wasn't tested: user name or password is not visible here/);
});

test("ports that nothing comes back from, while another answers, are blocked", {
  skip: process.platform !== "linux",
}, async () => {
  const dropped = await startSilentPort();
  open.push(dropped);
  const starttls = await mailServer({ tls: "starttls", auth });
  const [report, alone] = await Promise.all([
    search({ 587: dropped, 465: dropped, 25: dropped, 2525: starttls }, {}, auth.password),
    search({ 587: dropped, 465: dropped }, {}, auth.password),
  ]);
  assert.equal(report.verdict.cause, "connection-timeout");
  assert.deepEqual(outcomes(report), [
    "465 implicit false connection-timeout",
    "2525 starttls true null",
    "25 starttls false connection-timeout",
  ]);
  assert.deepEqual([report.search?.blocked, report.search?.answering], [[25, 465, 587], [2525]]);
  assert.deepEqual(
    report.search?.clouds.map(({ name }) => name),
    ["DigitalOcean", "Linode", "Render (free)", "Railway"],
  );
  assert.match(report.said, /^Port `2525` works .*Port `25`, `465`, `587` is blocked .*DigitalOcean.*test there to find out\.$/);
  assert.deepEqual([alone.search?.blocked, alone.search?.silent], [[], [465, 587]]);
  assert.match(alone.said, /No port of `localhost` answers \(`465`, `587`\)/);
});

test("a name that leads nowhere is looked up once", async () => {
  const base = requestFor("3.2.1", { host: "nobody.invalid" });
  const choices = [
    { port: 465, mode: "implicit", sslEnabled: null, writes: [], delivery: { ...base.delivery, port: 465 } },
  ] as const;
  const request = { ...base, choices, connectChoiceTo: () => null };
  const { verdict, search: found } = await testAndSearch(request, { signal: new AbortController().signal, onStep: () => {} });
  assert.equal(verdict.cause, "host-not-found");
  assert.deepEqual(found?.alternatives, []);
});

/** Port 25 beside one where nothing listens, both of them on this server. */
function portBesideNothing({ port }: ScriptedServer) {
  const base = requestFor("3.2.1", { host: "localhost", port: 1 });
  const delivery = { ...base.delivery, port: 25 };
  const choices = [{ port: 25, mode: "starttls" as const, sslEnabled: null, writes: [], delivery }];
  return { ...base, timeout: 60_000, choices, connectChoiceTo: () => ({ host: "127.0.0.1", port }) };
}

test("cancelling ends the search too", async () => {
  const silent = await startScriptedServer({ greeting: { silent: true } });
  open.push(silent);
  const abort = new AbortController();
  const watch = { signal: abort.signal, onStep: () => {}, onSearch: () => setTimeout(() => abort.abort(), 50) };
  const report = await testAndSearch(portBesideNothing(silent), watch);
  assert.equal(report.search, null);
});

test("after a test that was cancelled, nothing is searched", async () => {
  const silent = await startScriptedServer({ greeting: { silent: true } });
  open.push(silent);
  const onSearch = () => assert.fail("the user would be told of a search");
  const report = await testAndSearch(portBesideNothing(silent), { signal: AbortSignal.abort(), onStep: () => {}, onSearch });
  assert.equal(report.search, null);
  assert.equal(silent.connections(), 0);
});

test("what is said of ports from which nothing comes, and where that holds", () => {
  const request = requestFor("3.2.1", { host: "mail.acme.example", port: 25 });
  const verdict = { wouldDeliver: false } as SearchReport["verdict"];
  const of = (search: Partial<Search>, same = false) => {
    const none: Search = { alternatives: [], best: null, blocked: [], silent: [], answering: [], clouds: [], login: "free" };
    return summaryOf({ ...none, ...search }, request, verdict, same).map((part) => textOf(part, "en"));
  };
  const hetzner = { name: "Hetzner Cloud", blocked: [], open: [], onRequest: null, evidence: "secondary", source: "" } as const;
  const blocked = of({ blocked: [25], silent: [25], answering: [587], clouds: [hetzner] });
  assert.match(blocked[1] ?? "", /^Port `25` is blocked between here and `mail\.acme\.example`: .* unlike on port `587`\.$/);
  assert.equal(blocked[2], "These are known to block it: Hetzner Cloud.");
  assert.match(blocked[3] ?? "", /test there to find out/);
  assert.ok(
    !of({ blocked: [25], silent: [25], answering: [587] }, true)
      .join(" ")
      .includes("test there to find out"),
  );
  const alternative = (port: number) =>
    ({ choice: { port }, works: false, cause: "connection-timeout" }) as unknown as Search["alternatives"][number];
  const down = of({ silent: [25, 465], alternatives: [alternative(465)] }).join(" ");
  assert.match(down, /No port of `mail\.acme\.example` answers \(`25`, `465`\): .* both look the same/);
});
