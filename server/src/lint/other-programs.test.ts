import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";

const key = "k".repeat(64);
const mail = ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED", "SMTP_USER_NAME", "SMTP_USER_PWD"];
const values = ["smtp.eu.mailgun.org", "587", "true", "stats@zoo.example", "k7Gh2pQz"];
const lines = mail.map((name, at) => `${name}=${values[at] ?? ""}\n`).join("");

const plausible = (more: string) => `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
${more}`;
const own = `      BASE_URL: https://stats.zoo.example\n      SECRET_KEY_BASE: ${key}\n`;
const withEnvFile = `    env_file: mail.env\n    environment:\n${own}`;

/** Whether the fix of the flag that does not suit the port is applied unasked; undefined: there is none. */
const isUnasked = (files: Readonly<Record<string, string>>, rule = "tls-port-mismatch") =>
  analyseFiles(files)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ fixes }) => fixes[0]?.automatic)[0];

test("a fix in an env file that another program reads too is not applied unasked", () => {
  const beside = (image: string) => ({
    "compose.yml": `${plausible(withEnvFile)}  other:\n    image: ${image}\n    env_file: mail.env\n`,
    "mail.env": lines,
  });
  assert.equal(isUnasked({ "compose.yml": plausible(withEnvFile), "mail.env": lines }), true);
  assert.equal(isUnasked(beside("papercups/papercups")), false);
  assert.equal(isUnasked(beside("postgres:16-alpine")), true, "a database reads none of it");
});

test("nor one in an entry that it has by an anchor, unless it has one of its own", () => {
  const shared = mail.map((name, at) => `  ${name}: "${values[at] ?? ""}"\n`).join("");
  const compose = (more: string) =>
    `x-mail: &mail\n${shared}${plausible(`    environment:\n      <<: *mail\n${own}`)}  other:\n    image: papercups/papercups\n    environment:\n      <<: *mail\n${more}`;
  assert.equal(isUnasked({ "compose.yml": compose("") }), false);
  assert.equal(isUnasked({ "compose.yml": compose('      SMTP_HOST_SSL_ENABLED: "true"\n') }), true);
});

test("nor one in a line of .env that it uses, under whatever name", () => {
  const bare = mail.map((name) => `      ${name}:\n`).join("");
  const files = (entry: string) => ({
    "compose.yml": `${plausible(`    environment:\n${own}${bare}`)}  other:\n    image: grafana/grafana\n    environment:\n      ${entry}\n`,
    ".env": lines,
  });
  assert.equal(isUnasked(files("GF_SMTP_STARTTLS: ${SMTP_HOST_SSL_ENABLED}")), false);
  assert.equal(isUnasked(files("MAIL_URL: smtp://${SMTP_HOST_ADDR}?ssl=${SMTP_HOST_SSL_ENABLED:-no}")), false);
  assert.equal(isUnasked(files("GF_SMTP_USER: ${SMTP_USER_NAME}")), true);
});

test("nor one in a text from which another setting takes its value", () => {
  const files = (own: string, verification: string) => ({
    "compose.yml": plausible(`    environment:
${own}      SMTP_HOST_ADDR: smtp.eu.mailgun.org
      SMTP_HOST_PORT: 587
      SMTP_HOST_SSL_ENABLED: &flag "true"
      SMTP_USER_NAME: stats@zoo.example
      SMTP_USER_PWD: k7Gh2pQz
      ENABLE_EMAIL_VERIFICATION: ${verification}
`),
  });
  assert.equal(isUnasked(files(own, '"true"')), true);
  assert.equal(isUnasked(files(own, "*flag")), false);
});

test("what mends how a value is written suits whoever reads it", () => {
  const files = {
    "compose.yml": `${plausible(withEnvFile)}  other:\n    image: papercups/papercups\n    env_file: mail.env\n`,
    "mail.env": "SMTP_HOST_ADDR=smtp.eu.mailgun.org\nSMTP_USER_NAME=stats@zoo.example\nSMTP_USER_PWD=k7Gh #2pQz\n",
  };
  assert.equal(isUnasked(files, "hash-truncation"), true);
});
