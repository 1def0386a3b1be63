import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { variableTooNew } from "./rule.js";

testReadme(variableTooNew, import.meta.url);

function found(image: string, ...environment: string[]): string[] {
  return lintFor("variable-too-new", { "compose.yml": composeFile(environment, image) });
}

test("by release", () => {
  assert.deepEqual(found("plausible/analytics:v1.5.1", "MAILER_NAME=Stats"), ['warning variable-too-new "MAILER_NAME"']);
  assert.deepEqual(found("plausible/analytics:v2.0.0", "MAILER_NAME=Stats"), []);
  assert.deepEqual(found("plausible/analytics:v2.0.0", "SMTP_MIDDLEBOX_COMP_MODE=true"), [
    'warning variable-too-new "SMTP_MIDDLEBOX_COMP_MODE"',
  ]);
  assert.deepEqual(found("plausible/analytics:v1.3.0", "CONFIG_DIR=/x", "SENTRY_DSN=x"), [
    'warning variable-too-new "CONFIG_DIR"',
  ]);
});

test("is silent for what may be unset, is used elsewhere, or another adapter reads", () => {
  assert.deepEqual(found("plausible/analytics:v1.5.1", "MAILER_NAME"), []);
  assert.deepEqual(found("plausible/analytics:v1.5.1", "MAILER_NAME=${NAME}"), []);
  assert.deepEqual(found("plausible/analytics:v1.5.1", "MAILER_NAME="), []);
  assert.deepEqual(found("ghcr.io/plausible/community-edition:v2.1.1", "SMTP_RETRIES=2", "MAILER_ADAPTER=Bamboo.Mua"), []);
  assert.deepEqual(found("ghcr.io/plausible/community-edition:v2.1.1", "HTTP_PORT=80", "EXTRA_CONFIG_PATH=/e.exs"), []);
});

test("an assumed release makes it information", () => {
  assert.deepEqual(found("plausible/analytics", "MAILER_NAME=Stats"), []);
  assert.deepEqual(found("plausible/analytics:v1", "MAILER_NAME=Stats").length, 1);
});
