import assert from "node:assert/strict";
import { test } from "node:test";
import { readOnly } from "../../testing/log.js";
import { deliveryOf } from "../plausible/mailer/delivery.js";
import { mailerOf } from "../plausible/mailer/mailer.js";
import { knownRelease } from "../plausible/tables/releases.js";
import type { SmtpAdapterName } from "../plausible/types.js";
import { conclude, contradicts } from "./conclude.js";
import type { Known } from "./conclusion.js";

const needed = { BASE_URL: "https://stats.example.com", SECRET_KEY_BASE: "k".repeat(64), TOTP_VAULT_KEY: `${"A".repeat(43)}=` };

function knownOf(name: string, settings: Readonly<Record<string, string>>): Known {
  const release = knownRelease(name);
  const environment: Readonly<Record<string, string>> = { ...needed, ...settings };
  const mailer = mailerOf(release, {
    environment: (variable) => {
      const value = environment[variable];
      return value === undefined ? { state: "absent" } : { state: "value", value };
    },
    secretFile: () => ({ state: "absent" }),
  });
  const adapter = mailer.outcome === "boots" ? String(mailer.config.adapter) : "";
  return {
    release,
    delivery: deliveryOf(mailer),
    adapter: release.smtp[adapter as SmtpAdapterName] ?? null,
    bootError: mailer.outcome === "refuses-to-boot" ? mailer.error : null,
    boots: mailer.outcome === "boots",
    valueOf: (variable) => environment[variable] ?? null,
  };
}

const relay = { SMTP_HOST_ADDR: "smtp.example.org", SMTP_HOST_PORT: "587" };
const login = { SMTP_USER_NAME: "me", SMTP_USER_PWD: "x" };
const causes = (line: string, known: Known) => conclude(readOnly(line), known).map(({ cause }) => cause);

test("settings leave fewer causes over", () => {
  const timeout = "** (Mua.TransportError) timeout";
  assert.deepEqual(causes(timeout, knownOf("3.2.1", relay)), ["connection-timeout", "no-greeting", "tls-failed"]);
  const mistaken = { ...relay, SMTP_HOST_PORT: "465", SMTP_HOST_SSL_ENABLED: "false" };
  assert.equal(causes(timeout, knownOf("3.2.1", mistaken))[0], "plain-on-tls-port");
  assert.deepEqual(causes(timeout, knownOf("3.2.1", {})), ["no-relay"]);
  const sequence = "** (Mua.SMTPError) 503 Bad sequence of commands";
  assert.deepEqual(causes(sequence, knownOf("3.0.1", relay)), ["ehlo-refused"]);
  assert.deepEqual(causes(sequence, knownOf("3.2.1", { ...relay, ...login })), ["auth-not-offered"]);
  const starttls = "** (Mua.SMTPError) 502 5.5.1 not implemented";
  assert.deepEqual(causes(starttls, knownOf("3.2.1", relay)), ["starttls-refused", "ehlo-refused"]);
  const old = "** (ArgumentError) x, got: {:permanent_failure, 'smtp.example.org', \"530 Authentication required\\r\\n\"}";
  assert.deepEqual(causes(old, knownOf("2.0.0", { ...relay, ...login })), ["auth-refused", "auth-required"]);
  assert.deepEqual(causes(old, knownOf("2.0.0", relay)), ["auth-required"]);
});

test("an alert that keeps the reason to itself is one of those that the runtime names so", () => {
  const alert =
    "[notice] TLS :client: In state :wait_cert_cr at ssl_handshake.erl:2172 generated CLIENT ALERT: Fatal - Bad Certificate";
  const expected = ["certificate-self-signed", "certificate-wrong-name", "tls-failed"];
  assert.deepEqual(causes(alert, knownOf("3.2.1", relay)), expected);
});

test("the sender is known by its address", () => {
  const line = "** (ArgumentError) The email address `stats@localhost` is invalid.";
  assert.deepEqual(causes(line, knownOf("3.2.1", { ...relay, MAILER_EMAIL: "stats@localhost" })), ["sender-invalid"]);
  assert.deepEqual(causes(line, knownOf("3.2.1", relay)), ["recipient-invalid", "sender-invalid"]);
});

