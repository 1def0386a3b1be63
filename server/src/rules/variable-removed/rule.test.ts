import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { variableRemoved } from "./rule.js";

testReadme(variableRemoved, import.meta.url);

function found(image: string, ...environment: string[]): string[] {
  return lintFor("variable-removed", { "compose.yml": composeFile(environment, image) });
}

const current = "ghcr.io/plausible/community-edition:v3.2.1";

test("by release", () => {
  assert.deepEqual(found(current, "CRON_ENABLED=true"), ['warning variable-removed "CRON_ENABLED"']);
  assert.deepEqual(found("plausible/analytics:v1.1.1", "CRON_ENABLED=true"), []);
  // Another adapter of this release still reads it.
  assert.deepEqual(found(current, "SMTP_RETRIES=3"), []);
});

test("is silent for what may be unset or may be read after all", () => {
  assert.deepEqual(found(current, "CRON_ENABLED"), []);
  assert.deepEqual(found(current, "CRON_ENABLED="), []);
  assert.deepEqual(found(current, "CRON_ENABLED=true", "EXTRA_CONFIG_PATH=/e.exs"), []);
});
