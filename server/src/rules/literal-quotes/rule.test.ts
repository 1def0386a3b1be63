import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { literalQuotes } from "./rule.js";

testReadme(literalQuotes, import.meta.url);

test("stands before every rule about the content", () => {
  const environment = [
    'MAILER_ADAPTER="smtp"',
    "SMTP_HOST_ADDR=smtp.zoo.example",
    "SMTP_HOST_PORT='abc'",
    'SMTP_HOST_SSL_ENABLED=""',
    "SMTP_USER_NAME=a",
    "SMTP_USER_PWD",
  ];
  const found = lint({ "compose.yml": composeFile(environment) });
  assert.deepEqual(found, ['error literal-quotes "\\"smtp\\""']);
  const withAdapter = lint({ "compose.yml": composeFile(environment.slice(1)) });
  assert.deepEqual(withAdapter, ["error literal-quotes \"'abc'\"", 'error literal-quotes "\\"\\""']);
});

test("the quotes are there whatever the name in them gives", () => {
  const environment = ['SMTP_HOST_ADDR="${MAIL_HOST}"', "SMTP_USER_NAME=a", "SMTP_USER_PWD"];
  const found = lintFor("literal-quotes", { "compose.yml": composeFile(environment) });
  assert.deepEqual(found, ['error literal-quotes "\\"${MAIL_HOST}\\""']);
});

test("one quote, or quotes within, may well be meant", () => {
  for (const value of ['"half', "it's", 'a"b"c']) {
    assert.deepEqual(
      lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", `SMTP_USER_NAME=${value}`, "SMTP_USER_PWD"]) }),
      [],
      value,
    );
  }
});

test("never shows a password, wherever its quotes come from", () => {
  const list = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a", 'SMTP_USER_PWD="canary-7f3a"']);
  const map =
    "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_USER_NAME: a\n      SMTP_USER_PWD: '\"canary-7f3a\"'\n";
  const bare = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a", "SMTP_USER_PWD"]);
  const env = `SMTP_USER_PWD='"canary-7f3a"'\n`;
  for (const files of [{ "compose.yml": list }, { "compose.yml": map }, { "compose.yml": bare, ".env": env }]) {
    const findings = analyseFiles(files).findings.filter(({ rule }) => rule === literalQuotes.meta.id);
    assert.equal(findings.length, 1);
    for (const { message, related, fixes } of findings) {
      assert.equal(fixes.length, 1);
      const texts = [message, ...related.map((at) => at.message), ...fixes.map(({ title }) => title)];
      for (const text of texts) assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary/);
    }
  }
});
