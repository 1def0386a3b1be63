import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { quiet, reply, verdict, wire } from "../../../testing/verdict.js";
import { textOf } from "../../base/messages.js";
import type { CertainFailure, Delivery } from "../../plausible/mailer/model.js";
import { judge, judgeWithoutTalk } from "./judge.js";
import { planOf } from "./plan.js";
import type { TestRequest } from "./request.js";
import type { StepName } from "./steps.js";
import type { Talk, Trouble } from "./talk.js";
import { unfinished } from "./wire-error.js";

type More = NonNullable<Parameters<typeof verdict>[2]>;

const request = (release: string, delivery: Partial<Delivery> = {}, more: Partial<TestRequest> = {}): TestRequest => ({
  ...requestFor(release, delivery),
  ...more,
});
const advised = (step: StepName, trouble: Trouble, more: More = {}) => textOf(verdict(step, trouble, more).advice, "en");
const login = (username: string, password: string): Partial<Delivery> => ({
  auth: { username, password, mechanisms: ["PLAIN"], unseen: [] },
});
const tooSoon = /Plausible \S+ would have waited/;

test("silence that is shorter than the adapter's own patience proves nothing", () => {
  const timeout = wire("timeout");
  const of = (step: StepName, trouble: Trouble, more: More = {}) => {
    const { wouldDeliver, advice } = verdict(step, trouble, more);
    assert.equal(tooSoon.test(textOf(advice, "en")), wouldDeliver === null);
    return wouldDeliver;
  };
  for (const step of ["greeting", "ehlo", "auth", "sender"] as const) assert.equal(of(step, timeout), null, step);
  for (const step of ["connect", "tls"] as const) assert.equal(of(step, timeout), false, step);
  assert.equal(of("greeting", timeout, { request: request("3.2.1", {}, { timeout: 30_000 }) }), false);
  assert.equal(of("greeting", timeout, { request: request("3.2.1", {}, { timeout: 29_999 }) }), null);
  assert.equal(of("greeting", wire("timeout", unfinished)), false); // a reply had begun
  assert.equal(of("greeting", wire("closed")), false);
  assert.equal(of("sender", reply(550, "timeout")), false);
  assert.equal(of("greeting", timeout, { look: { speaks: "tls", words: "" } }), false); // something else tells
});

test("how long Plausible itself would wait", () => {
  const waits = (step: StepName, trouble: Trouble, on: TestRequest) =>
    /Plausible(?: \S+)? would wait ([^,;.]*?)(?: and then give up|\.)/.exec(advised(step, trouble, { request: on }))?.[1];
  const genSmtp = request("3.1.0", { client: "gen_smtp" });
  assert.equal(waits("connect", wire("timeout"), request("3.2.1")), "30 s");
  assert.equal(waits("greeting", wire("timeout"), request("3.2.1")), "30 s");
  // gen_smtp: 5 s for a connection and 20 minutes for a reply, three times until the session is open.
  assert.equal(waits("connect", wire("timeout"), genSmtp), "15 s");
  assert.equal(waits("greeting", wire("timeout"), genSmtp), "60 minutes");
  for (const step of ["sender", "recipient", "message"] as const)
    assert.equal(waits(step, wire("timeout"), genSmtp), "20 minutes", step);
  assert.ok(genSmtp.adapter);
  const patient = { ...genSmtp, adapter: { ...genSmtp.adapter, timeouts: { connect: 40_000, reply: 40_000 } } };
  assert.equal(waits("connect", wire("timeout"), patient), "2 minutes");
  assert.match(advised("connect", wire("timeout"), { request: request("3.2.1", {}, { timeout: 1520 }) }), /within 1\.5 s;/);
});

test("no text of others is longer in an advice than a person reads", () => {
  const long = "x".repeat(300);
  const times = (step: StepName, trouble: Trouble, delivery: Partial<Delivery>, more: Partial<TestRequest> = {}) =>
    Math.max(
      0,
      ...[...advised(step, trouble, { request: request("3.2.1", delivery, more) }).matchAll(/x+/g)].map(([run]) => run.length),
    );
  assert.equal(times("connect", wire("refused"), { host: long }), 200);
  assert.equal(times("sender", reply(550, "not yours"), { mailFrom: long }), 200);
  assert.equal(times("recipient", reply(550, "no"), {}, { to: long }), 200);
  assert.equal(times("ehlo", reply(550, "no"), { ehlo: long }), 200);
  assert.equal(times("auth", reply(535, "no"), login(long, "p")), 200);
  const offered = { startTls: "yes", mechanisms: [long] } as const;
  assert.equal(
    Math.max(...[...advised("auth", reply(504, "no"), { talk: { offered } }).matchAll(/x+/g)].map(([run]) => run.length)),
    100,
  );
});

