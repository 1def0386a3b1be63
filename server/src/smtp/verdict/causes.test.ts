import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { quiet, reply, wire } from "../../../testing/verdict.js";
import type { CertainFailure, Delivery } from "../../plausible/mailer/model.js";
import { adviceOf, type Cause, causes, isCause, loggedAdviceOf, nameOf, pageOf, ruleOf, variableOf } from "./causes.js";
import type { Circumstances } from "./circumstances.js";
import { remarks } from "./remarks.js";
import type { StepName } from "./steps.js";
import type { OrdinaryClient, Talk, Trouble } from "./talk.js";

interface Seen {
  readonly release?: string;
  readonly delivery?: Partial<Delivery>;
  /** Where the talk ended, and how; left out: there was none. */
  readonly at?: readonly [StepName, Trouble];
  readonly talk?: Partial<Talk>;
  readonly ordinary?: OrdinaryClient;
}

function circumstances({ release = "3.2.1", delivery = {}, at, talk = {}, ordinary }: Seen): Circumstances {
  const request = requestFor(release, delivery);
  const ended = at === undefined ? null : { ...quiet, ...talk, trouble: { step: at[0], trouble: at[1] } };
  return { request, host: request.delivery.host ?? "", talk: ended, ordinary: ordinary ?? null };
}

/** The rule that speaks of the same mistake, and the variable to change. */
function blamed(cause: Cause, seen: Seen = {}): readonly [string | null, string | null] {
  return [ruleOf(cause, circumstances(seen)), variableOf(cause, circumstances(seen))];
}

const login = (username: string | null, password: string | null): Partial<Delivery> => ({
  auth: { username, password, mechanisms: ["PLAIN"], unseen: [] },
});
const failing = (kind: CertainFailure["kind"], variable: string | null = "SMTP_RETRIES"): Partial<Delivery> => ({
  certainFailure: { kind, exception: "** (X) y", variable },
});

test("a host that is not found: no host name, one without a dot, or a wrong one", () => {
  const rule = (host: string) => blamed("host-not-found", { delivery: { host } })[0];
  for (const host of ["", "smtp://zoo.example", "zoo.example:587", "zoo.example/", "smtp zoo.example", "zoo.example\t"])
    assert.equal(rule(host), "malformed-host", host);
  assert.equal(rule("mail"), "unresolvable-relay");
  assert.equal(rule("smtp.zoo.example"), null);
  assert.equal(rule("localhost"), null);
});

test("a refused connection is the port's fault, but inside a container the host's where that is the container itself", () => {
  for (const host of ["localhost", "127.0.0.1"])
    assert.deepEqual(blamed("connection-refused", { delivery: { host } }), ["localhost-relay", "SMTP_HOST_ADDR"], host);
  assert.deepEqual(blamed("connection-refused"), [null, "SMTP_HOST_PORT"]);
});

test("silence is the port's fault only while connecting, and a rule speaks of 25 alone", () => {
  const of = (port: number, step: StepName) => blamed("connection-timeout", { delivery: { port }, at: [step, wire("timeout")] });
  assert.deepEqual(of(25, "connect"), ["port-25", "SMTP_HOST_PORT"]);
  assert.deepEqual(of(587, "connect"), [null, "SMTP_HOST_PORT"]);
  assert.deepEqual(of(25, "auth"), [null, null]);
  assert.deepEqual(blamed("connection-timeout", { delivery: { port: 25 } }), [null, null]);
});

test("without a network no variable is at fault", () => {
  const of = (problem: "offline" | "unreachable") => blamed("host-unreachable", { at: ["resolve", wire(problem)] })[1];
  assert.equal(of("offline"), null);
  assert.equal(of("unreachable"), "SMTP_HOST_ADDR");
  assert.equal(blamed("host-unreachable")[1], "SMTP_HOST_ADDR");
  const refused = circumstances({ at: ["sender", reply(550, "offline")] });
  assert.equal(variableOf("host-unreachable", refused), "SMTP_HOST_ADDR");
});

