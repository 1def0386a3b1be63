import assert from "node:assert/strict";
import { test } from "node:test";
import { quiet, reply, wire } from "../../../testing/verdict.js";
import { causeOf } from "./cause-of.js";
import type { StepName } from "./steps.js";
import type { OrdinaryClient, SecondLook, Talk, Trouble } from "./talk.js";

/** The cause, from what was seen; without more, on an open port with a server that offers nothing. */
function cause(
  step: StepName,
  trouble: Trouble,
  talk: Partial<Talk> = {},
  more: { look?: SecondLook["speaks"]; ordinary?: Partial<OrdinaryClient> } = {},
) {
  const look = more.look === undefined ? null : { speaks: more.look, words: "" };
  const ordinary =
    more.ordinary === undefined ? null : { getsThrough: true, secure: true, because: "space" as const, ...more.ordinary };
  return causeOf({ ...quiet, ...talk }, step, trouble, look, ordinary);
}

const offers = (...mechanisms: string[]): Partial<Talk> => ({ offered: { startTls: "yes", mechanisms } });
const loggedIn = { ...offers("PLAIN"), secure: true, authenticated: true };

test("what is wrong with a certificate has its own cause where the user can do something about it", () => {
  const of = (fault: (Trouble & { kind: "certificate" })["fault"]) =>
    cause("tls", { kind: "certificate", fault, names: [], protocol: "TLSv1.3" });
  assert.equal(of("expired"), "certificate-expired");
  assert.equal(of("not-yet-valid"), "certificate-expired");
  assert.equal(of("unknown-ca"), "certificate-unknown-ca");
  assert.equal(of("wrong-name"), "certificate-wrong-name");
  assert.equal(of("other"), "tls-failed");
  assert.equal(of("unnamed"), "tls-failed");
});

test("faults below SMTP: by the problem, or by the step and a second look", () => {
  assert.equal(cause("resolve", wire("offline", "EAI_AGAIN")), "host-unreachable");
  assert.equal(cause("connect", wire("unreachable")), "host-unreachable");
  assert.equal(cause("greeting", wire("timeout"), {}, { look: "tls" }), "plain-on-tls-port");
  assert.equal(cause("greeting", wire("closed"), {}, { look: "tls" }), "plain-on-tls-port");
  assert.equal(cause("greeting", wire("timeout")), "no-greeting");
  assert.equal(cause("greeting", wire("closed")), "connection-closed");
  assert.equal(cause("ehlo", wire("timeout"), {}, { look: "tls" }), "connection-timeout");
  assert.equal(cause("ehlo", wire("closed"), {}, { look: "tls" }), "connection-closed");
  assert.equal(cause("sender", wire("reset")), "connection-closed");
});

test("a failed handshake: what answers in its place, which version, or nothing that is known", () => {
  assert.equal(cause("tls", wire("closed"), {}, { look: "smtp" }), "tls-on-plain-port");
  assert.equal(cause("tls", wire("closed"), {}, { look: "other" }), "not-smtp");
  assert.equal(cause("tls", wire("closed"), {}, { look: null }), "tls-failed");
  assert.equal(cause("tls", wire("timeout")), "tls-failed");
  const plain = wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER");
  assert.equal(cause("tls", plain, { greeted: true }), "plain-text-injected");
  assert.equal(cause("tls", plain, { greeted: false }), "tls-failed");
  assert.equal(cause("tls", wire("tls", "ERR_SSL_UNSUPPORTED_PROTOCOL")), "tls-version");
  assert.equal(cause("tls", wire("tls", "ERR_SSL_HANDSHAKE_FAILURE")), "tls-failed");
});

test("what the client does by itself, and what the test leaves out", () => {
  assert.equal(cause("greeting", { kind: "unreadable", exception: "** (X) y", words: "SSH-2.0" }), "not-smtp");
  assert.equal(cause("auth", { kind: "crash", exception: "** (X) y" }), "adapter-crashes");
  for (const kind of ["tls-impossible", "plaintext-auth-not-allowed", "credentials-unseen"] as const)
    assert.equal(cause("auth", { kind }), kind);
});

