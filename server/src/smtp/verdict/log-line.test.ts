import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { reply, wire } from "../../../testing/verdict.js";
import type { CertainFailure } from "../../plausible/mailer/model.js";
import { certainLine, logLineOf } from "./log-line.js";
import type { StepName } from "./steps.js";
import type { CertificateFault, Trouble } from "./talk.js";

const host = "smtp.zoo.example";

/** What Plausible 3.2.1 logs with `Bamboo.Mua`. */
function mua(trouble: Trouble, step: StepName = "tls", greeting?: string): string | null {
  return logLineOf(requestFor("3.2.1", {}), host, step, trouble, greeting);
}

/** What 3.1.0 logs with `Bamboo.SMTPAdapter`. */
function genSmtp(trouble: Trouble, step: StepName = "connect", name = host): string | null {
  return logLineOf(requestFor("3.1.0", { client: "gen_smtp" }), name, step, trouble);
}

const tuple = (text: string) =>
  `** (ArgumentError) raise/1 and reraise/2 expect a module name, string or exception as the first argument, got: ${text}`;
const tlsAlert = (text: string) => `** (Mua.TransportError) TLS client: In state ${text}`;

test("Mua's faults below SMTP are in Erlang's words", () => {
  const lines: [Trouble, string][] = [
    [wire("timeout"), "timeout"],
    [wire("flood"), "timeout"],
    [wire("closed"), "socket closed"],
    [wire("reset", "ECONNRESET"), "socket closed"],
    [wire("refused", "ECONNREFUSED"), "connection refused"],
    [wire("not-found", "ENOTFOUND"), "non-existing domain"],
    [wire("unreachable", "ENETUNREACH"), "network is unreachable"],
    [wire("unreachable", "EHOSTUNREACH"), "no route to host"],
  ];
  for (const [trouble, words] of lines) assert.equal(mua(trouble), `** (Mua.TransportError) ${words}`, words);
  assert.equal(mua(wire("offline", "EAI_AGAIN")), null);
});

test("what Mua's TLS met: the first byte of a plain answer, the server's alerts", () => {
  const unexpected = (byte: number) =>
    tlsAlert(
      `hello at tls_record.erl:532 generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,${byte}}`,
    );
  for (const code of ["WRONG_VERSION_NUMBER", "PACKET_LENGTH_TOO_LONG", "HTTP_REQUEST", "UNEXPECTED_MESSAGE", "RECORD_TOO_LONG"])
    assert.equal(mua(wire("tls", `ERR_SSL_${code}`), "tls", "554 no"), unexpected(53), code);
  assert.equal(mua(wire("tls", "ERR_SSL_WRONG_VERSION_NUMBER")), unexpected(50)); // `220` where nothing was seen
  assert.equal(mua(wire("injected", "52")), unexpected(52));
  for (const code of ["TLSV1_ALERT_PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL", "VERSION_TOO_LOW", "NO_PROTOCOLS_AVAILABLE"])
    assert.equal(mua(wire("tls", `ERR_SSL_${code}`)), tlsAlert("hello received SERVER ALERT: Fatal - Protocol Version"), code);
  assert.equal(
    mua(wire("tls", "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE")),
    tlsAlert("hello received SERVER ALERT: Fatal - Handshake Failure"),
  );
  assert.equal(mua(wire("tls", "ERR_SSL_SOMETHING_ELSE")), null);
});

test("each fault of a certificate has its alert", () => {
  const of = (fault: CertificateFault, names: readonly string[] = []) =>
    mua({ kind: "certificate", fault, names, protocol: "TLSv1.3" });
  const alert = (place: number, text: string) =>
    tlsAlert(`wait_cert_cr at ssl_handshake.erl:${place} generated CLIENT ALERT: Fatal - ${text}`);
  assert.equal(of("self-signed"), alert(2173, "Bad Certificate\n selfsigned_peer"));
  assert.equal(of("unknown-ca"), alert(2175, "Unknown CA"));
  assert.equal(of("expired"), alert(2155, "Certificate Expired"));
  assert.equal(of("not-yet-valid"), alert(2155, "Certificate Expired"));
  assert.equal(of("other"), alert(2183, "Bad Certificate"));
  assert.match(
    of("wrong-name", ["a.example", "b.example"]) ?? "",
    /\{received,\[\{dNSName,"a\.example"\},\{dNSName,"b\.example"\}\]\}/,
  );
});

test("Mua quotes all lines of a refusal", () => {
  const lines = ["550-5.7.1 no,\r\n", "550 5.7.1 never\r\n"];
  assert.equal(
    mua({ kind: "reply", code: 550, lines, words: "" }, "sender"),
    "** (Mua.SMTPError) 550-5.7.1 no,\n550 5.7.1 never",
  );
});

