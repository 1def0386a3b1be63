import assert from "node:assert/strict";
import { test } from "node:test";
import { knownRelease, releases } from "../tables/releases.js";
import type { Container, Setting } from "../types.js";
import { mailerOf } from "./mailer.js";

/** A container with these variables, and files in `CONFIG_DIR`; a setting may be given instead of a text. */
function container(
  environment: Readonly<Record<string, string | Setting>>,
  files: Readonly<Record<string, string | Setting>> = {},
): Container {
  const settingOf = (from: typeof environment) => (name: string) => {
    const found = from[name];
    if (found === undefined) return { state: "absent" } as const;
    return typeof found === "string" ? ({ state: "value", value: found } as const) : found;
  };
  return { environment: settingOf({ ...usual, ...environment }), secretFile: settingOf(files) };
}

const usual = {
  BASE_URL: "https://stats.example.com",
  SECRET_KEY_BASE: "k".repeat(64),
  TOTP_VAULT_KEY: "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ=",
};
const maybe: Setting = { state: "unknown" };
const unseen: Setting = { state: "unknown", present: true };

test("nothing set: each release boots with its own defaults", () => {
  for (const release of releases) {
    const mailer = mailerOf(release, container({}));
    assert.ok(mailer.outcome === "boots", release.name);
    assert.equal(mailer.config.adapter, release.defaultAdapter);
    assert.deepEqual(mailer.unseen, []);
  }
});

test("an unseen password flows through", () => {
  const settings = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_USER_NAME: "ann", SMTP_USER_PWD: unseen };
  const mailer = mailerOf(knownRelease("3.2.1"), container(settings));
  assert.ok(mailer.outcome === "boots");
  const { settings: made, ...rest } = mailer;
  assert.deepEqual(made.smtp?.login.password, unseen);
  assert.deepEqual(rest, {
    outcome: "boots",
    config: {
      adapter: "Bamboo.Mua",
      ssl: { middlebox_comp_mode: false },
      protocol: ":tcp",
      relay: "smtp.zoo.example",
      port: 587,
      auth: { username: "ann", password: { $unknown: ["SMTP_USER_PWD"] } },
    },
    mailerEmail: "plausible@stats.example.com",
    unseen: ["SMTP_USER_PWD"],
  });
});

test("what may be absent decides: one credential alone stops the boot", () => {
  const settings = { SMTP_USER_NAME: "ann", SMTP_USER_PWD: maybe };
  assert.deepEqual(mailerOf(knownRelease("3.2.1"), container(settings)), { outcome: "unknown", unknown: ["SMTP_USER_PWD"] });
  // Where nothing hangs on it, it does not matter either.
  assert.equal(mailerOf(knownRelease("2.0.0"), container(settings)).outcome, "boots");
  assert.equal(mailerOf(knownRelease("3.2.1"), container(settings), { unknownIsSet: true }).outcome, "boots");
});

test("an unseen port or flag decides where it is parsed, and only there", () => {
  const v321 = knownRelease("3.2.1");
  const relay = { SMTP_HOST_ADDR: "smtp.zoo.example" };
  assert.deepEqual(mailerOf(v321, container({ ...relay, SMTP_HOST_PORT: unseen, SMTP_HOST_SSL_ENABLED: unseen })), {
    outcome: "unknown",
    unknown: ["SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED"],
  });
  assert.equal(mailerOf(v321, container({ SMTP_HOST_PORT: unseen })).outcome, "boots");
  const old = { ...relay, SMTP_HOST_PORT: unseen, MAILER_ADAPTER: "Bamboo.SMTPAdapter" };
  assert.equal(mailerOf(v321, container(old)).outcome, "boots");
});

test("a certain exception wins over what is unseen after it, not over what is unseen before it", () => {
  const v321 = knownRelease("3.2.1");
  const bad = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_HOST_PORT: "587 " };
  const after = mailerOf(v321, container({ ...bad, SMTP_HOST_SSL_ENABLED: unseen }));
  assert.equal(after.outcome, "refuses-to-boot");
  const before = mailerOf(v321, container({ ...bad, SECRET_KEY_BASE: unseen }));
  assert.deepEqual(before, { outcome: "unknown", unknown: ["SECRET_KEY_BASE"] });
});

test("mail alone can be asked for", () => {
  const settings = { SECRET_KEY_BASE: "", BASE_URL: unseen, MAILER_EMAIL: "stats@example.com", LOG_LEVEL: "LOUD" };
  const mailer = mailerOf(knownRelease("3.2.1"), container(settings), { mailOnly: true });
  assert.ok(mailer.outcome === "boots");
  assert.equal(mailer.mailerEmail, "stats@example.com");
  const withoutSender = mailerOf(knownRelease("3.2.1"), container({ BASE_URL: unseen }), { mailOnly: true });
  assert.ok(withoutSender.outcome === "boots");
  assert.equal(withoutSender.mailerEmail, null);
  assert.deepEqual(withoutSender.unseen, ["BASE_URL"]);
});