test("the wrong TLS mode: the flag where the release reads it, else the port; by the adapter's own means", () => {
  assert.deepEqual(blamed("tls-on-plain-port"), ["tls-port-mismatch", "SMTP_HOST_SSL_ENABLED"]);
  assert.deepEqual(blamed("tls-on-plain-port", { release: "2.1.1" })[1], "SMTP_HOST_PORT");
  const genSmtp = { client: "gen_smtp" } as const;
  assert.deepEqual(blamed("plain-on-tls-port"), ["tls-port-mismatch", "SMTP_HOST_SSL_ENABLED"]);
  assert.deepEqual(blamed("plain-on-tls-port", { release: "2.1.1" }), ["implicit-tls-unsupported", "SMTP_HOST_PORT"]);
  assert.deepEqual(blamed("plain-on-tls-port", { release: "3.1.0", delivery: genSmtp }), ["tls-impossible", "SMTP_HOST_PORT"]);
  assert.deepEqual(blamed("plain-on-tls-port", { release: "2.0.0", delivery: genSmtp }), [
    "tls-port-mismatch",
    "SMTP_HOST_SSL_ENABLED",
  ]);
});

test("a rejected login with an empty half is the rule's mistake", () => {
  for (const [user, password] of [
    ["", "p"],
    ["u", ""],
    ["", ""],
  ] as const)
    assert.deepEqual(blamed("auth-refused", { delivery: login(user, password) }), ["empty-credentials", "SMTP_USER_PWD"]);
  for (const delivery of [login("u", "p"), login(null, "p"), { auth: null }])
    assert.deepEqual(blamed("auth-refused", { delivery }), [null, "SMTP_USER_PWD"]);
});

test("a login that is asked for is missing only where none is set", () => {
  assert.deepEqual(blamed("auth-required"), ["missing-credentials", "SMTP_USER_NAME"]);
  assert.deepEqual(blamed("auth-required", { delivery: login("u", "p") }), [null, "SMTP_USER_NAME"]);
});

test("a login in clear: rule by port", () => {
  assert.equal(blamed("plaintext-auth-not-allowed", { delivery: { port: 25 } })[0], "port-25");
  assert.equal(blamed("plaintext-auth-not-allowed", { delivery: { port: 2525 } })[0], "plaintext-auth");
});

test("passwords that are turned off are spoken of by a rule where the provider is known to do so", () => {
  const rule = (host: string, user = "ann@blumenhof.example") =>
    blamed("login-disabled", { delivery: { host, ...login(user, "p") } })[0];
  assert.equal(rule("smtp.office365.com"), "provider-auth-unsupported");
  assert.equal(rule("smtp.sendgrid.net"), null);
  assert.equal(rule("smtp.zoo.example"), null);
  assert.equal(blamed("login-disabled", { delivery: { host: "smtp.office365.com" } })[0], "provider-auth-unsupported");
});

test("a rejected EHLO: its name is the sender's or the site's; the second one is a bug of the release", () => {
  const at = ["ehlo", reply(550, "no")] as const;
  assert.deepEqual(blamed("ehlo-refused", { at }), [null, "MAILER_EMAIL"]);
  assert.deepEqual(blamed("ehlo-refused", { at, release: "3.1.0", delivery: { client: "gen_smtp" } }), [null, "BASE_URL"]);
  assert.deepEqual(blamed("ehlo-refused", { at, release: "3.0.1", talk: { secondEhlo: true } }), ["known-bug", null]);
  assert.deepEqual(blamed("ehlo-refused"), [null, "MAILER_EMAIL"]); // read in a log
});

test("a sender that is not understood is the rule's where it is more than an address", () => {
  const rule = (mailFrom: string) => blamed("sender-syntax", { delivery: { mailFrom } })[0];
  for (const more of [
    "Ann <a@zoo.example>",
    "<a@zoo.example>",
    '"a"@zoo.example',
    "a@zoo.example b",
    "a@zoo.example,b@zoo.example",
  ])
    assert.equal(rule(more), "invalid-sender", more);
  assert.equal(rule("a@zoo.example"), null);
});

test("a message without a header: which header, and which release writes it", () => {
  const rule = (release: string, words: string, client: "mua" | "gen_smtp" = "mua") =>
    blamed("message-refused", { release, delivery: { client }, at: ["message", reply(550, words)] })[0];
  const id = "missing a valid Message-ID";
  const dates = ["the Date of the header is missing", "header without a Date"];
  for (const words of [id, "no messageid", ...dates]) {
    assert.equal(rule("2.1.1", words), "known-bug", words);
    assert.equal(rule("3.1.0", words, "gen_smtp"), "obsolete-adapter", words);
    assert.equal(rule("3.2.1", words), null, words);
  }
  assert.equal(rule("3.0.1", id), "known-bug"); // one that is not in the standard's form
  for (const words of dates) assert.equal(rule("3.0.1", words), null, words);
  for (const words of ["spam", "out of date", "bad header", "message-identity"]) assert.equal(rule("2.1.1", words), null, words);
  assert.equal(blamed("message-refused")[0], null);
});

