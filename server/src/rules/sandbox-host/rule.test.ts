import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { sandboxHost } from "./rule.js";

testReadme(sandboxHost, import.meta.url);

function found(host: string, ...more: string[]): string[] {
  return lintFor("sandbox-host", { "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=2525", ...more]) });
}

test("both names of the sandbox", () => {
  for (const host of ["sandbox.smtp.mailtrap.io", "smtp.mailtrap.io", "Sandbox.SMTP.mailtrap.io"]) {
    assert.deepEqual(found(host), [`warning sandbox-host ${JSON.stringify(host)}`]);
  }
});

test("is silent where the adapter uses no relay", () => {
  assert.deepEqual(found("sandbox.smtp.mailtrap.io", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  assert.deepEqual(found("sandbox.smtp.mailtrap.io", "EXTRA_CONFIG_PATH=/e.exs"), []);
  assert.deepEqual(found("live.smtp.mailtrap.io"), []);
});
