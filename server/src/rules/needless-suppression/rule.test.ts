import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import type { Config } from "../../lint/config.js";
import { needlessSuppression } from "./rule.js";

testReadme(needlessSuppression, import.meta.url);

const good = composeFile([
  "MAILER_EMAIL=a@example.org",
  "SMTP_HOST_ADDR=smtp.sendgrid.net",
  "SMTP_USER_NAME=apikey",
  "SMTP_USER_PWD",
]);
const found = (comment: string, more: Record<string, string> = {}) =>
  lintFor("needless-suppression", { "compose.yml": `${comment}\n${good}`, ...more });

test("tells each rule of a list apart", () => {
  const bad = good.replace("      - SMTP_USER_NAME", "      - SMTP_HOST_PORT=25\n      - SMTP_USER_NAME");
  const compose = `# plausible-mail-disable-file port-25, no-relay, such-a-rule\n${bad}`;
  assert.deepEqual(lint({ "compose.yml": compose }), [
    'hint needless-suppression "no-relay"',
    'hint needless-suppression "such-a-rule"',
  ]);
});

test("in an env file only what is no rule is surely needless", () => {
  const env = "# plausible-mail-disable-file port-25, such-a-rule\nA=1\n";
  assert.deepEqual(found("", { ".env": env }), ['hint needless-suppression "such-a-rule"']);
});

test("a rule that is switched off is not judged, and it can be silenced itself", () => {
  const compose = { "compose.yml": `# plausible-mail-disable-file port-25\n${good}` };
  const off: Config = { rules: new Map([["port-25", "off"]]), images: [], services: [], files: [] };
  assert.deepEqual(lintFor("needless-suppression", compose, off), []);
  assert.deepEqual(found("# plausible-mail-disable-file no-relay, needless-suppression"), []);
});

test("what cannot be seen may be what the comment is for", () => {
  const compose = `# plausible-mail-disable-file port-25\n${good}    env_file: missing.env\n`;
  assert.deepEqual(lintFor("needless-suppression", { "compose.yml": compose }), []);
});