test("a crash: the rule of the setting that causes it, and that setting", () => {
  const rules = {
    "middlebox-mode": "middlebox-mode",
    "invalid-port": "invalid-integer",
    "invalid-retries": "invalid-integer",
    "invalid-host": "malformed-host",
    "invalid-sender": null,
  } as const;
  for (const [kind, rule] of Object.entries(rules))
    assert.deepEqual(blamed("adapter-crashes", { delivery: failing(kind as keyof typeof rules) }), [rule, "SMTP_RETRIES"], kind);
  assert.deepEqual(blamed("adapter-crashes"), [null, null]);
});

test("a crash while talking: of TLS for its option, of the login for a missing half", () => {
  const tlsFailure = { kind: "middlebox-mode", exception: "** (X) y", variable: "SMTP_MIDDLEBOX_COMP_MODE" } as const;
  const tls = { at: ["starttls", { kind: "tls-impossible" }] as const, delivery: { tlsFailure } };
  assert.deepEqual(blamed("adapter-crashes", tls), ["middlebox-mode", "SMTP_MIDDLEBOX_COMP_MODE"]);
  const crash = { kind: "crash", exception: "** (X) y" } as const;
  assert.deepEqual(blamed("adapter-crashes", { at: ["auth", crash], delivery: failing("no-credentials", "SMTP_USER_NAME") }), [
    "missing-credentials",
    "SMTP_USER_NAME",
  ]);
  assert.deepEqual(blamed("adapter-crashes", { at: ["auth", crash], delivery: login("u", null) }), ["half-credentials", null]);
  // Before a talk the option of TLS is not what failed.
  assert.equal(blamed("adapter-crashes", { delivery: { tlsFailure } })[1], null);
});

test("an API adapter: its key where that is missing, the provider's variable where it is refused", () => {
  assert.deepEqual(blamed("api-adapter", { delivery: { client: "postmark" } }), [null, null]);
  assert.deepEqual(
    blamed("api-adapter", { delivery: { client: "postmark", ...failing("missing-api-key", "POSTMARK_API_KEY") } }),
    ["missing-api-key", "POSTMARK_API_KEY"],
  );
  assert.equal(blamed("api-key-refused", { delivery: { client: "mailgun" } })[1], "MAILGUN_API_KEY");
  assert.equal(blamed("api-key-refused")[1], null);
});

test("another advice where what was seen says more", () => {
  const of = (cause: Cause, seen: Seen) => adviceOf(cause, circumstances(seen));
  const usual = (cause: Cause) => causes[cause].advice;
  assert.equal(of("connection-timeout", { at: ["auth", wire("timeout")] }), remarks.wentSilent);
  assert.equal(of("connection-timeout", { at: ["connect", wire("timeout")] }), usual("connection-timeout"));
  assert.equal(of("host-unreachable", { at: ["resolve", wire("offline")] }), remarks.offline);
  assert.equal(of("host-unreachable", { at: ["connect", wire("unreachable")] }), usual("host-unreachable"));
  const certificate = (names: string[]) => ({ kind: "certificate", fault: "other", names, protocol: "TLSv1.3" }) as const;
  assert.match(of("tls-failed", { at: ["tls", certificate([])] }).en, /another certificate/);
  assert.equal(of("tls-failed", { at: ["tls", wire("closed")] }), usual("tls-failed"));
  assert.match(of("certificate-wrong-name", { at: ["tls", certificate([])] }).en, /another name/);
  assert.equal(of("certificate-wrong-name", { at: ["tls", certificate(["mx.zoo.test"])] }), usual("certificate-wrong-name"));
  for (const cause of ["tls-failed", "certificate-wrong-name", "host-unreachable"] as const)
    assert.equal(of(cause, {}), usual(cause));
});

test("a log has words of its own where it knows less; each cause has a name and a page", () => {
  assert.equal(loggedAdviceOf("no-greeting"), causes["no-greeting"].inLog);
  assert.equal(loggedAdviceOf("greeting-refused"), causes["greeting-refused"].advice);
  assert.equal(nameOf("no-greeting"), causes["no-greeting"].name);
  assert.equal(pageOf("no-greeting"), "test-smtp.md#no-greeting");
  assert.ok(isCause("no-greeting"));
  assert.ok(!isCause("toString"));
});