test("a token that is user name and password is in no advice", () => {
  const said = advised("auth", reply(535, "5.7.8 no"), { request: request("3.2.1", login("rosebud", "rosebud")) });
  assert.doesNotMatch(said, /rosebud/);
  assert.match(
    advised("auth", reply(535, "5.7.8 no"), { request: request("3.2.1", login("ann", "rosebud")) }),
    /For `ann` it says 535 5\.7\.8 no\./,
  );
});

test("the server's words: of the step, of a second look, of the login that was passed over, or its methods", () => {
  const passedOver = { passedOver: { code: 535, words: "535 5.7.8 bad password" } };
  assert.match(
    advised("sender", reply(530, "Authentication required"), { talk: passedOver }),
    /it says 535 5\.7\.8 bad password\./,
  );
  assert.match(advised("recipient", reply(550, "5.1.1 unknown"), { talk: passedOver }), /550 5\.1\.1 unknown/);
  const basic = { passedOver: { code: 535, words: "535 5.7.139 basic authentication is disabled" } };
  const disabled = advised("sender", reply(530, "Authentication required"), { talk: basic });
  assert.match(disabled, /535 5\.7\.139 basic authentication is disabled.*At Microsoft/s);
  const implicit = request("3.2.1", { tls: "implicit" });
  assert.match(
    advised("tls", wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER"), { request: implicit, look: { speaks: "smtp", words: "220 hi" } }),
    /\(220 hi\)/,
  );
  assert.match(advised("greeting", { kind: "unreadable", exception: "** (X) y", words: "SSH-2.0" }), /answers SSH-2\.0\./);
  const offered = { startTls: "yes", mechanisms: ["CRAM-MD5", "XOAUTH2"] } as const;
  assert.match(advised("auth", reply(504, "no such type"), { talk: { offered } }), /It offers CRAM-MD5 XOAUTH2;/);
  assert.match(
    advised("auth", reply(334, "dXNlcg=="), { talk: { offered: { ...offered, mechanisms: null } } }),
    /It offers 334 dXNlcg==;/,
  );
  assert.match(advised("auth", reply(535, "no"), { talk: { offered } }), /it says 535 no\./);
});

test("what a provider's words mean there is told once, and only of its own cause", () => {
  const disabled = advised("auth", reply(535, "5.7.139 SmtpClientAuthentication is disabled for the Tenant"));
  assert.equal(disabled.match(/At Microsoft/g)?.length, 1);
  assert.doesNotMatch(advised("message", reply(550, "spam")), /\bAt [A-Z]/);
  assert.doesNotMatch(advised("sender", reply(550, "5.1.8 This sender is not allowed")), /undefined/);
});

test("a missing header is told of a message that is refused for it, and of none that is refused for something else", () => {
  const of = (words: string) => advised("message", reply(550, words), { request: request("3.0.1") });
  assert.match(of("no Message-ID"), /Emails of Plausible 3\.0\.1 lack this header/);
  assert.doesNotMatch(of("Daily sending quota exceeded, Message-ID 1"), /lack this header/);
});

test("a refusal that may pass is called temporary, and no other", () => {
  const isCalled = (step: StepName, trouble: Trouble) => /temporary/.test(advised(step, trouble));
  assert.ok(isCalled("recipient", reply(450, "4.2.0 Greylisted")));
  assert.ok(!isCalled("recipient", reply(550, "5.1.1 unknown")));
  assert.ok(!isCalled("recipient", wire("closed")));
});

test("an exception is told in its first line, a failure of the TLS option in its own", () => {
  const crash = verdict("auth", { kind: "crash", exception: "** (MatchError) one\n  two" });
  assert.match(textOf(crash.advice, "en"), /It fails with `\*\* \(MatchError\) one`\.$/);
  const tlsFailure: CertainFailure = {
    kind: "middlebox-mode",
    exception: "** (Mua.TransportError) Invalid TLS option\nmore",
    variable: "SMTP_MIDDLEBOX_COMP_MODE",
  };
  const on = request("3.2.1", { tlsFailure });
  const { cause, variable, advice, logLine } = verdict("starttls", { kind: "tls-impossible" }, { request: on });
  assert.deepEqual([cause, variable], ["adapter-crashes", "SMTP_MIDDLEBOX_COMP_MODE"]);
  assert.match(
    textOf(advice, "en"),
    /^Check `SMTP_MIDDLEBOX_COMP_MODE`: .*`\*\* \(Mua\.TransportError\) Invalid TLS option`\.$/s,
  );
  assert.equal(logLine, tlsFailure.exception);
  assert.equal(verdict("sender", reply(550, "no"), { request: on }).cause, "sender-refused");
  assert.equal(verdict("starttls", { kind: "tls-impossible" }).cause, "tls-impossible");
});

test("what cures a port of implicit TLS: the flag, another adapter, or another port", () => {
  const of = (on: TestRequest) => {
    const found = verdict("greeting", wire("timeout"), { request: on, look: { speaks: "tls", words: "" } });
    return [/Port `\d+` .*? TLS\. (.*)\n/.exec(textOf(found.advice, "en"))?.[1], found.cure] as const;
  };
  const flag = { variable: "SMTP_HOST_SSL_ENABLED", value: "true" };
  assert.deepEqual(of(request("3.2.1", { port: 465 })), ["Set `SMTP_HOST_SSL_ENABLED` to `true`.", flag]);
  assert.deepEqual(of(request("2.1.1", { port: 465 })), ["This release can't do that: use port `587`, or a newer image.", null]);
  assert.deepEqual(of(request("3.1.0", { port: 465, client: "gen_smtp" })), ["Set `MAILER_ADAPTER` to `Bamboo.Mua`.", null]);
});

test("an adapter without TLS is cured by the other one where that was seen to get through", () => {
  const on = request("3.1.0", { client: "gen_smtp" });
  const of = (getsThrough: boolean) =>
    verdict("starttls", { kind: "tls-impossible" }, { request: on, ordinary: { getsThrough, secure: true, because: "tls" } });
  assert.deepEqual(of(true).cure, { variable: "MAILER_ADAPTER", value: "Bamboo.Mua" });
  assert.match(
    textOf(of(true).secondOpinion ?? { template: { en: "", "zh-cn": "" }, values: {} }, "en"),
    /ordinary mail program/,
  );
  assert.deepEqual([of(false).cure, of(false).secondOpinion], [null, null]);
  const refused = { getsThrough: true, secure: true, because: "space" } as const;
  assert.equal(verdict("sender", reply(501, "no"), { request: on, ordinary: refused }).cure, null);
});

test("the first byte in the log is what was seen, or what servers usually say there", () => {
  const implicit = request("3.2.1", { tls: "implicit" });
  const byte = (look: More["look"], trouble: Trouble = wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER")) =>
    /unsupported_record_type,(\d+)/.exec(
      verdict("tls", trouble, { request: implicit, ...(look === undefined ? {} : { look }) }).logLine ?? "",
    )?.[1];
  assert.equal(byte({ speaks: "smtp", words: "554 no" }), "53");
  assert.equal(byte({ speaks: "smtp", words: "" }, wire("closed")), "50");
  assert.equal(byte({ speaks: "other", words: "SSH-2.0" }), "83");
  assert.equal(byte(undefined), "53");
});

test("only a message that was handed over had a channel", () => {
  const of = (talk: Partial<Talk>) => verdict("message", reply(554, "spam"), { talk }).channel;
  assert.deepEqual(of({ handedOver: true, secure: true }), { tls: true, authenticated: false });
  assert.equal(of({ secure: true }), null);
});

test("what is different inside of the container is told where it matters", () => {
  const elsewhere = { connectTo: { host: "127.0.0.1", port: 25 } };
  const said = (host: string, trouble: Trouble, more: Partial<TestRequest> = {}) =>
    advised("connect", trouble, { request: request("3.2.1", { host }, more) });
  const inside = /inside the container, `localhost` is Plausible itself/;
  assert.match(said("localhost", wire("refused")), inside);
  for (const text of [
    said("localhost", wire("timeout")),
    said("localhost", wire("cancelled")),
    said("localhost", wire("refused"), elsewhere),
    said("smtp.zoo.example", wire("refused")),
  ])
    assert.doesNotMatch(text, inside);
  assert.match(said("localhost", wire("timeout")), /nearly always\)\.$/);
  const service = /If `relay_1` is a service of your compose project/;
  assert.match(said("relay_1", wire("not-found")), service);
  assert.doesNotMatch(said("relay_1", wire("refused")), service);
  assert.doesNotMatch(said("relay_1", wire("not-found"), elsewhere), service);
  for (const host of ["relay.example", "relay 1", ".relay"])
    assert.doesNotMatch(said(host, wire("not-found")), /is a service of/, host);
});

/** What is said where all went well. */
function success(talk: Partial<Talk> = {}, more: Partial<TestRequest> = {}, host = "smtp.zoo.example") {
  const on = request("3.2.1", { host }, more);
  return judge({ request: on, host, talk: { ...quiet, ...talk }, look: null, ordinary: null });
}

test("a success tells the channel, and what it does not prove", () => {
  const en = (...from: Parameters<typeof success>) => textOf(success(...from).advice, "en");
  assert.match(
    en({ secure: true, authenticated: true }),
    /^SMTP works: `smtp\.zoo\.example` accepts email from Plausible 3\.2\.1 \(encrypted, signed in\)\./,
  );
  assert.match(en({ secure: true }), /\(encrypted, not signed in\)/);
  assert.match(en({ authenticated: true }), /\(unencrypted, including the password\)/);
  assert.match(en(), /\(unencrypted, not signed in\)/);
  assert.match(en({ handedOver: true }), /^`smtp\.zoo\.example` accepted the email \(unencrypted, not signed in\)/);
  assert.match(en(), /No recipient was tested/);
  assert.doesNotMatch(en({}, { to: "you@example.org" }), /No recipient was tested/);
  assert.equal(
    en({ secure: true }, { to: "you@example.org", connectTo: { host: "127.0.0.1", port: 587 } }),
    "SMTP works: `smtp.zoo.example` accepts email from Plausible 3.2.1 (encrypted, not signed in).\n" +
      "Spam filters and the sender's domain (SPF, DKIM) aren't covered.",
  );
  assert.match(en({}, { to: "you@example.org" }), /aren't covered\.$/);
  assert.match(en({}, {}, "localhost"), /inside the container, `localhost` is Plausible itself/);
  assert.doesNotMatch(en(), /inside the container|rejected the login/);
});

test("a login that was passed over is the one thing to correct; so is a certificate that nobody checked the one to know of", () => {
  const passed = success({ passedOver: { code: 535, words: "535 no" } });
  assert.equal(passed.variable, "SMTP_USER_PWD");
  assert.match(textOf(passed.advice, "en"), /the server rejected the login \(535 no\)/);
  assert.deepEqual([success().variable, success().secondOpinion], [null, null]);
  assert.notEqual(success({ overlooked: "expired" }).secondOpinion, null);
});

/** What is said where there is nothing to walk. */
function untalked(on: TestRequest) {
  const plan = planOf(on);
  assert.ok(plan.kind === "no-talk");
  const found = judgeWithoutTalk(on, plan);
  return { ...found, text: textOf(found.advice, "en") };
}

test("without a talk: the exception in one line, the log of the release, and what would leak", () => {
  const certainFailure = { kind: "invalid-retries", exception: "** (ArgumentError) one\ntwo", variable: "SMTP_RETRIES" } as const;
  const crash = untalked(request("3.1.0", { client: "gen_smtp", certainFailure }));
  assert.match(crash.text, /^Check `SMTP_RETRIES`: .*with `\*\* \(ArgumentError\) one`\.$/s);
  assert.deepEqual([crash.wouldDeliver, crash.logLine], [false, certainFailure.exception]);
  const direct = request("3.2.1", { host: null });
  assert.doesNotMatch(untalked(direct).text, /would even send them/);
  assert.match(untalked(request("3.2.1", { host: null, ...login("u", "p") })).text, /would even send them to that server/);
  assert.doesNotMatch(untalked(request("3.2.1", { client: "none", ...login("u", "p") })).text, /would even send them/);
  const recipient = untalked(request("3.2.1", {}, { to: "admin@localhost" }));
  assert.match(recipient.logLine ?? "", /The email address `admin@localhost` is invalid/);
  assert.match(recipient.text, /refuses to send to `admin@localhost`/);
  const tls = untalked(request("3.1.0", { client: "gen_smtp", tls: "impossible" }));
  assert.match(tls.logLine ?? "", /:options, :incompatible/);
  assert.equal(untalked(direct).logLine, null);
});

test("an API key: missing, of an odd shape, or only to be asked about", () => {
  const api = (key: string | null) =>
    ({ client: "postmark", api: { base: "https://api.postmarkapp.com", key, domain: null } }) as const;
  const odd = /`POSTMARK_API_KEY` doesn't look like a key of Postmark/;
  const good = untalked(request("3.2.1", api("01234567-89ab-cdef-0123-456789abcdef")));
  assert.match(good.text, /delivered\. The test can ask Postmark whether it accepts the key; no email is sent\.$/);
  assert.doesNotMatch(good.text, odd);
  assert.match(untalked(request("3.2.1", api("rosebud"))).text, odd);
  assert.doesNotMatch(untalked(request("3.2.1", api(null))).text, odd);
  const certainFailure = { kind: "missing-api-key", exception: "** (X) y\nz", variable: "POSTMARK_API_KEY" } as const;
  const missing = untalked(request("3.2.1", { client: "postmark", certainFailure }));
  assert.match(missing.text, /^Set `POSTMARK_API_KEY`: the key is missing, and every email fails with `\*\* \(X\) y`\.$/);
  assert.doesNotMatch(untalked(request("3.2.1", { client: "none" })).text, /can ask/);
});
