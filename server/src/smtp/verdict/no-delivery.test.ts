import assert from "node:assert/strict";
import { test } from "node:test";
import { textOf } from "../../base/messages.js";
import { deliveryOf } from "../../plausible/mailer/delivery.js";
import { mailerOf } from "../../plausible/mailer/mailer.js";
import { knownRelease } from "../../plausible/tables/releases.js";
import type { BootError, Setting } from "../../plausible/types.js";
import { reportWithoutDelivery } from "./no-delivery.js";

const refused = (error: BootError, shown = (text: string) => text) =>
  reportWithoutDelivery({ outcome: "refuses-to-boot", error }, "3.2.1", shown);
const adviceOf = ({ verdict }: ReturnType<typeof reportWithoutDelivery>) => textOf(verdict.advice, "en");

test("a refused boot delivers nothing: the variable, the first line of the error, and the log", () => {
  const report = refused({ type: "RuntimeError", message: "BASE_URL is required.\nSee the docs.", variable: "BASE_URL" });
  const { wouldDeliver, cause, variable, logLine, rule, channel, secondOpinion, cure } = report.verdict;
  assert.deepEqual([wouldDeliver, cause, variable], [false, "boot-refused", "BASE_URL"]);
  assert.deepEqual([rule, channel, secondOpinion, cure], [null, null, null, null]);
  assert.match(adviceOf(report), /^Correct `BASE_URL`: Plausible 3\.2\.1 .*\nIt stops with BASE_URL is required; until/);
  assert.equal(
    logLine,
    "ERROR! Config provider Config.Reader failed with:\n** (RuntimeError) BASE_URL is required.\nSee the docs.",
  );
  assert.deepEqual(report.transcript, []);
  assert.ok(report.steps.length > 0 && report.steps.every(({ status }) => status === "skipped"));
  assert.ok(report.steps.some(({ step }) => step === "starttls"));
});

test("where no variable is known to be at fault, none is named; only the dot at the end is left out", () => {
  const report = refused({ type: "ArgumentError", message: "1.2 is odd", variable: null });
  assert.equal(report.verdict.variable, null);
  assert.match(adviceOf(report), /^Plausible 3\.2\.1 refuses .*\nIt stops with 1\.2 is odd; until/);
});

test("a container that Linux does not start has no log, and is told what to shorten", () => {
  const report = refused({ type: "E2BIG", message: "argument list too long", variable: "MAILER_NAME" });
  assert.equal(report.verdict.logLine, null);
  assert.match(adviceOf(report), /^Shorten `MAILER_NAME`: .*fails with `argument list too long`\.$/s);
});

test("a secret in the error is shown nowhere", () => {
  const error = { type: "ArgumentError", message: "invalid: rosebud", variable: "SMTP_USER_PWD" } as const;
  const report = refused(error, (text) => text.replaceAll("rosebud", "***"));
  assert.match(adviceOf(report), /It stops with invalid: \*\*\*;/);
  assert.match(report.verdict.logLine ?? "", /invalid: \*\*\*$/);
});

/** What is said where these variables are there, and nobody sees their values; null: there is something to test. */
function unseen(release: string, names: readonly string[], others: Readonly<Record<string, string>> = {}): string | null {
  const all: Readonly<Record<string, string>> = { BASE_URL: "https://a.example", SMTP_HOST_ADDR: "h.example", ...others };
  const environment = (name: string): Setting => {
    if (names.includes(name)) return { state: "unknown", present: true };
    return all[name] === undefined ? { state: "absent" } : { state: "value", value: all[name] };
  };
  const mailer = mailerOf(knownRelease(release), { environment, secretFile: () => ({ state: "absent" }) }, { mailOnly: true });
  if (deliveryOf(mailer) !== null) return null;
  const report = reportWithoutDelivery(mailer, release, (text) => text);
  assert.deepEqual([report.verdict.wouldDeliver, report.verdict.cause, report.verdict.logLine], [null, null, null]);
  return /would do depends on (.*)\.$/.exec(adviceOf(report))?.[1] ?? "";
}

test("what is not known stays open, and the names that decide are told", () => {
  const login = { SMTP_USER_NAME: "ann" };
  const genSmtp = { MAILER_ADAPTER: "Bamboo.SMTPAdapter" };
  assert.equal(unseen("3.2.1", ["MAILER_ADAPTER"]), "`MAILER_ADAPTER`");
  assert.equal(unseen("3.2.1", ["SMTP_HOST_ADDR"]), "`SMTP_HOST_ADDR`");
  assert.equal(unseen("3.2.1", ["SMTP_HOST_PORT"]), "`SMTP_HOST_PORT`");
  assert.equal(unseen("3.2.1", ["MAILER_EMAIL", "SMTP_USER_PWD"], login), "`MAILER_EMAIL`");
  assert.equal(unseen("3.2.1", ["BASE_URL"]), "`BASE_URL`"); // of which the sender is made
  assert.equal(unseen("3.1.0", ["SMTP_RETRIES", "SMTP_USER_PWD", "MAILER_NAME"], { ...login, ...genSmtp }), "`SMTP_RETRIES`");
  for (const name of ["SMTP_USER_PWD", "MAILER_NAME"])
    assert.equal(unseen("3.2.1", [name], { ...login, SMTP_USER_PWD: "rosebud" }), null, name);
});
