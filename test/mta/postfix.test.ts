import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "../editor/until.js";
import { startPostfix } from "./postfix.js";
import { everyMua, newerMua, noTls, olderGen, runTest, testServer } from "./suite.js";

const server = await startPostfix();

testServer(server, [
  {
    name: "submission: encrypted by STARTTLS and logged in",
    port: "submission",
    outcomes: { ...everyMua("TLS auth"), ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "submission: a wrong password",
    port: "submission",
    login: "wrong",
    outcomes: everyMua(["auth-refused"]),
    log: /SASL PLAIN authentication failed/,
  },
  {
    name: "submission: a wrong password that the adapter passes over, in each way that is offered",
    port: "submission",
    login: "wrong",
    outcomes: olderGen(["auth-refused"]),
    log: /SASL PLAIN authentication failed[\s\S]*reject: RCPT .*: 553 5\.7\.1 .*not logged in/,
    logins: 3,
  },
  {
    name: "submission: no login",
    port: "submission",
    login: "none",
    outcomes: { ...newerMua(["auth-required"]), mua211: ["adapter-crashes"], ...olderGen(["auth-required"]) },
  },
  {
    name: "submission for clients with a login alone: no login",
    port: "clientsOnly",
    login: "none",
    outcomes: { ...newerMua(["auth-required"]), ...olderGen(["auth-required"]) },
    log: /reject: RCPT .*: 554 5\.7\.1 .*Client host rejected: Access denied/,
  },
  {
    name: "submission: another sender than the login's",
    port: "submission",
    from: "plausible@blumenhof.example",
    outcomes: { ...everyMua(["sender-refused"]), ...olderGen(["sender-refused"]) },
    log: /reject: RCPT .*: 553 5\.7\.1 .*Sender address rejected: not owned by user/,
  },
  {
    name: "submission: a recipient who does not exist",
    port: "submission",
    to: "nobody@blumenhof.example",
    outcomes: { ...everyMua(["recipient-refused"]), ...olderGen(["recipient-refused"]) },
    log: /reject: RCPT .*: 550 5\.1\.1 .*User unknown/,
  },
  {
    name: "submission: an authority that is not trusted",
    port: "submission",
    untrusted: true,
    outcomes: { ...everyMua(["certificate-unknown-ca"]), ...olderGen("TLS auth") },
  },
  {
    name: "submission: TLS from the first byte",
    port: "submission",
    implicitTls: true,
    outcomes: { ...newerMua(["tls-on-plain-port"]), ...noTls, ...olderGen(["tls-on-plain-port"]) },
  },
  {
    name: "smtps: encrypted from the first byte and logged in",
    port: "smtps",
    implicitTls: true,
    outcomes: { ...newerMua("TLS auth"), ...noTls, ...olderGen("TLS auth") },
  },
  {
    name: "smtps: spoken to in clear",
    port: "smtps",
    timeout: 2,
    outcomes: { ...everyMua(["plain-on-tls-port"]), gen310: ["plain-on-tls-port"], ...olderGen(["plain-on-tls-port"]) },
  },
  {
    name: "smtps: a wrong password",
    port: "smtps",
    implicitTls: true,
    login: "wrong",
    outcomes: newerMua(["auth-refused"]),
    log: /SASL PLAIN authentication failed/,
  },
  {
    name: "a self-signed certificate",
    port: "selfSigned",
    login: "none",
    outcomes: { ...newerMua(["certificate-self-signed"]), ...noTls, ...olderGen("TLS") },
  },
  {
    name: "an expired certificate",
    port: "expired",
    login: "none",
    outcomes: { ...newerMua(["certificate-expired"]), ...olderGen("TLS") },
  },
  {
    name: "a certificate for another name",
    port: "wrongHost",
    login: "none",
    outcomes: { ...newerMua(["certificate-wrong-name"]), ...olderGen("TLS") },
  },
  {
    name: "TLS 1.0 alone",
    port: "oldTls",
    login: "none",
    outcomes: { ...newerMua(["tls-version"]), ...noTls, gen200: "TLS" },
  },
  {
    name: "a relay for its own network",
    port: "relay",
    login: "none",
    outcomes: { ...newerMua("clear"), gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "a login where none is offered",
    port: "relay",
    outcomes: { ...everyMua(["auth-not-offered"]), gen310: "clear", ...olderGen("clear") },
  },
  {
    name: "a blank before the address, where the syntax is strict",
    port: "strictRelay",
    login: "none",
    outcomes: newerMua("clear"),
  },
  {
    name: "a login in clear",
    port: "openRelay",
    outcomes: { ...newerMua("clear auth"), gen310: "clear auth", ...olderGen("clear auth") },
  },
  {
    name: "a wrong password in clear",
    port: "openRelay",
    login: "wrong",
    outcomes: newerMua(["auth-refused"]),
    log: /SASL PLAIN authentication failed/,
  },
  {
    name: "a wrong password where none is needed",
    port: "openRelay",
    login: "wrong",
    outcomes: { gen310: "clear", ...olderGen("clear") },
    logins: 3,
  },
  {
    name: "PLAIN unasked where CRAM-MD5 alone is offered",
    port: "cramOffered",
    outcomes: { ...newerMua("TLS auth"), ...olderGen("TLS auth") },
  },
  {
    name: "no login for a recipient elsewhere",
    port: "mixed",
    login: "none",
    to: "someone@elsewhere.example",
    outcomes: { ...newerMua(["auth-required"]), ...olderGen(["auth-required"]) },
    log: /reject: RCPT .*: 454 4\.7\.1 .*Relay access denied/,
  },
  {
    name: "no login for a recipient of its own",
    port: "mixed",
    login: "none",
    outcomes: { ...newerMua("TLS"), ...olderGen("TLS") },
  },
  {
    name: "a client that is turned away at the door",
    port: "closedDoor",
    login: "none",
    outcomes: { ...newerMua(["greeting-refused"]), gen310: ["greeting-refused"], ...olderGen(["greeting-refused"]) },
    log: /reject: CONNECT .*: 554 5\.7\.1 .*Client host rejected/,
  },
  {
    name: "a name in EHLO that is not welcome",
    port: "noFriends",
    login: "none",
    outcomes: { ...newerMua(["ehlo-refused"]), gen310: ["ehlo-refused"] },
    log: /reject: RCPT .*Helo command rejected/,
  },
  {
    name: "a message that is too large",
    port: "tinyMessages",
    login: "none",
    outcomes: { ...newerMua(["message-refused"]), gen310: ["message-refused"] },
    log: /queue file size limit exceeded/,
  },
]);

test("greylisted at first, taken later", async () => {
  const stranger = { port: "greylisted", login: "none", from: "stranger@blumenhof.example" } as const;
  const { verdict } = await runTest(server, stranger, "mua321", false);
  assert.deepEqual([verdict.wouldDeliver, verdict.cause], [false, "recipient-refused"]);
  assert.match(verdict.advice, /450 4\.2\.0 .*may work later/);
  await until(
    "the server to lose its suspicion",
    async () => (await runTest(server, stranger, "mua321", false)).verdict.wouldDeliver,
  );
  assert.match(server.logs().join("\n"), /reject: RCPT .*: 450 4\.2\.0 .*Greylisted/);
});
