import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { placeholderValue } from "./rule.js";

testReadme(placeholderValue, import.meta.url);

const found = (item: string, ...more: string[]) =>
  lintFor("placeholder-value", { "compose.yml": composeFile([`'${item}'`, ...more]) }).length;

test("tells what waits for a person from what a program fills in", () => {
  for (const text of [
    "changeme",
    "changeme123",
    "replace-me",
    "REPLACE_ME",
    "you_must_change_this_value",
    "insert-the-password",
    "your-password",
    "yourpassword",
    "YOUR_SMTP_USER_PWD",
    "my-secret-password",
    "<password>",
    "xxx",
    "SG.xxxxxxxxxxxx",
    "SG.your-api-key",
    "re_your_key",
    "你的授权码",
    "请填写密码",
  ]) {
    assert.equal(found(`SMTP_USER_PWD=${text}`), 1, text);
  }
  for (const text of [
    "{{ smtp_password }}",
    "{smtp_password}",
    "#{SmtpPassword}#",
    "(smtp_password)",
    "%SMTP_PASSWORD%",
    "__PASSWORD__",
    "ENC[AES256_GCM,data:c2VjcmV0,type:str]",
    "op://home/mail/password",
    "s3cret",
    "exchange-me-not",
    "SG.kXxX9xxq",
  ]) {
    assert.equal(found(`SMTP_USER_PWD=${text}`), 0, text);
  }
});

test("hosts that only examples have", () => {
  for (const host of [
    "smtp.example.com",
    "mail.example.org.",
    "MAIL.EXAMPLE.NET",
    "example.com",
    "smtp.example.co.uk",
    "smtp.beispiel.de",
    "smtp.yourdomain.com",
    "mail.your-domain.de",
    "smtp.your-provider.com",
    "smtp.youremailprovider.com",
    "smtp.mydomain.com",
    "mail.domain.tld",
    "smtp.provider.com",
    "smtp.host.com",
    "smtp.mailserver.com",
    "smtp.xxx.com",
    "smtp://smtp.example.com:587",
  ]) {
    assert.equal(found(`SMTP_HOST_ADDR=${host}`), 1, host);
  }
  for (const host of [
    "smtp.zoo.example",
    "mail.your-server.de",
    "www123.your-server.de",
    "smtp.yourhosting.nl",
    "smtp.domain.com",
    "mail.example-shop.com",
    "smtp.beispielhaft.de",
    "mail.myserver.net",
    "my-mail-server",
    "mail.server.lan",
    "smtp.mail.com",
    "mail.stars.xxx",
    "yourself.mail.net",
  ]) {
    assert.equal(found(`SMTP_HOST_ADDR=${host}`), 0, host);
  }
});

test("logins and senders: an address of a domain that speaks to the reader", () => {
  assert.equal(found("SMTP_USER_NAME=postmaster@yourdomain.com"), 1);
  assert.equal(found("MAILER_EMAIL=hello@your-domain.com"), 1);
  assert.equal(found("MAILER_EMAIL=your-email@gmail.com"), 1);
  // Whether a mail server takes that sender is not known.
  assert.equal(found("MAILER_EMAIL=plausible@example.com"), 0);
  assert.equal(found("MAILER_EMAIL=stats@your-server.de"), 0);
  assert.equal(found("MAILER_NAME=My Mail Server"), 0);
  assert.equal(found("MAILER_NAME=changeme"), 1);
  const mailgun = ["MAILER_ADAPTER=Bamboo.MailgunAdapter", "MAILGUN_API_KEY"];
  assert.equal(found("MAILGUN_DOMAIN=mg.yourdomain.com", ...mailgun), 1);
  assert.equal(found("MAILGUN_DOMAIN=mg.example.com", ...mailgun), 0);
});

test("a name that the project itself gives is none", () => {
  const more = "  relay:\n    image: boky/postfix\n    hostname: mail.example.com\n";
  const files = { "compose.yml": composeFile(["SMTP_HOST_ADDR=mail.example.com"], undefined, more) };
  assert.deepEqual(lintFor("placeholder-value", files), []);
});

test("nothing else is said of a relay that is still to be written", () => {
  const files = { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.example.com", "SMTP_HOST_PORT=25"]) };
  assert.deepEqual(lint(files), ['warning placeholder-value "smtp.example.com"']);
});
