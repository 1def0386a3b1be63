import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { CertificateKind } from "../support/certificates.js";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail-server.js";
import { detailOf, everything, login, probe, text, walked } from "./run.js";

const open: { close(): Promise<void> }[] = [];
after(() => Promise.all(open.map((server) => server.close())));

async function mailServer(options: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  open.push(server);
  return server;
}

const auth = { user: "user", password: "good-password" };
const good = login("user", "good-password");

for (const [tls, mode] of [
  ["starttls", "starttls-if-offered"],
  ["implicit", "implicit"],
] as const) {
  test(`${tls}: encrypted and logged in, and nothing is sent unasked`, async () => {
    const server = await mailServer({ tls, auth });
    const report = await probe("3.2.1", server, { tls: mode, auth: good }, { to: "you@example.org" });
    const { wouldDeliver, cause, channel } = report.verdict;
    assert.deepEqual([wouldDeliver, cause, channel], [true, null, { tls: true, authenticated: true }], everything(report));
    assert.match(walked(report), /auth:ok sender:ok recipient:ok$/);
    assert.match(detailOf(report, "tls"), /^TLSv1\.3, certificate for `localhost`, `127\.0\.0\.1` accepted$/);
    assert.deepEqual(server.messages, []);
    assert.equal(server.logins.length, 1);
  });

  const faults: [CertificateKind, string, RegExp][] = [
    ["self-signed", "certificate-self-signed", /selfsigned_peer$/],
    ["wrong-host", "certificate-wrong-name", /hostname_check_failed[\s\S]*mail\.other\.example/],
    ["expired", "certificate-expired", /Certificate Expired$/],
    ["unknown-ca", "certificate-unknown-ca", /Unknown CA$/],
  ];
  for (const [certificate, cause, line] of faults) {
    test(`${tls}: a certificate that is ${certificate} is fatal, before any login`, async () => {
      const server = await mailServer({ tls, auth, certificate });
      const { verdict } = await probe("3.2.1", server, { tls: mode, auth: good });
      assert.deepEqual([verdict.wouldDeliver, verdict.cause, verdict.variable], [false, cause, "SMTP_HOST_ADDR"]);
      assert.match(verdict.logLine ?? "", line);
      assert.deepEqual(server.logins, []);
    });
  }
}

test("a bare self-signed certificate stays refused although it is among the trusted ones", async () => {
  const { certificates } = await import("../support/certificates.js");
  const server = await mailServer({ tls: "implicit", certificate: "self-signed" });
  const own = (await certificates()).of("self-signed").cert;
  const { verdict } = await probe("3.2.1", { ...server, ca: own }, { tls: "implicit" });
  assert.equal(verdict.cause, "certificate-self-signed");
});

test("SMTPAdapter before OTP 26 does not look at certificates", async () => {
  const server = await mailServer({ tls: "starttls", auth, certificate: "self-signed" });
  const gen = { client: "gen_smtp", tls: "starttls-if-offered", auth: good } as const;
  const { verdict } = await probe("2.0.0", server, gen);
  assert.deepEqual([verdict.wouldDeliver, verdict.channel], [true, { tls: true, authenticated: true }]);
  assert.match(verdict.secondOpinion === null ? "" : text(verdict.secondOpinion), /rejects the certificate.*self-signed/);
  assert.equal(server.logins.length, 1);
});

test("SMTPAdapter from OTP 26 on cannot do TLS where it is offered", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const report = await probe("3.1.0", server, { client: "gen_smtp", auth: good });
  const { wouldDeliver, cause, rule, cure, logLine, secondOpinion } = report.verdict;
  assert.deepEqual([wouldDeliver, cause, rule], [false, "tls-impossible", "tls-impossible"]);
  assert.deepEqual(cure, { variable: "MAILER_ADAPTER", value: "Bamboo.Mua" });
  assert.match(logLine ?? "", /got: \{:network_failure, ~c"localhost", \{:error, :closed\}\}$/);
  assert.match(secondOpinion === null ? "" : text(secondOpinion), /An ordinary mail program works, encrypted/);
});

test("a refused password: one attempt, no second opinion", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const report = await probe("3.2.1", server, { auth: login("user", "wrong-password") });
  const { wouldDeliver, cause, variable, logLine, secondOpinion } = report.verdict;
  assert.deepEqual([wouldDeliver, cause, variable, secondOpinion], [false, "auth-refused", "SMTP_USER_PWD", null]);
  assert.equal(logLine, "** (Mua.SMTPError) 535 5.7.8 Authentication credentials invalid");
  assert.match(detailOf(report, "auth"), /^535 5\.7\.8 /);
  assert.equal(server.logins.length, 1);
});

test("a login that is wanted and not configured", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const { cause, rule, variable } = (await probe("3.2.1", server)).verdict;
  assert.deepEqual([cause, rule, variable], ["auth-required", "missing-credentials", "SMTP_USER_NAME"]);
});

