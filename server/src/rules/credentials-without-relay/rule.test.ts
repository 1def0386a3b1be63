import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { credentialsWithoutRelay } from "./rule.js";

testReadme(credentialsWithoutRelay, import.meta.url);

const id = "credentials-without-relay";
const login = ["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD=canary-7f3a"];
const own = (environment: readonly string[], release = "3.2.1") =>
  lintFor(id, { "compose.yml": composeFile(environment, `ghcr.io/plausible/community-edition:v${release}`) });
const error = [`error ${id} "a@example.com"`];

test("Bamboo.Mua from 2.1.2 on, and it alone", () => {
  for (const release of ["2.1.2", "2.1.5", "3.2.1"]) assert.deepEqual(own(login, release), error);
  assert.deepEqual(own(["MAILER_ADAPTER=Bamboo.Mua", ...login], "2.1.1"), []);
  assert.deepEqual(own(["MAILER_ADAPTER=Bamboo.SMTPAdapter", ...login]), []);
  assert.deepEqual(own(["MAILER_ADAPTER=Bamboo.PostmarkAdapter", ...login]), []);
});

test("no-relay need not speak too", () => {
  assert.ok(!lint({ "compose.yml": composeFile(login) }).some((line) => line.includes("no-relay")));
});

test("a secret file is a password too", () => {
  const compose = `${composeFile(login.slice(0, 1))}    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD:\n    file: ./pwd.txt\n`;
  assert.deepEqual(lintFor(id, { "compose.yml": compose }), error);
});

test("rests no error on what is not known", () => {
  assert.deepEqual(own(["SMTP_HOST_ADDR", ...login]), []);
  assert.deepEqual(own(["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"]), []);
  assert.deepEqual(own(["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD=${X}"]), []);
  assert.deepEqual(own(["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD=changeme"]), []);
  assert.deepEqual(own(["EXTRA_CONFIG_PATH=/x.exs", ...login]), []);
  assert.deepEqual(own(["SMTP_USER_NAME=", "SMTP_USER_PWD="]), []);
});

test("a login that only one provider has names its host", () => {
  const compose = composeFile(["SMTP_USER_NAME=resend", "SMTP_USER_PWD=canary-7f3a"]);
  const finding = analyseFiles({ "compose.yml": compose }).findings.find(({ rule }) => rule === id);
  assert.equal(
    textOf(finding?.fixes[0]?.title ?? { template: { en: "", "zh-cn": "" }, values: {} }, "en"),
    "Add `SMTP_HOST_ADDR=smtp.resend.com`",
  );
  for (const language of ["en", "zh-cn"] as const) assert.doesNotMatch(JSON.stringify([finding?.message, language]), /canary/);
});
