import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { noRelay } from "./rule.js";

testReadme(noRelay, import.meta.url);

test("information where there is nothing of mail, a warning where there is", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["BASE_URL=https://a.example.com"]) }), ['info no-relay "plausible"']);
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["SMTP_HOST_PORT=587"]) }), ['warning no-relay "587"']);
  assert.deepEqual(lint({ "compose.yml": composeFile(["MAILER_EMAIL=a@example.com"]) }), ['warning no-relay "plausible"']);
});

test("is silent while the relay may come from elsewhere", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR"]) }), []);
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["SMTP_HOST_ADDR=${MAIL_HOST}"]) }), []);
  assert.deepEqual(
    lintFor("no-relay", { "compose.yml": composeFile(["A=b"], undefined, "    env_file: plausible-conf.env\n") }),
    [],
  );
  assert.deepEqual(lint({ "compose.yml": composeFile(["EXTRA_CONFIG_PATH=/extra.exs"]) }), []);
});

test("SMTPAdapter has a relay without being told", () => {
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["A=b"], "plausible/analytics:v2.0.0") }), []);
});