test("a file in CONFIG_DIR wins, from the release on that reads them, trimmed from the release on that trims", () => {
  const files = { SMTP_USER_PWD: "secret\n" };
  const settings = { MAILER_ADAPTER: "Bamboo.SMTPAdapter", SMTP_USER_PWD: "other" };
  const passwordIn = (release: string) => {
    const mailer = mailerOf(knownRelease(release), container(settings, files));
    return mailer.outcome === "boots" ? mailer.config.password : mailer;
  };
  assert.equal(passwordIn("1.3.0"), "other");
  assert.equal(passwordIn("1.4.4"), "secret\n");
  assert.equal(passwordIn("1.5.0"), "secret");
});

test("a file that may be there leaves the value open, not whether there is one", () => {
  const settings = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_USER_NAME: "ann", SMTP_USER_PWD: "secret" };
  const mailer = mailerOf(knownRelease("3.2.1"), container(settings, { SMTP_USER_PWD: maybe }));
  assert.ok(mailer.outcome === "boots");
  assert.deepEqual(mailer.unseen, ["SMTP_USER_PWD"]);
});

test("the exception names the variable at fault", () => {
  const cases: readonly (readonly [release: string, settings: Record<string, string>, variable: string, message: RegExp])[] = [
    ["3.2.1", { MAILER_ADAPTER: "" }, "MAILER_ADAPTER", /^Unknown mailer_adapter: ""\n\nPlease see https:/],
    ["1.5.1", { MAILER_ADAPTER: "Bamboo.Mua" }, "MAILER_ADAPTER", /^Unknown mailer_adapter; expected SMTPAdapter/],
    ["master", { MAILER_ADAPTER: "Bamboo.SMTPAdapter" }, "MAILER_ADAPTER", /^Bamboo.SMTPAdapter is no longer supported/],
    ["3.2.1", { SMTP_USER_NAME: "ann" }, "SMTP_USER_PWD", /^Both SMTP_USER_NAME and SMTP_USER_PWD must be set/],
    ["3.2.1", { SMTP_MIDDLEBOX_COMP_MODE: "" }, "SMTP_MIDDLEBOX_COMP_MODE", /^Invalid boolean value: ""/],
    ["3.2.1", { DISABLE_CRON: "" }, "DISABLE_CRON", /^Invalid boolean value: ""/],
    ["3.2.1", { DISABLE_REGISTRATION: "yes" }, "DISABLE_REGISTRATION", /must be one of `true`, `false`, or `invite_only`/],
    ["3.2.1", { BASE_URL: "stats.example.com" }, "BASE_URL", /Currently configured as `stats.example.com`$/],
    ["3.2.1", { HTTPS_PORT: "443", BASE_URL: "https://10.0.0.1" }, "HTTPS_PORT", /IP address "10.0.0.1"$/],
    ["2.1.1", { TOTP_VAULT_KEY: "not base64" }, "TOTP_VAULT_KEY", /^incorrect padding$|^non-alphabet character/],
  ];
  for (const [release, settings, variable, message] of cases) {
    const mailer = mailerOf(knownRelease(release), container(settings));
    assert.ok(mailer.outcome === "refuses-to-boot", `${release} ${variable}`);
    assert.equal(mailer.error.variable, variable);
    assert.match(mailer.error.message, message);
  }
});

test("the keys stand as Application.get_env prints them", () => {
  const smtp = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_USER_NAME: "ann", SMTP_USER_PWD: "x", MAILGUN_BASE_URI: "https://x" };
  const keys = (release: string, adapter: string) => {
    const mailer = mailerOf(knownRelease(release), container({ ...smtp, MAILER_ADAPTER: adapter }));
    assert.ok(mailer.outcome === "boots", `${release} ${adapter}`);
    return Object.keys(mailer.config).join(" ");
  };
  for (const release of ["2.1.0", "2.1.1"]) assert.equal(keys(release, "Bamboo.Mua"), "adapter auth relay port");
  for (const release of ["2.1.2", "2.1.5", "3.2.1", "master"]) {
    assert.equal(keys(release, "Bamboo.Mua"), "adapter ssl protocol relay port auth");
  }
  const old = "adapter server hostname port username password tls allowed_tls_versions ssl retries no_mx_lookups";
  for (const release of ["1.4.4", "2.0.0", "2.1.4", "3.2.1"]) assert.equal(keys(release, "Bamboo.SMTPAdapter"), old);
  assert.equal(keys("3.2.1", "Bamboo.PostmarkAdapter"), "adapter request_options api_key");
  assert.equal(keys("3.2.1", "Bamboo.MailgunAdapter"), "adapter hackney_opts api_key domain base_uri");
  for (const adapter of ["Mandrill", "SendGrid"]) {
    assert.equal(keys("3.2.1", `Bamboo.${adapter}Adapter`), "adapter hackney_opts api_key");
  }
});