test("a release without reasons in its log: what must fail is the reason", () => {
  const alone = "[error] Failed to send e-mail";
  const [certain] = conclude(readOnly(alone), knownOf("2.1.4", { ...relay, SMTP_HOST_ADDR: "" }));
  assert.deepEqual([certain?.cause, certain?.variable], ["host-not-found", "SMTP_HOST_ADDR"]);
  // What its client raises is in the log of this release too, so it is not the reason of a line without one.
  assert.deepEqual(causes(alone, knownOf("2.1.4", { ...relay, MAILER_EMAIL: "stats@localhost" })), [null]);
  assert.deepEqual(causes(alone, knownOf("2.1.4", relay)), [null]);
  assert.deepEqual(causes(alone, knownOf("3.2.1", { ...relay, SMTP_HOST_ADDR: "" })), [null]);
});

test("a refused boot is about the variable that has the value", () => {
  const line =
    '** (ArgumentError) Invalid boolean value: "tls". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off';
  const [now] = conclude(readOnly(line), knownOf("3.2.1", { ...relay, SMTP_HOST_SSL_ENABLED: "tls" }));
  assert.deepEqual([now?.variable, now?.rule], ["SMTP_HOST_SSL_ENABLED", "invalid-boolean"]);
  const [general] = conclude(readOnly(line), null);
  assert.equal(general?.variable, null);
  assert.ok((general?.variables.length ?? 0) > 3);
});

test("the stack trace has the value that the exception does not quote", () => {
  const line =
    'ERROR! Config provider Config.Reader failed with:\n** (ArgumentError) errors were found at the given arguments:\n\n  * 1st argument: not an already existing atom\n\n    :erlang.binary_to_existing_atom("True", :utf8)\n    /app/releases/0.0.1/runtime.exs:640: (file)';
  const settings = { ...relay, SMTP_HOST_SSL_ENABLED: "True", LOG_LEVEL: "info" };
  const [now] = conclude(readOnly(line), { ...knownOf("2.1.4", settings), bootError: null });
  assert.deepEqual([now?.variable, now?.rule], ["SMTP_HOST_SSL_ENABLED", "invalid-boolean"]);
});

test("lines that the settings of now cannot have written", () => {
  const differs = (line: string, name: string, settings: Readonly<Record<string, string>>) =>
    contradicts(readOnly(line), knownOf(name, settings));
  const alert =
    "** (Mua.TransportError) TLS client: In state hello at x generated CLIENT ALERT: Fatal - Unexpected Message\n {unsupported_record_type,50}";
  assert.equal(differs(alert, "3.2.1", { ...relay, SMTP_HOST_SSL_ENABLED: "true" }), false);
  assert.equal(differs(alert, "3.2.1", relay), true, "no TLS from the first byte");
  assert.equal(differs("** (Mua.SMTPError) 535 no", "3.2.1", { ...relay, ...login }), false);
  assert.equal(differs("** (Mua.SMTPError) 535 no", "3.2.1", relay), true, "no login");
  assert.equal(
    differs("** (Mua.SMTPError) 550 5.1.1 User unknown", "3.2.1", { ...relay, MAILER_ADAPTER: "Bamboo.PostmarkAdapter" }),
    true,
  );
  const tuple = '{:network_failure, ~c"smtp.example.org", {:error, :econnrefused}}';
  assert.equal(differs(tuple, "3.2.1", { ...relay, MAILER_ADAPTER: "Bamboo.SMTPAdapter" }), false);
  assert.equal(differs(tuple, "3.2.1", relay), true, "another adapter");
  assert.equal(
    differs("** (RuntimeError) Config variable SMTP_HOST_PORT must be an integer. Got x", "3.2.1", relay),
    true,
    "it boots",
  );
});

test("the host in a log may be written in other letters, and another one contradicts", () => {
  const known = knownOf("3.2.1", { ...relay, ...login });
  const reading = (host: string | null) => ({ ...readOnly("** (Mua.TransportError) timeout"), host });
  for (const host of ["smtp.example.org", "SMTP.Example.ORG", null])
    assert.equal(contradicts(reading(host), known), false, String(host));
  for (const host of ["smtp.example.com", "example.org"]) assert.equal(contradicts(reading(host), known), true, host);
});
