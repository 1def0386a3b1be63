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

test("a mail catcher of the project, where Plausible has a public address", () => {
  const of = (base: string, image: string) =>
    lintFor("sandbox-host", {
      "compose.yml": composeFile(
        [base, "SMTP_HOST_ADDR=inbox", "SMTP_HOST_PORT=1025"],
        undefined,
        `  inbox:\n    image: ${image}\n`,
      ),
    });
  for (const image of ["mailhog/mailhog", "axllent/mailpit:v1", "maildev/maildev", "sj26/mailcatcher"]) {
    assert.deepEqual(of("BASE_URL=https://stats.zoo.example", image), ['warning sandbox-host "inbox"'], image);
  }
  for (const base of ["BASE_URL=http://localhost:8000", "BASE_URL=http://192.168.1.5", "BASE_URL", "BASE_URL=http://stats.lan"]) {
    assert.deepEqual(of(base, "axllent/mailpit"), [], base);
  }
  assert.deepEqual(of("BASE_URL=https://stats.zoo.example", "boky/postfix"), []);
});
