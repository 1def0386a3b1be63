import assert from "node:assert/strict";
import { test } from "node:test";
import { reply, wire } from "../../../testing/verdict.js";
import { type Message, textOf } from "../../base/messages.js";
import { said, skippedSteps } from "./step-texts.js";
import type { CertificateFault, Trouble } from "./talk.js";

const en = (message: Message) => textOf(message, "en");
const troubleOf = (trouble: Trouble, timeout = 2000) => en(said.trouble(trouble, "smtp.zoo.example", timeout));

test("a name has at most four addresses and exchangers on a line", () => {
  const five = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "192.0.2.5"];
  const four = "192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4";
  assert.equal(en(said.resolved("zoo.example", five)), `\`zoo.example\` is ${four}`);
  const exchanges = ["a", "b", "c", "d", "e"].map((name) => `${name}.zoo.example`);
  assert.match(
    en(said.resolvedMx("zoo.example", exchanges, five)),
    new RegExp(`^\`zoo\\.example\` .*\\(MX\\), \`a\\.zoo\\.example\`, .*\`d\\.zoo\\.example\`: ${four}$`),
  );
  assert.equal(
    en(said.elsewhere("zoo.example", "127.0.0.1:25")),
    "connecting to 127.0.0.1:25 instead of `zoo.example`, as requested",
  );
});

test("a second attempt is told from the first", () => {
  assert.equal(en(said.connected("192.0.2.1:587", 1)), "connected to 192.0.2.1:587");
  assert.match(en(said.connected("192.0.2.1:587", 2)), /^connected to 192\.0\.2\.1:587 \(attempt 2:/);
});

test("what TLS came to: protocol, names, and whether anybody looked", () => {
  assert.equal(
    en(said.secured("TLSv1.3", ["a.example", "b.example"], true)),
    "TLSv1.3, certificate for `a.example`, `b.example` accepted",
  );
  assert.equal(en(said.secured("TLSv1.2", [], false)), "TLSv1.2, certificate for ? not checked");
  assert.equal(en(said.securedWith("TLSv1")), "TLSv1, certificate not checked");
  assert.match(en(said.noStartTls("other-case")), /not offered as `STARTTLS` in capitals/);
  assert.match(en(said.noStartTls("no")), /^not offered: continues unencrypted$/);
  assert.match(en(said.passedOver("535 no")), /rejected the login \(535 no\)/);
  assert.equal(en(said.words("250 hi")), "250 hi");
});

test("each trouble below SMTP is told with what is known of it", () => {
  assert.equal(troubleOf(wire("timeout"), 2000), "no answer within 2 s");
  assert.equal(troubleOf(wire("timeout"), 1520), "no answer within 1.5 s");
  assert.match(troubleOf(wire("unreachable", "ENETUNREACH")), /\(ENETUNREACH\)$/);
  assert.match(troubleOf(wire("not-found")), /^`smtp\.zoo\.example` doesn't exist$/);
  assert.match(troubleOf(wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER")), /^no TLS on this port \(ERR_SSL_WRONG_VERSION_NUMBER\)$/);
  assert.match(
    troubleOf(wire("tls", "ERR_SSL_UNSUPPORTED_PROTOCOL")),
    /^no TLS version in common \(ERR_SSL_UNSUPPORTED_PROTOCOL\)$/,
  );
  assert.match(troubleOf(wire("tls", "ERR_SSL_HANDSHAKE_FAILURE")), /^the TLS handshake failed \(ERR_SSL_HANDSHAKE_FAILURE\)$/);
});

test("each fault of a certificate has words of its own, with the names on it", () => {
  const of = (fault: CertificateFault) => troubleOf({ kind: "certificate", fault, names: ["a.example"], protocol: "TLSv1.3" });
  assert.match(of("wrong-name"), /^certificate rejected: it's for another host name \(names: `a\.example`\)$/);
  assert.match(of("expired"), /it has expired/);
  assert.match(of("not-yet-valid"), /isn't valid yet/);
  assert.match(of("unknown-ca"), /trusted authority/);
  assert.match(of("self-signed"), /self-signed/);
});

test("a refusal is told in the server's words, a crash in the first line of its exception", () => {
  assert.equal(troubleOf(reply(550, "no")), "550 no");
  assert.equal(troubleOf({ kind: "crash", exception: "** (X) y\n  more" }), "Plausible crashes here: ** (X) y");
  assert.equal(troubleOf({ kind: "unreadable", exception: "** (X) y", words: "SSH-2.0" }), "this isn't a mail server: SSH-2.0");
  for (const kind of ["tls-impossible", "plaintext-auth-not-allowed", "credentials-unseen"] as const)
    assert.doesNotMatch(troubleOf({ kind }), /[{}]/);
});

test("where there is nothing to walk, each step counts as not tested", () => {
  const [first] = skippedSteps(false);
  assert.ok(first);
  assert.deepEqual([first.step, first.status, first.ms, en(first.detail)], ["resolve", "skipped", 0, "not tested"]);
  assert.ok(skippedSteps(false).some(({ step }) => step === "starttls"));
  assert.ok(!skippedSteps(true).some(({ step }) => step === "starttls"));
});
