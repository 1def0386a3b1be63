import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { providerRegion } from "./rule.js";

testReadme(providerRegion, import.meta.url);

function found(...environment: string[]): string[] {
  return lintFor("provider-region", { "compose.yml": composeFile(environment) });
}

const mailgun = ["MAILER_ADAPTER=Bamboo.MailgunAdapter", "MAILGUN_API_KEY"];

test("regions that exist, and that do not", () => {
  for (const host of ["email-smtp.us-east-1.amazonaws.com", "smtp.zoho.com.au", "smtppro.zoho.in", "smtp.zoho.uk"]) {
    assert.deepEqual(found(`SMTP_HOST_ADDR=${host}`), [], host);
  }
  for (const host of ["email-smtp.frankfurt.amazonaws.com", "smtp.zoho.de", "smtppro.zoho.fr"]) {
    assert.deepEqual(found(`SMTP_HOST_ADDR=${host}`), [`warning provider-region ${JSON.stringify(host)}`]);
  }
});

test("what is near to no region is left to the user", () => {
  const files = { "compose.yml": composeFile(["SMTP_HOST_ADDR=email-smtp.frankfurt.amazonaws.com"]) };
  const finding = analyseFiles(files).findings.find(({ rule }) => rule === "provider-region");
  assert.ok(finding);
  assert.deepEqual(finding.fixes, []);
  assert.match(textOf(finding.message, "en"), /as in `email-smtp\.eu-west-1\.amazonaws\.com`/);
});

test("Mailgun's API against what else is said of the region", () => {
  assert.deepEqual(found(...mailgun, "SMTP_HOST_ADDR=smtp.eu.mailgun.org"), ['warning provider-region "smtp.eu.mailgun.org"']);
  assert.deepEqual(found(...mailgun, "MAILGUN_DOMAIN=eu.example.com", "MAILGUN_BASE_URI=https://api.mailgun.net/v3"), [
    'warning provider-region "https://api.mailgun.net/v3"',
  ]);
  assert.deepEqual(found(...mailgun, "SMTP_HOST_ADDR=smtp.mailgun.org", "MAILGUN_BASE_URI=https://api.eu.mailgun.net/v3"), [
    'warning provider-region "https://api.eu.mailgun.net/v3"',
  ]);
});

test("is silent where nothing says the region", () => {
  // The ending is a country of the domain, not of the account.
  assert.deepEqual(found(...mailgun, "MAILGUN_DOMAIN=mg.example.eu"), []);
  assert.deepEqual(found(...mailgun, "MAILGUN_DOMAIN=mg.eu.example.com", "MAILGUN_BASE_URI"), []);
  assert.deepEqual(found(...mailgun, "MAILGUN_DOMAIN=mg.eu.example.com", "MAILGUN_BASE_URI=https://proxy.example.com"), []);
  assert.deepEqual(found("MAILGUN_DOMAIN=mg.eu.example.com", "MAILGUN_API_KEY"), []);
});
