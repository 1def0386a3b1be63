import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { missingApiKey } from "./rule.js";

testReadme(missingApiKey, import.meta.url);

const found = (...environment: string[]) => lintFor("missing-api-key", { "compose.yml": composeFile(environment) });

test("unknown is not missing, and an empty key is another rule's", () => {
  for (const item of ["POSTMARK_API_KEY", "POSTMARK_API_KEY=${KEY}", "POSTMARK_API_KEY=", "POSTMARK_API_KEY=k"]) {
    assert.deepEqual(found("MAILER_ADAPTER=Bamboo.PostmarkAdapter", item), [], item);
  }
  assert.deepEqual(found("MAILER_ADAPTER=${ADAPTER}", "SENDGRID_API_KEY=k"), []);
});

test("a key beside a relay is left over, not wanted", () => {
  assert.deepEqual(found("SMTP_HOST_ADDR=smtp.sendgrid.net", "SENDGRID_API_KEY=k"), []);
  assert.deepEqual(found("EXTRA_CONFIG_PATH=/extra.exs", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
});

test("the adapter whose key is there is offered first", () => {
  const compose = composeFile(["MAILER_ADAPTER=Bamboo.MailgunAdapter", "SENDGRID_API_KEY=k"]);
  const [finding] = analyseFiles({ "compose.yml": compose }).findings.filter(({ rule }) => rule === "missing-api-key");
  const titles = finding?.fixes.map(({ title }) => textOf(title, "en"));
  assert.deepEqual(titles, [
    "Set `MAILER_ADAPTER` to `Bamboo.SendGridAdapter`",
    "Add `MAILGUN_API_KEY`, `MAILGUN_DOMAIN` here and to a new `.env`",
  ]);
});