test("a login that the server does not offer is sent all the same; another client would not", async () => {
  const server = await mailServer({ tls: "starttls" });
  const { cause, secondOpinion } = (await probe("3.2.1", server, { auth: good })).verdict;
  assert.equal(cause, "auth-not-offered");
  assert.match(secondOpinion === null ? "" : text(secondOpinion), /AUTH PLAIN if nothing fits/);
});

test("a login in a way that Mua does not know", async () => {
  const server = await mailServer({ tls: "starttls", auth, mechanisms: ["CRAM-MD5"] });
  const { wouldDeliver, cause } = (await probe("3.2.1", server, { auth: good })).verdict;
  assert.deepEqual([wouldDeliver, cause], [false, "auth-mechanism"]);
});

test("the password goes out in clear only after a yes", async () => {
  const server = await mailServer({ tls: "none", auth });
  let asked = 0;
  const no = await probe("3.2.1", server, { auth: good });
  assert.deepEqual([no.verdict.wouldDeliver, no.verdict.cause], [null, "plaintext-auth-not-allowed"]);
  assert.equal(no.steps.find(({ step }) => step === "auth")?.status, "skipped");
  assert.deepEqual(server.logins, []);

  const allowPlaintextAuth = async () => {
    asked += 1;
    return true;
  };
  const yes = await probe("3.2.1", server, { auth: good }, { allowPlaintextAuth });
  assert.deepEqual([yes.verdict.wouldDeliver, yes.verdict.channel], [true, { tls: false, authenticated: true }]);
  assert.equal(asked, 1);
});

test("nobody is asked where the password is safe, or where there is none", async () => {
  const never = { allowPlaintextAuth: () => assert.fail("asked") };
  const encrypted = await mailServer({ tls: "starttls", auth });
  assert.equal((await probe("3.2.1", encrypted, { auth: good }, never)).verdict.wouldDeliver, true);
  const plain = await mailServer({ tls: "none" });
  assert.deepEqual((await probe("3.2.1", plain, {}, never)).verdict.channel, { tls: false, authenticated: false });
});

test("a password that is set but not seen leaves the outcome open", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const unseen = { username: "user", password: null, mechanisms: ["PLAIN"], unseen: ["password"] } as const;
  const { wouldDeliver, cause } = (await probe("3.2.1", server, { auth: unseen })).verdict;
  assert.deepEqual([wouldDeliver, cause], [null, "credentials-unseen"]);
});

test("SMTPAdapter passes over a rejected password", async () => {
  const optional = await mailServer({ tls: "none", auth, authOptional: true });
  const gen = { client: "gen_smtp", auth: login("user", "wrong-password") } as const;
  const report = await probe("3.1.0", optional, gen, { allowPlaintextAuth: async () => true });
  assert.deepEqual([report.verdict.wouldDeliver, report.verdict.channel], [true, { tls: false, authenticated: false }]);
  assert.match(walked(report), /auth:warning/);

  const strict = await mailServer({ tls: "none", auth });
  const { wouldDeliver, cause } = (await probe("3.1.0", strict, gen, { allowPlaintextAuth: async () => true })).verdict;
  assert.deepEqual([wouldDeliver, cause], [false, "auth-refused"]);
});

test("TLS where the port speaks in clear: cause, cure, and the cure works", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const { verdict } = await probe("3.2.1", server, { tls: "implicit", auth: good });
  assert.deepEqual([verdict.cause, verdict.rule], ["tls-on-plain-port", "tls-port-mismatch"]);
  assert.deepEqual(verdict.cure, { variable: "SMTP_HOST_SSL_ENABLED", value: "false" });
  assert.equal((await probe("3.2.1", server, { tls: "starttls-if-offered", auth: good })).verdict.wouldDeliver, true);
});

test("clear text where the port speaks TLS: found out within the time limit", async () => {
  const server = await mailServer({ tls: "implicit", auth });
  const { verdict } = await probe("3.2.1", server, { auth: good }, { timeout: 500 });
  assert.deepEqual([verdict.cause, verdict.rule], ["plain-on-tls-port", "tls-port-mismatch"]);
  assert.deepEqual(verdict.cure, { variable: "SMTP_HOST_SSL_ENABLED", value: "true" });
  assert.equal(verdict.logLine, "** (Mua.TransportError) timeout");
});

