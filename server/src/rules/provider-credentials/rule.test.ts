import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { providerCredentials } from "./rule.js";

testReadme(providerCredentials, import.meta.url);

const own = (host: string, user: string, ...more: string[]) =>
  lintFor("provider-credentials", {
    "compose.yml": composeFile([...more, `SMTP_HOST_ADDR=${host}`, `SMTP_USER_NAME=${user}`, "SMTP_USER_PWD"]),
  });

test("the one login of a provider", () => {
  assert.deepEqual(own("smtp.resend.com", "me"), ['warning provider-credentials "me"']);
  assert.deepEqual(own("smtp.sparkpostmail.com", "me"), ['warning provider-credentials "me"']);
  for (const [host, user] of [
    ["smtp.resend.com", "resend"],
    ["smtp.sparkpostmail.com", "SMTP_Injection:X-MSYS-SUBACCOUNT=123"],
    ["smtp.zeptomail.com", "me@example.com"],
    ["smtp.gmail.com", "me"],
  ] as const) {
    assert.deepEqual(own(host, user), []);
  }
});

test("is silent on what is not known or not read", () => {
  assert.deepEqual(own("smtp.resend.com", "${NAME}"), []);
  assert.deepEqual(own("smtp.resend.com", "your-username"), []);
  assert.deepEqual(own("smtp.resend.com", "me", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  assert.deepEqual(own("smtp.resend.com", "me", "EXTRA_CONFIG_PATH=/x.exs"), []);
});

const pair = (host: string, user: string, secret: string) =>
  lintFor("provider-credentials", {
    "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, "SMTP_USER_NAME", "SMTP_USER_PWD"]),
    ".env": `SMTP_USER_NAME=${user}\nSMTP_USER_PWD='${secret}'\n`,
  });

const uuid = "0b8f0d6e-1111-4222-8333-444455556666";
const otherUuid = "0b8f0d6e-1111-4222-8333-444455557777";

test("the shapes of passwords, and of user names of an account's own", () => {
  const ses = "email-smtp.eu-west-1.amazonaws.com";
  for (const [host, user, secret, count] of [
    ["smtp.gmail.com", "a@example.com", "abcdefghijklmnop", 0],
    ["smtp.gmail.com", "a@example.com", "abcd efgh ijkl mnop", 0],
    ["smtp.gmail.com", "a@example.com", "MyOwnPassword1", 1],
    [ses, "AKIAIOSFODNN7EXAMPLE", "B".repeat(44), 0],
    [ses, "AKIAIOSFODNN7EXAMPLE", "w".repeat(40), 1],
    [ses, "stats@example.com", "B".repeat(44), 1],
    ["smtp.sendgrid.net", "apikey", "SG.abc.def", 0],
    ["smtp.sendgrid.net", "apikey", "my-account", 1],
    ["smtp.resend.com", "resend", "re_abc", 0],
    ["smtp.resend.com", "resend", "abc", 1],
    ["smtp.eu.mailgun.org", "postmaster@mg.zoo.example", "0123", 0],
    ["smtp.mailgun.org", "postmaster", "0123", 1],
    ["smtp.mailgun.org", "postmaster@mg.zoo.example", `key-${"0".repeat(32)}`, 1],
    ["smtp.postmarkapp.com", uuid, uuid, 0],
    ["smtp.postmarkapp.com", uuid, otherUuid, 1],
    ["smtp.postmarkapp.com", "PM-T-outbound-abc", "def", 0],
    ["smtp.postmarkapp.com", "stats@example.com", uuid, 1],
    ["smtp-relay.brevo.com", "a@example.com", "xsmtpsib-1", 0],
    ["smtp-relay.brevo.com", "a@example.com", "xkeysib-1", 1],
    ["in-v3.mailjet.com", "a@example.com", "b", 1],
    ["in-v3.mailjet.com", "0123456789abcdef", "b", 0],
    ["smtp.tem.scaleway.com", uuid, "b", 0],
    ["smtp.tem.scaleway.com", "a@example.com", "b", 1],
    ["smtp.mailersend.net", "MS_abc@zoo.example", "b", 0],
    ["smtp.mailersend.net", "a@zoo.example", "b", 1],
    ["smtp.qq.com", "1234@qq.com", "abcdefghijklmnop", 0],
    ["smtp.qq.com", "1234@qq.com", "s3cret", 1],
    // Of these nothing is known.
    ["smtp.zoo.example", "a", "b", 0],
    ["smtp.fastmail.com", "a@example.com", "b", 0],
  ] as const) {
    assert.equal(pair(host, user, secret).length, count, `${host} ${user} ${secret}`);
  }
});

test("what is wrong with the text itself comes first", () => {
  const found = (item: string) =>
    lintFor("provider-credentials", {
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.sendgrid.net", "SMTP_USER_NAME=apikey", item]),
    });
  assert.deepEqual(found('SMTP_USER_PWD="SG.abc.def"'), []);
  assert.deepEqual(found("SMTP_USER_PWD=your-api-key"), []);
  assert.deepEqual(found("SMTP_USER_PWD=${KEY}"), []);
  assert.deepEqual(found("SMTP_USER_PWD="), []);
});

test("no message shows the password", () => {
  const files = {
    "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.sendgrid.net", "SMTP_USER_NAME=apikey", "SMTP_USER_PWD=canary-9"]),
  };
  for (const { message, fixes } of analyseFiles(files).findings) {
    for (const text of [message, ...fixes.map(({ title }) => title)]) assert.doesNotMatch(textOf(text, "en"), /canary/);
  }
});
