import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { senderNotAllowed } from "./rule.js";

testReadme(senderNotAllowed, import.meta.url);

function severityOf(host: string, login: string, sender: string): string | undefined {
  const environment = [`SMTP_HOST_ADDR=${host}`, `SMTP_USER_NAME=${login}`, "SMTP_USER_PWD", `MAILER_EMAIL=${sender}`];
  return lintFor("sender-not-allowed", { "compose.yml": composeFile(environment) })[0]?.split(" ")[0];
}

test("the login itself", () => {
  assert.equal(severityOf("smtp.163.com", "a@163.com", "b@163.com"), "warning");
  assert.equal(severityOf("smtp.163.com", "a@163.com", "A@163.com"), undefined);
  // One page of a third party says so.
  assert.equal(severityOf("smtpdm.aliyun.com", "a@example.com", "b@example.com"), "hint");
});

test("the login's domain, or an alias", () => {
  assert.equal(severityOf("smtp.ionos.de", "a@example.com", "b@example.com"), undefined);
  assert.equal(severityOf("smtp.ionos.de", "a@example.com", "b@example.org"), "warning");
  assert.equal(severityOf("smtp.gmail.com", "a@example.com", "b@example.com"), undefined);
  assert.equal(severityOf("smtp.gmail.com", "a@gmail.com", "b@example.com"), "info");
});

test("is silent where nothing is known", () => {
  assert.equal(severityOf("smtp.qq.com", "10001", "b@example.com"), undefined);
  assert.equal(severityOf("smtp.qq.com", "${LOGIN}", "b@example.com"), undefined);
  assert.equal(severityOf("smtp.qq.com", "a@qq.com", "${SENDER}"), undefined);
  assert.equal(severityOf("smtp.sendgrid.net", "a@example.com", "b@example.org"), undefined);
  assert.equal(severityOf("mail.zoo.example", "a@example.com", "b@example.org"), undefined);
});
