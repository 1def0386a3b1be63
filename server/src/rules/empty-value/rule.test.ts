import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { emptyValue } from "./rule.js";

testReadme(emptyValue, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];

function found(release: string, environment: readonly string[]): string[] {
  const image = release === "2.0.0" ? "plausible/analytics:v2.0.0" : `ghcr.io/plausible/community-edition:v${release}`;
  return lint({ "compose.yml": composeFile(environment, image) }).filter((line) => line.includes("empty-value"));
}

test("the severity follows from what the empty text does", () => {
  const flag = "SMTP_HOST_SSL_ENABLED=";
  assert.deepEqual(found("3.2.1", [...relay, flag]), [`error empty-value "${flag}"`]);
  assert.deepEqual(found("2.1.4", [...relay, flag]), [`error empty-value "${flag}"`]);
  assert.deepEqual(found("2.1.4", [...relay, "SMTP_HOST_PORT=465", flag]), [`info empty-value "${flag}"`]);
  assert.deepEqual(found("2.0.0", [...relay, "SMTP_HOST_PORT=587", flag]), [`info empty-value "${flag}"`]);
  assert.deepEqual(found("2.1.1", ["MAILER_ADAPTER=Bamboo.Mua", ...relay, flag]), []);
  assert.deepEqual(found("3.2.1", ["MAILER_NAME=", ...relay]), []);
  assert.deepEqual(found("3.2.1", ["SMTP_MIDDLEBOX_COMP_MODE=", ...relay]), ['error empty-value "SMTP_MIDDLEBOX_COMP_MODE="']);
  assert.deepEqual(found("2.0.0", ["SMTP_MX_LOOKUPS_ENABLED=", ...relay]), ['warning empty-value "SMTP_MX_LOOKUPS_ENABLED="']);
});

test("leaves empty credentials to empty-credentials", () => {
  assert.deepEqual(found("3.2.1", ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=", "SMTP_USER_PWD="]), []);
});

test("the empty one speaks, and no rule about its content", () => {
  const environment = ["MAILER_ADAPTER=", ...relay];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['error empty-value "MAILER_ADAPTER="']);
});

test("a name that nothing sets is not empty", () => {
  assert.deepEqual(found("3.2.1", [...relay, "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED=${TLS}"]), []);
});

test("the port without a relay is not read", () => {
  assert.deepEqual(found("3.2.1", ["SMTP_HOST_PORT="]), []);
  assert.deepEqual(found("3.2.1", ["SMTP_HOST_ADDR", "SMTP_HOST_PORT="]), ['warning empty-value "SMTP_HOST_PORT="']);
});

test("keys of an API adapter", () => {
  assert.deepEqual(found("3.2.1", ["MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY="]), [
    'error empty-value "POSTMARK_API_KEY="',
  ]);
  assert.deepEqual(found("3.2.1", ["POSTMARK_API_KEY=", ...relay]), []);
});

test("what an unknown adapter may not read is not judged", () => {
  const adapter = "MAILER_ADAPTER=${ADAPTER}";
  assert.deepEqual(found("3.2.1", [adapter, "SMTP_HOST_ADDR=", "POSTMARK_API_KEY=", "SMTP_HOST_PORT="]), []);
  assert.deepEqual(found("3.2.1", [adapter, "MAILER_EMAIL="]), ['warning empty-value "MAILER_EMAIL="']);
});
