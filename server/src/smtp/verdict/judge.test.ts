import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { quiet, reply, verdict, wire } from "../../../testing/verdict.js";
import { textOf } from "../../base/messages.js";
import { causes } from "./causes.js";
import { judge, judgeWithoutTalk } from "./judge.js";
import { planOf } from "./plan.js";
import type { TestRequest } from "./request.js";
import { type StepName, stepNames, walkedSteps } from "./steps.js";
import type { Talk, Trouble } from "./talk.js";

test("a talk without trouble delivers, over the channel that it had", () => {
  const request = requestFor("3.2.1", {});
  const talk = { ...quiet, secure: true, authenticated: true };
  const { wouldDeliver, cause, channel, logLine } = judge({
    request,
    host: "smtp.zoo.example",
    talk,
    look: null,
    ordinary: null,
  });
  assert.deepEqual([wouldDeliver, cause, channel, logLine], [true, null, { tls: true, authenticated: true }, null]);
});

test("plain text before TLS ends the talk, whether it comes at once or during the handshake", () => {
  for (const trouble of [wire("injected", "50"), wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER")]) {
    const { wouldDeliver, cause, logLine } = verdict("tls", trouble, { talk: { greeted: true } });
    assert.deepEqual([wouldDeliver, cause], [false, "plain-text-injected"]);
    assert.match(logLine ?? "", /Unexpected Message\n \{unsupported_record_type,5[03]\}$/);
  }
});

test("a second look tells the two ways to miss the TLS mode apart, and names the cure", () => {
  const request = requestFor("3.2.1", { tls: "implicit" });
  const early = verdict("tls", wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER"), {
    request,
    look: { speaks: "smtp", words: "220 hi" },
  });
  assert.deepEqual(
    [early.cause, early.rule, early.variable],
    ["tls-on-plain-port", "tls-port-mismatch", "SMTP_HOST_SSL_ENABLED"],
  );
  assert.deepEqual(early.cure, { variable: "SMTP_HOST_SSL_ENABLED", value: "false" });
  assert.match(
    early.logLine ?? "",
    /^\*\* \(Mua\.TransportError\) TLS client: .*Unexpected Message\n \{unsupported_record_type,50\}$/,
  );

  const late = verdict("greeting", wire("timeout"), { talk: { greeted: false }, look: { speaks: "tls", words: "" } });
  assert.deepEqual(
    [late.cause, late.cure?.value, late.logLine],
    ["plain-on-tls-port", "true", "** (Mua.TransportError) timeout"],
  );

  const silent = verdict("greeting", wire("timeout"), { talk: { greeted: false }, look: { speaks: null, words: "" } });
  assert.deepEqual([silent.cause, silent.cure], ["no-greeting", null]);
});

test("2.1.1 cannot be cured by the flag that it does not read", () => {
  const request = requestFor("2.1.1", { port: 465 });
  const { rule, variable, cure } = verdict("greeting", wire("timeout"), { request, look: { speaks: "tls", words: "" } });
  assert.deepEqual([rule, variable, cure], ["implicit-tls-unsupported", "SMTP_HOST_PORT", null]);
});

