import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
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
    "授权码",
    "邮箱授权码",
    "SMTP密码",
    "password",
    "secret_key",
    "**key of the account**",
    "{replace-me}",
    "[your-password]",
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
    "passwords",
    "授权码7x",
    "my{replace}",
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

test("the keys and the address that the boot needs", () => {
  const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=ada", "SMTP_USER_PWD", "MAILER_EMAIL=ada@zoo.example"];
  const all = (item: string) => lintFor("placeholder-value", { "compose.yml": composeFile([`'${item}'`, ...relay]) });
  for (const item of [
    "SECRET_KEY_BASE=changeme",
    "SECRET_KEY_BASE=your-very-long-secret-key-with-more-than-64-characters-in-it-please-do",
    "SECRET_KEY_BASE=REPLACE_WITH_THE_OUTPUT_OF_OPENSSL",
    "TOTP_VAULT_KEY=secret_key",
    "BASE_URL=replace-me",
    "BASE_URL=https://your-domain.com",
    "BASE_URL=https://<your domain>/",
  ]) {
    const [name = "", value] = item.split(/=(.*)/s);
    assert.deepEqual(all(item), [`warning placeholder-value "${value}"`], name);
  }
  for (const item of [
    "BASE_URL=https://stats.zoo.example",
    "BASE_URL=https://stats.example.com",
    "BASE_URL=https://{{ domain }}",
    `SECRET_KEY_BASE=${"Zm9v".repeat(16)}`,
    "SECRET_KEY_BASE={{ key }}",
  ]) {
    assert.equal(all(item).filter((text) => text.includes("placeholder-value")).length, 0, item);
  }
});

test("of a key it says whether the boot is refused, and never shows it", () => {
  const textOfKey = (key: string) => {
    const { findings } = analyseFiles({ "compose.yml": composeFile([`SECRET_KEY_BASE=${key}`]) });
    const own = findings.find(({ rule }) => rule === "placeholder-value");
    return own === undefined ? "" : textOf(own.message, "en");
  };
  assert.match(textOfKey("changeme"), /refuses to start/);
  const long = "changeme-".repeat(9);
  assert.match(textOfKey(long), /can sign in/);
  assert.ok(!textOfKey(long).includes("changeme"));
});

test("a new key is offered for the keys alone, and no edit has one", () => {
  const items = [
    "BASE_URL=https://stats.zoo.example",
    "SECRET_KEY_BASE=changeme",
    "TOTP_VAULT_KEY=changeme",
    "SMTP_USER_PWD=changeme",
  ];
  const found = analyseFiles({ "compose.yml": composeFile(items) }).findings.filter(({ rule }) => rule === "placeholder-value");
  const offered = found.map(({ variable, fixes }) => [variable, fixes.map(({ freshKey }) => freshKey?.bytes)]);
  assert.deepEqual(offered, [
    ["SECRET_KEY_BASE", [48]],
    ["TOTP_VAULT_KEY", [32]],
    ["SMTP_USER_PWD", []],
  ]);
  for (const { fixes } of found) for (const fix of fixes) assert.deepEqual([fix.edits, fix.automatic], [[], false]);
});