test("no version of TLS in common", async () => {
  const old = { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  const server = await mailServer({ tls: "starttls", ...old });
  assert.equal((await probe("3.2.1", server)).verdict.cause, "tls-version");
  const gen = { client: "gen_smtp", tls: "starttls-if-offered" } as const;
  assert.deepEqual((await probe("2.0.0", server, gen)).verdict.channel, { tls: true, authenticated: false });
});

test("refused sender, refused recipient, refused message: the server's words", async () => {
  const sender = await mailServer({ tls: "starttls", refuseSender: "550 5.7.1 Not your address" });
  const first = await probe("3.2.1", sender, {}, { to: "you@example.org" });
  assert.deepEqual([first.verdict.cause, first.verdict.rule], ["sender-refused", "sender-not-allowed"]);
  assert.match(detailOf(first, "sender"), /550 5\.7\.1 Not your address/);

  const words = "553 5.7.1 <plausible@sender.example>: Sender address rejected: not owned by user user";
  const late = await mailServer({ tls: "starttls", auth, refuseRecipient: words });
  const told = await probe("3.2.1", late, { auth: good }, { to: "you@example.org" });
  assert.equal(told.verdict.cause, "sender-refused");
  assert.equal(late.logins.length, 1); // whether the blank was at fault is no question here

  const recipient = await mailServer({ tls: "starttls", refuseRecipient: "450 4.2.0 Greylisted" });
  const second = await probe("3.2.1", recipient, {}, { to: "you@example.org" });
  assert.equal(second.verdict.cause, "recipient-refused");
  assert.match(text(second.verdict.advice), /450 4\.2\.0 Greylisted.* may work later/);

  const message = await mailServer({ tls: "starttls", refuseMessage: "554 5.7.1 Spam" });
  const third = await probe("3.2.1", message, {}, { to: "you@example.org", send: true });
  assert.deepEqual([third.verdict.cause, third.verdict.channel], ["message-refused", { tls: true, authenticated: false }]);
});

test("one message is sent where it is asked for", async () => {
  const server = await mailServer({ tls: "starttls", auth });
  const delivery = { auth: good, mailFrom: "plausible@sender.example", senderName: "Ünser Plausible" };
  const report = await probe("3.2.1", server, delivery, { to: "you@example.org", send: true });
  assert.deepEqual([report.verdict.wouldDeliver, report.verdict.channel], [true, { tls: true, authenticated: true }]);
  const [message, ...more] = server.messages;
  assert.ok(message !== undefined && more.length === 0);
  assert.deepEqual(
    [message.from, message.to, message.ehlo, message.tls],
    ["plausible@sender.example", ["you@example.org"], "sender.example", true],
  );
  assert.match(message.text, /^From: =\?UTF-8\?.*<plausible@sender\.example>$/m);
});

const shapes: readonly [release: string, client: "mua" | "gen_smtp", ids: RegExp | null, both: boolean][] = [
  ["1.4.4", "gen_smtp", null, false],
  ["2.1.1", "mua", null, false],
  ["2.1.4", "mua", /^Message-ID: [^<@>\s]+$/m, false],
  ["3.0.1", "mua", /^Message-ID: [^<@>\s]+$/m, true],
  ["3.2.1", "mua", /^Message-ID: <[^>]+@sender\.example>$/m, true],
  ["3.2.1", "gen_smtp", null, true],
];
for (const [release, client, ids, both] of shapes) {
  test(`the message of ${client} in ${release} has the parts and the headers of an invitation`, async () => {
    const server = await mailServer({ tls: "none", auth });
    const options = { to: "you@example.org", send: true, allowPlaintextAuth: async () => true };
    const report = await probe(release, server, { client, auth: good }, options);
    const message = server.messages[0]?.text ?? "";
    assert.equal(report.verdict.wouldDeliver, true, everything(report));
    if (ids === null) assert.doesNotMatch(message, /^(Date|Message-ID):/im);
    else assert.match(message, ids);
    assert.equal(/^Date: /m.test(message), ids !== null);
    assert.equal(/^Content-Type: multipart\/alternative/m.test(message), both);
    assert.equal(/^Content-Type: text\/plain/m.test(message), both);
    assert.match(message, /^Content-Type: text\/html/m);
    assert.match(
      message,
      client === "mua" ? /^Content-Transfer-Encoding: quoted-printable/m : /^Content-Transfer-Encoding: base64/m,
    );
  });
}

test("--connect-to: elsewhere, with the names of the delivery", async () => {
  const server = await mailServer({ tls: "starttls" });
  const connectTo = { host: "127.0.0.1", port: server.port };
  const there = await probe("3.2.1", server, { host: "localhost", port: 587 }, { connectTo });
  assert.equal(there.verdict.wouldDeliver, true, everything(there));
  const named = await probe("3.2.1", server, { host: "smtp.zoo.example", port: 587 }, { connectTo });
  assert.equal(named.verdict.cause, "certificate-wrong-name");
  assert.match(detailOf(named, "resolve"), /127\.0\.0\.1:\d+ instead of `smtp\.zoo\.example`/);
});

test("a port where nothing listens; a name that does not exist", async () => {
  const server = await startMailServer({ tls: "none" });
  await server.close();
  const { cause, rule, variable, logLine } = (await probe("3.2.1", server)).verdict;
  assert.deepEqual([cause, rule, variable], ["connection-refused", "localhost-relay", "SMTP_HOST_ADDR"]);
  assert.equal(logLine, "** (Mua.TransportError) connection refused");
  const nowhere = await probe("3.2.1", server, { host: "localhost:587" });
  assert.deepEqual([nowhere.verdict.cause, nowhere.verdict.rule], ["host-not-found", "malformed-host"]);
  assert.equal(nowhere.verdict.logLine, "** (Mua.TransportError) non-existing domain");
});
