import assert from "node:assert/strict";
import { test } from "node:test";
import { knownRelease } from "../tables/releases.js";
import type { Setting } from "../types.js";
import { deliveryOf } from "./delivery.js";
import { mailerOf } from "./mailer.js";

function delivery(release: string, environment: Readonly<Record<string, string | Setting>>) {
  const settings: Record<string, string | Setting> = { BASE_URL: "https://stats.example.com", ...environment };
  const container = {
    environment(name: string): Setting {
      const found = settings[name];
      if (found === undefined) return { state: "absent" };
      return typeof found === "string" ? { state: "value", value: found } : found;
    },
    secretFile: (): Setting => ({ state: "absent" }),
  };
  return deliveryOf(mailerOf(knownRelease(release), container, { mailOnly: true }));
}

const relay = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_USER_NAME: "ann", SMTP_USER_PWD: "secret" };
const oldAdapter = { ...relay, MAILER_ADAPTER: "Bamboo.SMTPAdapter" };

test("flag, port, release and adapter give the mode of TLS", () => {
  const cases: readonly (readonly [release: string, settings: Record<string, string>, host: string, tls: string])[] = [
    ["3.2.1", relay, "smtp.zoo.example:587", "starttls-if-offered"],
    ["3.2.1", { ...relay, SMTP_HOST_PORT: "465" }, "smtp.zoo.example:465", "implicit"],
    ["3.2.1", { ...relay, SMTP_HOST_PORT: "465", SMTP_HOST_SSL_ENABLED: "false" }, "smtp.zoo.example:465", "starttls-if-offered"],
    ["3.2.1", { ...relay, SMTP_HOST_SSL_ENABLED: "true" }, "smtp.zoo.example:587", "implicit"],
    ["2.1.4", { ...relay, SMTP_HOST_SSL_ENABLED: "no" }, "smtp.zoo.example:587", "implicit"],
    [
      "2.1.1",
      { ...relay, MAILER_ADAPTER: "Bamboo.Mua", SMTP_HOST_SSL_ENABLED: "true" },
      "smtp.zoo.example:25",
      "starttls-if-offered",
    ],
    ["2.0.0", oldAdapter, "smtp.zoo.example:25", "starttls-if-offered"],
    ["2.0.0", { ...oldAdapter, SMTP_HOST_SSL_ENABLED: "1" }, "smtp.zoo.example:25", "starttls-if-offered"],
    ["2.1.0", oldAdapter, "smtp.zoo.example:25", "fails-if-offered"],
    ["3.2.1", { ...oldAdapter, SMTP_HOST_SSL_ENABLED: "1" }, "smtp.zoo.example:25", "impossible"],
    ["2.1.3", { ...relay, SMTP_MIDDLEBOX_COMP_MODE: "no" }, "smtp.zoo.example:587", "fails-if-offered"],
    ["2.0.0", {}, "mail:25", "starttls-if-offered"],
    ["3.2.1", {}, "null:25", "starttls-if-offered"],
  ];
  for (const [release, settings, host, tls] of cases) {
    const found = delivery(release, settings);
    assert.deepEqual(found && [`${found.host}:${found.port}`, found.tls], [host, tls], `${release} ${JSON.stringify(settings)}`);
  }
});

test("a mail that can never leave says what the log would say", () => {
  const mua210 = { SMTP_HOST_ADDR: "smtp.zoo.example", MAILER_ADAPTER: "Bamboo.Mua" };
  const cases: readonly (readonly [release: string, settings: Record<string, string>, kind: string, exception: RegExp])[] = [
    [
      "3.2.1",
      { BASE_URL: "http://localhost:8000" },
      "invalid-sender",
      /^\*\* \(ArgumentError\) .* `plausible@localhost` is invalid\.$/,
    ],
    ["3.2.1", { MAILER_EMAIL: "stats" }, "invalid-sender", /^\*\* \(MatchError\) .*: \["stats"\]$/],
    ["2.1.4", { MAILER_EMAIL: "stats" }, "invalid-sender", /^\*\* \(ArgumentError\)/],
    ["2.1.1", mua210, "no-credentials", /segment 2 .* got: nil$/],
    ["2.1.1", { ...mua210, SMTP_USER_NAME: "ann" }, "no-credentials", /segment 4 .* got: nil$/],
    ["3.2.1", { ...relay, SMTP_HOST_ADDR: "" }, "invalid-host", /non-existing domain$/],
    ["3.2.1", { ...relay, SMTP_HOST_ADDR: "smtp.zoo.example " }, "invalid-host", /:badarg$/],
    ["3.2.1", { ...relay, SMTP_HOST_PORT: "99999" }, "invalid-port", /function_clause/],
    ["3.2.1", { ...oldAdapter, SMTP_HOST_PORT: "" }, "invalid-port", /not a textual representation of an integer$/],
    ["3.2.1", { ...oldAdapter, SMTP_RETRIES: "" }, "invalid-retries", /not a textual representation of an integer$/],
    ["3.2.1", { ...oldAdapter, SMTP_HOST_SSL_ENABLED: "true" }, "tls-impossible", /:options, :incompatible/],
    ["3.2.1", { MAILER_ADAPTER: "Bamboo.PostmarkAdapter" }, "missing-api-key", /API key set for the Postmark adapter\.$/],
    ["3.2.1", { MAILER_ADAPTER: "Bamboo.LocalAdapter" }, "black-hole", /reports success/],
  ];
  for (const [release, settings, kind, exception] of cases) {
    const failure = delivery(release, settings)?.certainFailure;
    assert.equal(failure?.kind, kind, `${release} ${JSON.stringify(settings)}`);
    assert.match(failure.exception, exception);
    assert.doesNotMatch(failure.exception, /secret/);
  }
  assert.equal(delivery("3.2.1", relay)?.certainFailure, null);
  assert.equal(delivery("1.4.4", { MAILER_EMAIL: "anything" })?.certainFailure, null);
});

test("credentials without a relay go to the recipient's own server", () => {
  const { SMTP_HOST_ADDR: _, ...credentials } = relay;
  const found = delivery("3.2.1", credentials);
  assert.deepEqual([found?.host, found?.mxLookup, found?.auth?.username], [null, false, "ann"]);
  assert.equal(delivery("2.1.1", { ...credentials, MAILER_ADAPTER: "Bamboo.Mua" })?.auth, null);
});

test("an unseen password is no obstacle, an unseen host is", () => {
  const unseen: Setting = { state: "unknown", present: true };
  assert.deepEqual(delivery("3.2.1", { ...relay, SMTP_USER_PWD: unseen })?.auth, {
    username: "ann",
    password: null,
    mechanisms: ["PLAIN", "LOGIN"],
    unseen: ["password"],
  });
  assert.equal(delivery("3.2.1", { ...relay, SMTP_HOST_ADDR: unseen }), null);
  assert.equal(delivery("3.2.1", { BASE_URL: unseen }), null);
});

test("SMTP_MX_LOOKUPS_ENABLED means the opposite", () => {
  const lookups = (release: string, text: string) =>
    delivery(release, { ...oldAdapter, SMTP_MX_LOOKUPS_ENABLED: text })?.mxLookup;
  assert.equal(delivery("3.2.1", oldAdapter)?.mxLookup, false);
  assert.equal(lookups("3.2.1", "true"), false);
  assert.equal(lookups("3.2.1", "no"), true);
  assert.equal(lookups("2.1.4", "yes"), true);
});