test("only the login is refused for its password, only the mail for its sender", () => {
  const password = reply(535, "5.7.0 Incorrect username or password. Use an app password");
  assert.equal(cause("auth", password, loggedIn), "auth-refused");
  assert.equal(cause("auth", reply(454, "Incorrect username or password. Use an app password")), "auth-refused");
  assert.equal(cause("message", password, loggedIn), "message-refused");
  assert.equal(cause("recipient", password, loggedIn), "recipient-refused");
  const sender = reply(553, "mail from address must be same as authorization user");
  for (const step of ["sender", "recipient", "message"] as const)
    assert.equal(cause(step, sender, loggedIn), "sender-refused", step);
  assert.equal(cause("ehlo", sender), "ehlo-refused");
  assert.equal(cause("greeting", sender), "greeting-refused");
});

test("a sender that is taken without the blank is none that is refused", () => {
  const sender = reply(553, "mail from address must be same as authorization user");
  assert.equal(cause("sender", sender, loggedIn, { ordinary: {} }), "sender-syntax");
  assert.equal(cause("sender", sender, loggedIn, { ordinary: { because: "auth" } }), "sender-refused");
  assert.equal(cause("sender", sender, loggedIn, { ordinary: { getsThrough: false } }), "sender-refused");
});

test("a login that is refused, or has no method in common", () => {
  const unknown = reply(504, "5.5.4 Unrecognized authentication type");
  assert.equal(cause("auth", unknown, offers("CRAM-MD5", "plain")), "auth-refused");
  assert.equal(cause("auth", unknown, offers("LOGIN", "XOAUTH2")), "auth-refused");
  for (const other of ["PLAIN-CLIENTTOKEN", "XLOGIN", "CRAM-MD5"])
    assert.equal(cause("auth", unknown, offers(other)), "auth-mechanism", other);
  assert.equal(cause("auth", unknown), "auth-not-offered");
  assert.equal(cause("auth", reply(534, "5.7.9 Authentication mechanism is too weak"), offers("PLAIN")), "auth-mechanism");
  for (const code of [534, 535]) assert.equal(cause("auth", reply(code, "5.7.8 no"), offers("CRAM-MD5")), "auth-refused");
  assert.equal(cause("auth", reply(334, "dXNlcm5hbWU6"), offers("LOGIN")), "auth-mechanism");
});

test("encryption is only missed where there is none", () => {
  const starttls = reply(530, "5.7.0 Must issue a STARTTLS command first");
  for (const step of ["auth", "sender", "recipient"] as const) {
    assert.equal(cause(step, starttls, offers("PLAIN")), "tls-required", step);
    assert.notEqual(cause(step, starttls, loggedIn), "tls-required", step);
  }
});

test("a missing login is asked for by code or by words, and by nobody who is logged in", () => {
  const asking = [
    reply(530, "5.7.0 Access denied"),
    reply(550, "5.7.1 Authentication required"),
    reply(554, "You must be authenticated"),
    reply(550, "Please login first"),
    reply(550, "Please log in first"),
    reply(550, "You are not logged in"),
    reply(550, "Authentication failed"),
    reply(550, "auth failed"),
    reply(550, "No credentials given"),
  ];
  for (const trouble of asking)
    for (const step of ["sender", "recipient"] as const) {
      assert.equal(cause(step, trouble), "auth-required", JSON.stringify(trouble));
      assert.equal(cause(step, trouble, loggedIn), `${step}-refused`, JSON.stringify(trouble));
    }
  assert.equal(cause("sender", reply(530, "Sender rejected")), "sender-refused");
});

test("at MAIL FROM the code tells a sender that is not understood from one that is not wanted", () => {
  const of = (code: number, words: string) => cause("sender", reply(code, words), loggedIn);
  for (const code of [500, 501, 555]) assert.equal(of(code, "5.5.2 no"), "sender-syntax", String(code));
  for (const code of [550, 552, 553]) assert.equal(of(code, "5.7.1 no"), "sender-refused", String(code));
  assert.equal(of(553, "Syntax error"), "sender-syntax");
});

test("at RCPT TO the words tell whom the server means", () => {
  assert.equal(cause("recipient", reply(550, "5.1.7 Bad address"), loggedIn), "sender-refused");
  assert.equal(cause("recipient", reply(550, "5.1.1 Bad address"), loggedIn), "recipient-refused");
  assert.equal(cause("recipient", reply(504, "<x>: Helo command rejected: need fully-qualified hostname")), "ehlo-refused");
});
