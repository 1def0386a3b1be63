import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";

const shared = (second: string, name = "mail.env") => ({
  "compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: ${name}
  second:
    image: ${second}
    env_file: ${name}
  third:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.example.com
`,
  [name]: "MAILGUN_API_KEY=k3y-of-somebody\n",
});

const fixesOf = (files: Readonly<Record<string, string>>) =>
  analyseFiles(files)
    .findings.filter(({ rule }) => rule === "missing-api-key")
    .flatMap(({ fixes }) => fixes);

test("a fix in a shared env file suits every service that reads it", () => {
  for (const name of ["mail.env", "mail.yml"]) {
    const writes = (image: string) =>
      fixesOf(shared(image, name)).some(({ edits }) => edits.some(({ file }) => file.endsWith(name)));
    assert.equal(writes("ghcr.io/plausible/community-edition:v3.2.1"), true);
    assert.equal(writes("plausible/analytics:v1.0.0"), false, "1.0.0 knows no MailgunAdapter, and would not boot");
  }
});

test("so does one in an entry that services of other releases share by an anchor, or take from .env", () => {
  const relay = ["SMTP_HOST_ADDR: smtp.fastmail.com", "SMTP_HOST_PORT: 587", "SMTP_USER_NAME: a@zoo.example", "SMTP_USER_PWD: x"];
  const mail = (first: string) => [first, "MAILER_EMAIL: a@zoo.example", ...relay].map((line) => `  ${line}\n`).join("");
  const service = (name: string, image: string, own = "") =>
    `  ${name}:\n    image: ${image}\n    environment:\n      <<: *mail\n${own}      BASE_URL: https://${name}.zoo.example\n      SECRET_KEY_BASE: ${"k".repeat(64)}\n`;
  const current = "ghcr.io/plausible/community-edition:v3.2.1";
  const titles = (old: string, first = "MAILER_ADAPTER: Bamboo.SMTPAdapter", own = "") =>
    analyseFiles({
      "compose.yml": `x-mail: &mail\n${mail(first)}services:\n${service("new", current)}${service("old", old, own)}`,
      ".env": "ADAPTER=Bamboo.SMTPAdapter\n",
    })
      .findings.filter(({ rule }) => rule === "tls-impossible")
      .map(({ fixes }) => fixes.length);
  assert.deepEqual(titles("plausible/analytics:v2.0.0"), [0], "2.0.0 knows no Mua, and would not boot");
  assert.deepEqual(titles("plausible/analytics:v2.0.0", "MAILER_ADAPTER: ${ADAPTER}"), [0], "the text is that of `.env`");
  assert.deepEqual(titles("ghcr.io/plausible/community-edition:v3.1.0"), [1], "a release that knows it");
  const own = "      MAILER_ADAPTER: Bamboo.SMTPAdapter\n";
  assert.deepEqual(titles("plausible/analytics:v2.0.0", undefined, own), [1], "it has an entry of its own");
});

test("a flag that services share is not set for one of them where another one has the port that needs it", () => {
  const compose = (own: string) => `services:
  one:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment: &mail
      MAILER_EMAIL: a@zoo.example
      SMTP_HOST_ADDR: smtp.zoo.example
      SMTP_HOST_PORT: 587
      SMTP_HOST_SSL_ENABLED: "true"
      SMTP_USER_NAME: a@zoo.example
      SMTP_USER_PWD: x
  two:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      <<: *mail
${own}`;
  const fixes = (own: string) =>
    analyseFiles({ "compose.yml": compose(own) })
      .findings.filter(({ rule }) => rule === "tls-port-mismatch")
      .map(({ fixes: offered }) => offered.map(({ edits }) => edits.map(({ newText }) => newText).join()));
  assert.deepEqual(fixes("      SMTP_HOST_PORT: 465\n"), [["465"]]);
  assert.deepEqual(fixes(""), [["false", "465"]]);
});
