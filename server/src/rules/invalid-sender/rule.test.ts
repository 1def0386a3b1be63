import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { invalidSender } from "./rule.js";

testReadme(invalidSender, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD"];

function isFound(sender: string, image?: string, more: readonly string[] = []): boolean {
  const entry = JSON.stringify(`MAILER_EMAIL=${sender}`);
  return lintFor("invalid-sender", { "compose.yml": composeFile([...relay, ...more, entry], image) }).length > 0;
}

test("what Mua cannot send from", () => {
  for (const sender of [
    "Plausible <a@example.com>",
    "a@localhost",
    "a@mail",
    "a@192.0.2.1",
    "plausible",
    "a@example.com, b@example.com",
    "a@b@example.com",
    "mailto:a@example.com",
    "a b@example.com",
    "a@bücher.example",
  ]) {
    assert.ok(isFound(sender), sender);
  }
});

test("what it can", () => {
  for (const sender of [
    "a@example.com",
    "hello@plausible.local",
    "a+b@mail.example.co.uk",
    "o'hara@example.com",
    "a@xn--bcher-kva.example",
  ]) {
    assert.ok(!isFound(sender), sender);
  }
});

test("the older adapter takes a domain without a dot", () => {
  const image = "plausible/analytics:v2.0.0";
  assert.ok(!isFound("plausible@localhost", image));
  assert.ok(!isFound("a@bücher.example", image));
  assert.ok(isFound("Plausible <a@example.com>", image));
  assert.ok(isFound("plausible", image));
});

test("is silent where the sender is unknown, a marker, or another adapter's", () => {
  assert.ok(!isFound("{{ mailer_email }}"));
  assert.ok(!isFound("${MAIL_FROM}"));
  assert.ok(!isFound("plausible", undefined, ["EXTRA_CONFIG_PATH=/extra.exs"]));
  assert.ok(!isFound("plausible", undefined, ["MAILER_ADAPTER=Bamboo.PostmarkAdapter"]));
});

test("blanks and quotes around it are other rules'", () => {
  assert.ok(!isFound(" a@example.com"));
  assert.ok(!isFound('"a@example.com"'));
});

test("the fix is what was meant", () => {
  const fixOf = (sender: string) => {
    const files = { "compose.yml": composeFile([...relay, JSON.stringify(`MAILER_EMAIL=${sender}`)]) };
    const found = analyseFiles(files).findings.find(({ rule }) => rule === "invalid-sender");
    const [first] = found?.fixes ?? [];
    return first === undefined ? null : `${textOf(first.title, "en")}${first.automatic ? "" : " ?"}`;
  };
  assert.equal(fixOf("'My Stats' <a@example.com>"), "Split into address `a@example.com` and name `My Stats`");
  assert.equal(fixOf("mailto:a@example.com"), "Set `MAILER_EMAIL` to `a@example.com`");
  assert.equal(fixOf("a@bücher.example"), "Set `MAILER_EMAIL` to `a@xn--bcher-kva.example`");
  assert.equal(fixOf("a@example.com; b@example.com"), "Set `MAILER_EMAIL` to `a@example.com` ?");
  assert.equal(fixOf("plausible"), null);
});