test("each refusal has its cause", () => {
  const offers = { offered: { startTls: "yes", mechanisms: ["PLAIN"] } } as const;
  const loggedIn = { ...offers, secure: true, authenticated: true };
  const passedOver = { passedOver: { code: 535, words: "535 no" } };
  const cases: [StepName, Trouble, Partial<Talk>, string][] = [
    ["greeting", reply(421, "later"), {}, "greeting-refused"],
    ["ehlo", reply(550, "who are you"), {}, "ehlo-refused"],
    ["starttls", reply(454, "no TLS"), {}, "starttls-refused"],
    ["auth", reply(535, "5.7.8 no"), { offered: { startTls: "yes", mechanisms: ["PLAIN"] } }, "auth-refused"],
    ["auth", reply(535, "5.7.8 no"), {}, "auth-refused"],
    ["auth", reply(503, "not here"), {}, "auth-not-offered"],
    ["auth", reply(504, "unknown"), { offered: { startTls: "yes", mechanisms: ["CRAM-MD5"] } }, "auth-mechanism"],
    ["auth", reply(334, "dXNlcm5hbWU6"), { offered: { startTls: "yes", mechanisms: ["LOGIN"] } }, "auth-mechanism"],
    ["sender", reply(530, "5.7.0 Authentication Required"), {}, "auth-required"],
    ["sender", reply(530, "5.7.0 Authentication Required"), passedOver, "auth-refused"],
    ["sender", reply(530, "5.7.0 Must issue a STARTTLS command first"), {}, "tls-required"],
    ["sender", reply(550, "not yours"), {}, "sender-refused"],
    ["sender", reply(530, "Sender rejected"), {}, "sender-refused"], // OpenSMTPD, of a sender that is not the login's
    ["sender", reply(501, "syntax"), {}, "sender-syntax"],
    ["sender", reply(501, "5.1.7 Bad sender address syntax"), {}, "sender-syntax"],
    ["sender", reply(553, "5.1.3 Bad sender address syntax"), {}, "sender-syntax"],
    ["recipient", reply(550, "unknown user"), {}, "recipient-refused"],
    // What Postfix, Exim and OpenSMTPD have against others than the recipient, they say here.
    ["recipient", reply(553, "5.7.1 <a@b.example>: Sender address rejected: not logged in"), {}, "auth-required"],
    ["recipient", reply(553, "5.7.1 <a@b.example>: Sender address rejected: not logged in"), passedOver, "auth-refused"],
    ["recipient", reply(553, "5.7.1 <a@b.example>: Sender address rejected: not owned by user c"), loggedIn, "sender-refused"],
    ["recipient", reply(450, "4.1.8 <a@b.example>: Sender address rejected: Domain not found"), loggedIn, "sender-refused"],
    ["recipient", reply(550, "Sender verify failed"), loggedIn, "sender-refused"],
    ["recipient", reply(554, "5.7.1 <b.example>: Helo command rejected: not from you"), {}, "ehlo-refused"],
    ["recipient", reply(554, "5.7.1 <client[192.0.2.1]>: Client host rejected: Access denied"), offers, "auth-required"],
    ["recipient", reply(554, "5.7.1 <a@b.example>: Sender address rejected: Access denied"), offers, "sender-refused"],
    ["recipient", reply(554, "5.7.1 <b.example>: Helo command rejected: Access denied"), offers, "ehlo-refused"],
    ["recipient", reply(550, "relay not permitted"), offers, "auth-required"],
    ["recipient", reply(454, "4.7.1 <c@d.example>: Relay access denied"), offers, "auth-required"],
    ["recipient", reply(550, "relay not permitted"), { ...offers, ...passedOver }, "auth-refused"],
    ["recipient", reply(550, "relay not permitted"), loggedIn, "recipient-refused"],
    ["recipient", reply(454, "4.7.1 <c@d.example>: Relay access denied"), {}, "recipient-refused"],
    ["recipient", reply(550, "5.1.1 <c@d.example>: Recipient address rejected: User unknown"), offers, "recipient-refused"],
    // The words decide before the step does.
    ["greeting", reply(554, "5.7.1 Unauthorized IP address"), {}, "ip-not-allowed"],
    ["auth", reply(535, "5.7.139 SmtpClientAuthentication is disabled for the Tenant"), offers, "login-disabled"],
    ["auth", reply(451, "Authentication failed: Maximum credits exceeded"), offers, "quota-exceeded"],
    ["recipient", reply(550, "You can only send testing emails to your own address"), loggedIn, "account-restricted"],
    ["sender", reply(501, "mail from address must be same as authorization user"), loggedIn, "sender-refused"],
    ["message", reply(550, "The from address does not match a verified Sender Identity"), loggedIn, "sender-refused"],
    [
      "sender",
      reply(530, "Authentication required"),
      { passedOver: { code: 535, words: "535 basic authentication is disabled" } },
      "login-disabled",
    ],
    ["auth", reply(530, "Login fail. A secure connection is needed"), offers, "tls-required"],
    ["message", reply(554, "spam"), {}, "message-refused"],
    ["connect", wire("refused"), {}, "connection-refused"],
    ["connect", wire("timeout"), {}, "connection-timeout"],
    ["connect", wire("unreachable", "EHOSTUNREACH"), {}, "host-unreachable"],
    ["resolve", wire("not-found"), {}, "host-not-found"],
    ["recipient", wire("closed"), {}, "connection-closed"],
    ["tls", wire("tls", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"), {}, "tls-version"],
    ["ehlo", wire("flood"), {}, "not-smtp"],
  ];
  for (const [step, trouble, talk, cause] of cases) {
    assert.equal(verdict(step, trouble, { talk }).cause, cause, `${step} ${JSON.stringify(trouble)}`);
  }
});

test("a blank that the server does not allow is no fault of the settings", () => {
  const refused = reply(501, "5.5.4 Invalid FROM: Missing path");
  const ordinary = { getsThrough: true, secure: true, because: "space" } as const;
  const { cause, variable, advice } = verdict("sender", refused, { ordinary });
  assert.deepEqual([cause, variable], ["sender-syntax", null]);
  assert.match(textOf(advice, "en"), /adds a space before the address\.\nNo setting of Plausible changes that \(501 5\.5\.4 /);
  assert.equal(verdict("sender", refused, { ordinary: { ...ordinary, getsThrough: false } }).variable, "MAILER_EMAIL");
});

test("a server that stops answering is not blamed on the port", () => {
  assert.match(textOf(verdict("auth", wire("timeout")).advice, "en"), /stopped answering\. Test again with a longer time limit/);
  assert.match(textOf(verdict("connect", wire("timeout")).advice, "en"), /block this port/);
});

test("the port that is worth a try is another one", () => {
  const advised = (port: number, language: "en" | "zh-cn" = "en") =>
    textOf(verdict("connect", wire("timeout"), { request: requestFor("3.2.1", { port }) }).advice, language);
  assert.match(advised(587), /on port `587`\. Try port `465`\.$/m);
  assert.match(advised(465), /on port `465`\. Try port `587`\.$/m);
  assert.match(advised(25), /on port `25`\. Try port `465`, or `587`\.$/m);
  assert.match(advised(587, "zh-cn"), /请尝试端口 `465`。$/m);
});

test("what is left open is neither yes nor no", () => {
  for (const kind of ["plaintext-auth-not-allowed", "credentials-unseen"] as const) {
    assert.deepEqual([verdict("auth", { kind }).wouldDeliver, verdict("auth", { kind }).cause], [null, kind]);
  }
  assert.equal(verdict("connect", wire("cancelled")).wouldDeliver, null);
});

test("the log line is that of the release", () => {
  const trouble = reply(535, "5.7.8 no");
  const of = (release: string, client: "mua" | "gen_smtp") =>
    verdict("sender", trouble, { request: requestFor(release, { client }) }).logLine;
  assert.equal(of("3.2.1", "mua"), "** (Mua.SMTPError) 535 5.7.8 no");
  assert.equal(of("2.1.4", "mua"), "[error] Failed to send e-mail");
  assert.equal(of("2.0.0", "gen_smtp"), null);
  assert.equal(
    of("3.1.0", "gen_smtp"),
    "** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, " +
      'got: {:permanent_failure, ~c"smtp.zoo.example", "535 5.7.8 no\\r\\n"}',
  );
  // What is raised instead of returned is caught by no release before 2.1.5, and logged by none differently.
  const raised: Trouble = { kind: "unreadable", exception: '** (CaseClauseError) no case clause matching: "x"', words: "x" };
  const old = requestFor("2.1.4", {});
  assert.equal(verdict("greeting", raised, { request: old }).logLine, '** (CaseClauseError) no case clause matching: "x"');
});

test("certificates: fault, log line, and that no variable helps", () => {
  const of = (fault: (Trouble & { kind: "certificate" })["fault"], protocol = "TLSv1.3") =>
    verdict("tls", { kind: "certificate", fault, names: ["mail.example.org"], protocol });
  assert.equal(of("self-signed").cause, "certificate-self-signed");
  assert.match(of("self-signed").logLine ?? "", /wait_cert_cr .*Bad Certificate\n selfsigned_peer$/);
  assert.match(of("expired", "TLSv1.2").logLine ?? "", /In state certify .*Certificate Expired$/);
  assert.match(
    of("wrong-name").logLine ?? "",
    /\{requested,"smtp\.zoo\.example"\},\n +\{received,\[\{dNSName,"mail\.example\.org"\}\]\}/,
  );
  assert.match(textOf(of("wrong-name").advice, "en"), /`mail\.example\.org`/);
  assert.equal(of("unknown-ca").cure, null);
});

test("a wildcard is no name to write, and one that covers the host is no other name", () => {
  const of = (...names: string[]) =>
    textOf(verdict("tls", { kind: "certificate", fault: "wrong-name", names, protocol: "TLSv1.3" }).advice, "en");
  assert.doesNotMatch(of("mail.zoo.example", "*.zoo.test"), /\*/);
  assert.match(of("*.zoo.test"), /own host name/);
  assert.doesNotMatch(of("*.zoo.example"), /not for/);
  assert.match(of(), /is for another name/);
});

test("without a talk: who delivers nothing, who cannot be known", () => {
  const of = (request: TestRequest) => {
    const plan = planOf(request);
    assert.ok(plan.kind === "no-talk");
    return judgeWithoutTalk(request, plan);
  };
  const hole = of(
    requestFor("3.2.1", {
      client: "none",
      certainFailure: { kind: "black-hole", exception: "keeps it", variable: "MAILER_ADAPTER" },
    }),
  );
  assert.deepEqual([hole.wouldDeliver, hole.cause, hole.rule, hole.logLine], [false, "black-hole", "black-hole-adapter", null]);
  assert.equal(of(requestFor("3.2.1", { client: "postmark" })).wouldDeliver, null);
  const key = {
    kind: "missing-api-key",
    exception: "** (ArgumentError) There was no API key …",
    variable: "POSTMARK_API_KEY",
  } as const;
  const missing = of(requestFor("3.2.1", { client: "postmark", certainFailure: key }));
  assert.deepEqual([missing.wouldDeliver, missing.rule, missing.variable], [false, "missing-api-key", "POSTMARK_API_KEY"]);
  const direct = of(requestFor("3.2.1", { host: null, port: 25 }));
  assert.deepEqual([direct.wouldDeliver, direct.rule, direct.variable], [null, "no-relay", "SMTP_HOST_ADDR"]);
  const auth = { username: "u", password: "p", mechanisms: ["PLAIN"], unseen: [] };
  assert.equal(of(requestFor("3.2.1", { host: null, port: 25, auth })).rule, "credentials-without-relay");
});

test("no advice leaves a placeholder open, in either language", () => {
  const troubles: [StepName, Trouble][] = [
    ["connect", wire("timeout")],
    ["auth", reply(535, "no")],
    ["tls", { kind: "certificate", fault: "wrong-name", names: ["a.example"], protocol: "TLSv1.3" }],
    ["auth", { kind: "crash", exception: "** (X) y" }],
    ["starttls", { kind: "tls-impossible" }],
    ["ehlo", reply(503, "no")],
    ["greeting", wire("timeout")],
  ];
  for (const [step, trouble] of troubles) {
    for (const language of ["en", "zh-cn"] as const)
      assert.doesNotMatch(textOf(verdict(step, trouble).advice, language), /\{\w+\}/);
  }
  for (const [
    cause,
    {
      advice: { en, "zh-cn": zh },
    },
  ] of Object.entries(causes)) {
    const names = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    assert.deepEqual(names(en), names(zh), cause);
  }
});

test("each cause and each step has a name in both languages, and no two causes the same", () => {
  const names = [...Object.values(causes), ...walkedSteps(false).map((step) => ({ name: stepNames[step] }))];
  for (const { name } of names) for (const text of Object.values(name)) assert.match(text, /^[^{}`]+$/);
  for (const language of ["en", "zh-cn"] as const) {
    const all = Object.values(causes).map(({ name }) => name[language]);
    assert.deepEqual([...new Set(all)], all);
  }
});

test("each cause has a section in the docs, and the docs have no other", () => {
  for (const name of ["test-smtp.md", "test-smtp.zh-cn.md"]) {
    const page = readFileSync(new URL(`../../../../../docs/${name}`, import.meta.url), "utf8");
    const sections = [...page.matchAll(/^#### (\S+)$/gm)].map(([, section]) => section);
    assert.deepEqual(sections.sort(), Object.keys(causes).sort(), name);
  }
});

test("a header that this release does not write: the server's words, the known bug, the cure", () => {
  const words = "5.7.1 Messages missing a valid Message-ID header are not accepted";
  const of = (release: string, client: "mua" | "gen_smtp" = "mua") =>
    verdict("message", reply(550, words), { request: requestFor(release, { client }) });
  for (const release of ["2.1.1", "3.0.1"]) {
    assert.deepEqual([of(release).cause, of(release).rule], ["message-refused", "known-bug"]);
    assert.match(textOf(of(release).advice, "en"), /Message-ID header.*`Bamboo\.Mua` of a newer image adds it/);
  }
  assert.equal(of("3.2.1").rule, null);
  assert.equal(of("3.2.1", "gen_smtp").rule, "obsolete-adapter");
});

test("one credential of two, where that makes the client crash", () => {
  const exception =
    "** (ArgumentError) construction of binary failed: segment 4 of type 'binary': expected a binary but got: nil";
  const of = (username: string | null, password: string | null) => {
    const request = requestFor("2.1.1", { auth: { username, password, mechanisms: ["PLAIN"], unseen: [] } });
    return verdict("auth", { kind: "crash", exception }, { request }).rule;
  };
  assert.deepEqual(
    [of("user", null), of(null, "secret"), of(null, null)],
    ["half-credentials", "half-credentials", "missing-credentials"],
  );
});
