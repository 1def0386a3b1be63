import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { halfCredentials } from "./rule.js";

testReadme(halfCredentials, import.meta.url);

test("each adapter takes it in its own way", () => {
  const of = (image: string, ...more: string[]) =>
    lint({
      "compose.yml": composeFile(
        [...more, "MAILER_EMAIL=a@example.com", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster"],
        image,
      ),
    });
  const boot = ['error half-credentials "postmaster"'];
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v2.1.2", "SMTP_HOST_ADDR=smtp.zoo.example"), boot);
  // The boot stops without a relay too; that it is missing is said beside it.
  assert.ok(of("ghcr.io/plausible/community-edition:v3.2.1").includes('error half-credentials "postmaster"'));
  const early = "ghcr.io/plausible/community-edition:v2.1.1";
  assert.deepEqual(of(early, "MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=smtp.zoo.example"), boot);
  assert.ok(!of(early, "MAILER_ADAPTER=Bamboo.Mua").some((line) => line.includes("half-credentials")));
  assert.deepEqual(of("plausible/analytics:v2.0.0", "SMTP_HOST_ADDR=smtp.zoo.example"), [
    'warning half-credentials "postmaster"',
  ]);
});

test("is silent while the other half is unknown", () => {
  assert.deepEqual(
    lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD"]) }),
    [],
  );
  assert.deepEqual(
    lintFor("half-credentials", {
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD=${X}"]),
    }),
    [],
  );
});

test("EXTRA_CONFIG_PATH comes too late for what stops the boot", () => {
  const environment = ["EXTRA_CONFIG_PATH=/extra.exs", "SMTP_USER_NAME=postmaster"];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['error half-credentials "postmaster"']);
});

test("never shows the password that is set", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_PWD=canary-7f3a"]);
  for (const { message, related, fixes } of analyseFiles({ "compose.yml": compose }).findings) {
    const texts = [message, ...related.map((at) => at.message), ...fixes.map(({ title }) => title)];
    for (const text of texts) assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary/);
  }
});
