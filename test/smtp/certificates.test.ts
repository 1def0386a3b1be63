import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import type { Cause } from "#server/smtp/verdict/causes.js";
import { certificates } from "../support/certificates.js";
import { type MailServer, type MailServerOptions, startMailServer } from "../support/mail-server.js";
import { everything, probe } from "./run.js";

const open: MailServer[] = [];
after(() => Promise.all(open.map((server) => server.close())));

async function secured(options: Omit<MailServerOptions, "tls">): Promise<MailServer> {
  const server = await startMailServer({ tls: "implicit", ...options });
  open.push(server);
  return server;
}

/** The verdict on a server that shows this certificate to a Mua which looks for that host. */
async function verdictOn(host: string, options: Omit<MailServerOptions, "tls">, ca?: string) {
  const server = await secured(options);
  const report = await probe(
    "3.2.1",
    { ...server, ca: ca ?? server.ca },
    { host, tls: "implicit" },
    { connectTo: { host: "127.0.0.1", port: server.port } },
  );
  return { ...report.verdict, why: everything(report) };
}

const dates: readonly [MailServerOptions["certificate"] & string, Cause | null][] = [
  ["good", null],
  ["whole-chain", null],
  ["incomplete-chain", "certificate-unknown-ca"],
  ["unknown-ca", "certificate-unknown-ca"],
  ["self-signed", "certificate-self-signed"],
  ["expired", "certificate-expired"],
  ["not-yet-valid", "certificate-expired"],
  ["expired-chain", "certificate-expired"],
  ["wrong-host", "certificate-wrong-name"],
];
for (const [certificate, cause] of dates) {
  test(`${certificate}: ${cause ?? "accepted"}`, async () => {
    const { cause: found, why } = await verdictOn("localhost", { certificate });
    assert.equal(found, cause, why);
  });
}

const names: readonly [host: string, names: readonly string[], accepted: boolean][] = [
  ["127.0.0.1", ["127.0.0.1"], true],
  ["127.0.0.1", ["localhost"], false],
  ["mail.relay.zoo", ["mail.relay.zoo", "smtp.relay.zoo"], true],
  ["mail.relay.zoo", ["MAIL.RELAY.ZOO"], true],
  ["mail.relay.zoo", ["*.relay.zoo"], true],
  ["mail.lan", ["*.lan"], true],
  ["localhost", ["*"], true],
  ["a.mail.relay.zoo", ["*.relay.zoo"], false],
  ["relay.zoo", ["*.relay.zoo"], false],
  ["a.b.relay.zoo", ["a.*.relay.zoo"], false],
  ["localhost", [], true], // without names the CN counts
  ["mail.relay.zoo", [], false],
];
for (const [host, hostNames, accepted] of names) {
  test(`a certificate for ${hostNames.join(", ") || "CN=localhost"} ${accepted ? "is" : "is none"} for ${host}`, async () => {
    const { cause, why } = await verdictOn(host, { hostNames });
    assert.equal(cause, accepted ? null : "certificate-wrong-name", why);
  });
}

test("an authority between may be the trusted one, the server's own certificate may not", async () => {
  const { intermediate, of } = await certificates();
  assert.equal((await verdictOn("localhost", { certificate: "incomplete-chain" }, intermediate)).cause, null);
  assert.equal((await verdictOn("localhost", { certificate: "whole-chain" }, intermediate)).cause, null);
  assert.equal((await verdictOn("localhost", { certificate: "good" }, of("good").cert)).cause, "certificate-unknown-ca");
});

const suites: readonly [ciphers: string, mua: boolean][] = [
  ["ECDHE-ECDSA-AES128-GCM-SHA256", true],
  ["ECDHE-ECDSA-CHACHA20-POLY1305", true],
  ["ECDHE-ECDSA-AES128-CCM", true],
  ["ECDHE-ECDSA-AES128-SHA", true],
  ["ECDHE-ECDSA-AES128-SHA256", false],
  ["ECDHE-ECDSA-AES256-SHA384", false],
];
// Where the handshake fails, the second look waits in vain for words in clear; so they wait together.
describe("suites", { concurrency: true }, () => {
  for (const [ciphers, mua] of suites) {
    test(`a server with ${ciphers} alone`, async () => {
      const { cause, logLine, why } = await verdictOn("localhost", { ciphers, maxVersion: "TLSv1.2" });
      assert.equal(cause, mua ? null : "tls-failed", why);
      if (!mua) assert.match(logLine ?? "", /In state hello received SERVER ALERT: Fatal - Handshake Failure$/);
    });
  }
});
