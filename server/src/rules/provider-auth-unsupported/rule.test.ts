import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { providerAuthUnsupported } from "./rule.js";

testReadme(providerAuthUnsupported, import.meta.url);

const severityOf = (host: string, ...more: string[]) =>
  lintFor("provider-auth-unsupported", { "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, ...more]) })[0]?.split(" ")[0];
const login = ["SMTP_USER_NAME=stats@example.org", "SMTP_USER_PWD"];

test("by provider, and by whose account it is", () => {
  assert.equal(severityOf("smtp-mail.outlook.com", ...login), "warning");
  assert.equal(severityOf("smtp.office365.com", ...login), "info");
  assert.equal(severityOf("smtp.office365.com", "SMTP_USER_NAME=ann@hotmail.com", "SMTP_USER_PWD"), "warning");
  assert.equal(severityOf("smtp.gmail.com", ...login), undefined);
  assert.equal(severityOf("smtp.zoo.example", "SMTP_USER_NAME=ann@outlook.com", "SMTP_USER_PWD"), undefined);
});

test("missing credentials would not help where none are taken", () => {
  const files = { "compose.yml": composeFile(["MAILER_EMAIL=a@outlook.com", "SMTP_HOST_ADDR=smtp-mail.outlook.com"]) };
  assert.deepEqual(lint(files), ['warning provider-auth-unsupported "smtp-mail.outlook.com"']);
  assert.equal(severityOf("smtp.office365.com"), undefined);
});

test("is silent where the relay is not used, or not known", () => {
  assert.equal(severityOf("smtp-mail.outlook.com", "MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY"), undefined);
  assert.equal(severityOf("smtp-mail.outlook.com", "EXTRA_CONFIG_PATH=/x.exs"), undefined);
  assert.equal(severityOf("${HOST}"), undefined);
});
