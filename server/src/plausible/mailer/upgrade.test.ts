import assert from "node:assert/strict";
import { test } from "node:test";
import { knownRelease, releases } from "../tables/releases.js";
import type { Container } from "../types.js";
import { deliveryOf } from "./delivery.js";
import { mailerOf } from "./mailer.js";
import { changesBetween } from "./upgrade.js";

const bootable = {
  BASE_URL: "https://stats.blumenhof.example",
  SECRET_KEY_BASE: "k".repeat(64),
  TOTP_VAULT_KEY: "dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHR0dHQ=",
};

function container(settings: Readonly<Record<string, string>>): Container {
  const given: Readonly<Record<string, string>> = { ...bootable, ...settings };
  return {
    environment: (name) => (given[name] === undefined ? { state: "absent" } : { state: "value", value: given[name] }),
    secretFile: () => ({ state: "absent" }),
  };
}

function changes(from: string, to: string, settings: Readonly<Record<string, string>>): string[] {
  const box = container(settings);
  const answer = (name: string) => {
    const release = knownRelease(name);
    const mailer = mailerOf(release, box);
    return { release, mailer, delivery: deliveryOf(mailer) };
  };
  return changesBetween(box, answer(from), answer(to)).map(({ kind, variable, subject, from, to, write }) =>
    [kind, subject ?? variable, from, to, write].map((part) => part ?? "-").join(" | "),
  );
}

test("nothing changes between a release and itself, or between two that read alike", () => {
  assert.deepEqual(changes("3.2.1", "3.2.1", { SMTP_HOST_ADDR: "smtp.blumenhof.example" }), []);
  assert.deepEqual(changes("3.2.0", "3.2.1", { SMTP_HOST_ADDR: "smtp.blumenhof.example" }), []);
});

test("2.1.1 to 2.1.2: the default port moves, the flag begins to be read, MX look-ups end", () => {
  const settings = { SMTP_HOST_ADDR: "smtp.blumenhof.example", SMTP_HOST_SSL_ENABLED: "false", MAILER_ADAPTER: "Bamboo.Mua" };
  const found = changes("2.1.1", "2.1.2", { ...settings, SMTP_USER_NAME: "u", SMTP_USER_PWD: "p" });
  assert.ok(found.includes("now-read | SMTP_HOST_SSL_ENABLED | - | - | -"), found.join("\n"));
  assert.ok(found.includes("default-moves | SMTP_HOST_PORT | 25 | 587 | SMTP_HOST_PORT=25"), found.join("\n"));
  assert.ok(
    found.includes(
      "default-moves | MAILER_EMAIL | hello@plausible.local | plausible@stats.blumenhof.example | MAILER_EMAIL=hello@plausible.local",
    ),
    found.join("\n"),
  );
  assert.ok(found.includes("delivery | mxLookup | true | false | -"), found.join("\n"));
});

test("2.1.4 to 2.1.5: a flag that flips, words that are refused, a reason in the log", () => {
  const found = changes("2.1.4", "2.1.5", { SMTP_HOST_ADDR: "smtp.blumenhof.example", SMTP_HOST_SSL_ENABLED: "no" });
  assert.ok(found.includes("flag-flips | SMTP_HOST_SSL_ENABLED | on | off | SMTP_HOST_SSL_ENABLED=true"), found.join("\n"));
  assert.ok(found.includes("delivery | tls | implicit | starttls-if-offered | -"), found.join("\n"));
  assert.ok(found.includes("log | - | without-reason | with-reason | -"), found.join("\n"));
  const refused = changes("2.1.4", "2.1.5", { SMTP_HOST_ADDR: "smtp.blumenhof.example", SMTP_HOST_SSL_ENABLED: "tls" });
  assert.match(
    refused[0] ?? "",
    /^boot-refused \| SMTP_HOST_SSL_ENABLED \| - \| \*\* \(ArgumentError\) Invalid boolean value: "tls"/,
  );
});

test("an adapter that goes takes its variables along, and is named once", () => {
  const settings = { MAILER_ADAPTER: "Bamboo.SMTPAdapter", SMTP_RETRIES: "3", SMTP_HOST_ADDR: "smtp.blumenhof.example" };
  const found = changes("3.2.1", "master", settings);
  assert.equal(found[0], "adapter-gone | MAILER_ADAPTER | Bamboo.SMTPAdapter | Bamboo.Mua | MAILER_ADAPTER=Bamboo.Mua");
  assert.ok(found.includes("no-longer-read | SMTP_RETRIES | - | - | "), found.join("\n"));
  assert.ok(!found.some((line) => line.startsWith("boot-refused")));
  assert.ok(!found.some((line) => line.includes("MAILER_EMAIL")), "where one release refuses, its default is still known");
});

test("the default adapter and the relay that nobody wrote move from 2.1.1 to 2.1.2", () => {
  const found = changes("2.1.1", "2.1.2", { MAILER_EMAIL: "a@b.example" });
  assert.ok(
    found.some((line) => line.startsWith("default-moves | MAILER_ADAPTER | Bamboo.SMTPAdapter | Bamboo.Mua")),
    found.join("\n"),
  );
  assert.ok(
    found.some((line) => line.startsWith("default-moves | SMTP_HOST_ADDR | mail | -")),
    found.join("\n"),
  );
});

test("every pair of releases has an answer", () => {
  const box = { SMTP_HOST_SSL_ENABLED: "tls", SMTP_HOST_ADDR: "x", MAILER_ADAPTER: "Bamboo.SMTPAdapter", LOG_LEVEL: "debug" };
  for (const from of releases) for (const to of releases) changes(from.name, to.name, box);
});
