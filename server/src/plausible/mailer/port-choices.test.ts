import assert from "node:assert/strict";
import { test } from "node:test";
import { cloudsThatBlock } from "../tables/clouds.js";
import { knownRelease } from "../tables/releases.js";
import type { Container } from "../types.js";
import { deliveryOf } from "./delivery.js";
import { mailerOf } from "./mailer.js";
import { portChoices } from "./port-choices.js";

/** The choices of a service with these settings, one a line: port, mode, flag, what to write. */
function choices(
  release: string,
  settings: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = {},
): string[] {
  const all: Readonly<Record<string, string>> = {
    BASE_URL: "https://stats.blumenhof.example",
    SECRET_KEY_BASE: "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    TOTP_VAULT_KEY: "MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY=",
    SMTP_HOST_ADDR: "smtp.blumenhof.example",
    ...settings,
  };
  const from = (values: Readonly<Record<string, string>>) => (name: string) => {
    const value = values[name];
    return value === undefined ? ({ state: "absent" } as const) : ({ state: "value", value } as const);
  };
  const container: Container = { environment: from(all), secretFile: from(files) };
  const row = knownRelease(release);
  const delivery = deliveryOf(mailerOf(row, container));
  assert.ok(delivery);
  return portChoices(row, container, delivery).map(
    ({ port, mode, sslEnabled, writes }) =>
      `${port} ${mode} ${sslEnabled}: ${writes.map(({ name, value }) => `${name.slice(10)}=${value}`).join(" ")}`,
  );
}

test("a host that nobody knows: the usual ports, and the configured one opened the other way", () => {
  assert.deepEqual(choices("3.2.1", { SMTP_HOST_PORT: "25" }), [
    "25 implicit true: SSL_ENABLED=true",
    "587 starttls null: PORT=587",
    "465 implicit null: PORT=465",
    "2525 starttls null: PORT=2525",
  ]);
});

test("the flag is written only where it would be wrong", () => {
  assert.deepEqual(choices("3.2.1", { SMTP_HOST_PORT: "587", SMTP_HOST_SSL_ENABLED: "true" }), [
    "587 starttls false: SSL_ENABLED=false",
    "465 implicit true: PORT=465",
    "2525 starttls false: PORT=2525 SSL_ENABLED=false",
    "25 starttls false: PORT=25 SSL_ENABLED=false",
  ]);
  // The port that is not written is the default: nothing to write for it.
  assert.equal(choices("3.2.1", { SMTP_HOST_SSL_ENABLED: "yes" })[0], "587 starttls false: SSL_ENABLED=false");
});

test("a provider's own ports, in the way it speaks there", () => {
  assert.deepEqual(choices("3.2.1", { SMTP_HOST_ADDR: "mail.smtp2go.com", SMTP_HOST_PORT: "25" }).slice(1), [
    "587 starttls null: PORT=587",
    "465 implicit null: PORT=465",
    "2525 starttls null: PORT=2525",
    "8025 starttls null: PORT=8025",
    "8465 implicit true: PORT=8465 SSL_ENABLED=true",
    "80 starttls null: PORT=80",
    "443 implicit true: PORT=443 SSL_ENABLED=true",
  ]);
});

test("only what the release can do: Mua of 2.1.1 knows no TLS from the first byte, SMTPAdapter of 3.1.0 no TLS at all", () => {
  const mua = { MAILER_ADAPTER: "Bamboo.Mua", SMTP_USER_NAME: "u", SMTP_USER_PWD: "p", SMTP_HOST_PORT: "465" };
  assert.ok(choices("2.1.1", mua).every((choice) => / starttls /.test(choice)));
  assert.ok(choices("3.1.0", { MAILER_ADAPTER: "Bamboo.SMTPAdapter" }).every((choice) => / starttls /.test(choice)));
});

test("a port in a secret file is changed as well", () => {
  assert.ok(choices("3.2.1", {}, { SMTP_HOST_PORT: "25\n" }).includes("587 starttls null: PORT=587"));
});

test("which platforms show such a pattern", () => {
  const names = (silent: number[], answering: number[]) => cloudsThatBlock(silent, answering).map(({ name }) => name);
  assert.deepEqual(names([25, 465], [587]), ["Hetzner Cloud"]);
  assert.deepEqual(names([587], [2525]), ["DigitalOcean", "Linode", "Render (free)", "Railway"]);
  assert.ok(names([25], [465, 587]).includes("AWS EC2") && !names([25], [465, 587]).includes("DigitalOcean"));
  assert.deepEqual(names([2525], [587]), []);
  assert.deepEqual(names([], [587]), []);
});