test("gen_smtp's faults are a tuple that Bamboo tries to raise", () => {
  const reasons: [Trouble, string][] = [
    [wire("timeout"), ":timeout"],
    [wire("flood"), ":timeout"],
    [wire("closed"), ":closed"],
    [wire("reset"), ":closed"],
    [wire("tls", "X"), ":closed"],
    [wire("injected", "50"), ":closed"],
    [wire("refused"), ":econnrefused"],
    [wire("not-found"), ":nxdomain"],
    [wire("unreachable", "ENETUNREACH"), ":enetunreach"],
    [wire("unreachable", "EHOSTUNREACH"), ":ehostunreach"],
  ];
  for (const [trouble, reason] of reasons)
    assert.equal(genSmtp(trouble), tuple(`{:network_failure, ~c"${host}", {:error, ${reason}}}`), reason);
  assert.equal(genSmtp(wire("offline")), null);
  assert.equal(genSmtp({ kind: "certificate", fault: "expired", names: [], protocol: "TLSv1.2" }), null);
  assert.equal(genSmtp(wire("not-found"), "resolve", ""), tuple("{:network_failure, [], {:error, :nxdomain}}"));
});

test("gen_smtp tells a temporary refusal from a final one, with all its lines", () => {
  const lines = ["421-later,\r\n", "421 please\r\n"];
  assert.equal(
    genSmtp({ kind: "reply", code: 421, lines, words: "" }),
    tuple(`{:temporary_failure, ~c"${host}", "421-later,\\r\\n421 please\\r\\n"}`),
  );
  assert.match(genSmtp(reply(554, "4")) ?? "", /\{:permanent_failure, /);
});

test("TLS that the client itself cannot start: from the first byte its options are refused, after STARTTLS the server hangs up", () => {
  const options = "{:error, {:options, :incompatible, [verify: :verify_peer, cacerts: :undefined]}}";
  assert.equal(genSmtp({ kind: "tls-impossible" }, "tls"), tuple(`{:network_failure, ~c"${host}", ${options}}`));
  assert.equal(genSmtp({ kind: "tls-impossible" }, "starttls"), tuple(`{:network_failure, ~c"${host}", {:error, :closed}}`));
});

const failure = (exception: string, kind: CertainFailure["kind"] = "middlebox-mode"): CertainFailure => ({
  kind,
  exception,
  variable: null,
});

test("TLS that fails for the mode of SMTP_MIDDLEBOX_COMP_MODE has that line; other troubles keep their own", () => {
  const tlsFailure = failure("** (Mua.TransportError) Invalid TLS option: {middlebox_comp_mode,''}");
  const request = { ...requestFor("3.2.1", { tlsFailure }), logsFailure: "with-reason" } as const;
  assert.equal(logLineOf(request, host, "starttls", { kind: "tls-impossible" }), tlsFailure.exception);
  assert.equal(
    logLineOf({ ...request, logsFailure: "without-reason" }, host, "starttls", { kind: "tls-impossible" }),
    "[error] Failed to send e-mail",
  );
  assert.equal(logLineOf(request, host, "sender", reply(550, "no")), "** (Mua.SMTPError) 550 no");
});

test("nothing is logged of what Plausible never meets, in any release", () => {
  for (const release of ["2.1.4", "3.2.1"])
    for (const trouble of [{ kind: "plaintext-auth-not-allowed" }, { kind: "credentials-unseen" }, wire("cancelled")] as const)
      assert.equal(logLineOf(requestFor(release, {}), host, "auth", trouble), null, `${release} ${trouble.kind}`);
});

test("a crash is in the log of every release, without the blank at its end", () => {
  const trouble = { kind: "crash", exception: "  ** (MatchError) no match\n" } as const;
  for (const release of ["2.1.4", "3.2.1"])
    assert.equal(logLineOf(requestFor(release, {}), host, "sender", trouble), "  ** (MatchError) no match");
  const old = requestFor("2.0.0", { client: "gen_smtp" });
  assert.equal(logLineOf(old, host, "sender", trouble), "  ** (MatchError) no match");
  assert.equal(logLineOf(old, host, "sender", wire("timeout")), null);
});

test("a certain failure: what is returned is logged as the release logs errors, what is raised always, a black hole never", () => {
  const of = (certainFailure: CertainFailure | null, logsFailure: "nothing" | "without-reason" | "with-reason") =>
    certainLine({ logsFailure, delivery: { ...requestFor("3.2.1", {}).delivery, certainFailure } });
  const raised = failure("** (ArgumentError) argument error\n", "invalid-retries");
  const returned = [
    failure("** (Mua.TransportError) non-existing domain", "invalid-host"),
    failure(tuple("{:x}"), "tls-impossible"),
  ];
  for (const how of ["nothing", "without-reason", "with-reason"] as const) {
    assert.equal(of(raised, how), "** (ArgumentError) argument error");
    assert.equal(of(failure("It keeps them.", "black-hole"), how), null);
    assert.equal(of(null, how), null);
  }
  for (const one of returned) {
    assert.equal(of(one, "with-reason"), one.exception);
    assert.equal(of(one, "without-reason"), "[error] Failed to send e-mail");
    assert.equal(of(one, "nothing"), null);
  }
});
