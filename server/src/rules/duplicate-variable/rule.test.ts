import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { duplicateVariable } from "./rule.js";

testReadme(duplicateVariable, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_USER_NAME", "SMTP_USER_PWD"];
const id = "duplicate-variable";

test("all but the last are marked", () => {
  const compose = composeFile([...relay, "SMTP_HOST_PORT=25", "SMTP_HOST_PORT=465", "SMTP_HOST_PORT=587"]);
  assert.deepEqual(lint({ "compose.yml": compose }), [
    'warning duplicate-variable "SMTP_HOST_PORT=25"',
    'warning duplicate-variable "SMTP_HOST_PORT=465"',
  ]);
});

test("a bare name after a value takes it away, before one it is the loser", () => {
  const after = composeFile([...relay, "MAILER_NAME=Stats", "MAILER_NAME"]);
  assert.deepEqual(lint({ "compose.yml": after }), ['warning duplicate-variable "MAILER_NAME=Stats"']);
  const before = composeFile([...relay, "MAILER_NAME", "MAILER_NAME=Stats"]);
  assert.deepEqual(lint({ "compose.yml": before }), ['warning duplicate-variable "MAILER_NAME"']);
});

test("a reference to itself does not reach into the env file either", () => {
  const files = (own: string) => ({
    "compose.yml": composeFile([...relay, own], undefined, "    env_file: mail.env\n"),
    "mail.env": "MAILER_EMAIL=a@example.com\n",
  });
  assert.deepEqual(lintFor(id, files("MAILER_EMAIL=${MAILER_EMAIL}")), ['warning duplicate-variable "${MAILER_EMAIL}"']);
  assert.deepEqual(lintFor(id, files("MAILER_EMAIL=${MAILER_EMAIL:-b@example.com}")), []);
  assert.deepEqual(lintFor(id, files("MAILER_EMAIL=b@example.com")), []);
  assert.deepEqual(lintFor(id, { ...files("MAILER_EMAIL"), ".env": "MAILER_EMAIL=c@example.com\n" }), []);
});

test("a value of an env file is not brought to light where the release refuses to start with it", () => {
  const titles = (key: string) => {
    const files = {
      "compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    environment:
      - BASE_URL=https://stats.acme-widgets.org
      - SECRET_KEY_BASE
    env_file: mail.env
`,
      "mail.env": `SECRET_KEY_BASE=${key}\n`,
    };
    const found = analyseFiles(files).findings.filter(({ rule, variable }) => rule === id && variable === "SECRET_KEY_BASE");
    return found.flatMap(({ fixes }) => fixes.map(({ title }) => textOf(title, "en")));
  };
  assert.deepEqual(titles("k".repeat(64)), ["Remove `SECRET_KEY_BASE`"]);
  assert.deepEqual(titles("too-short"), []);
});

test("names that Plausible does not read, overrides and env files are none of its business", () => {
  assert.deepEqual(lintFor(id, { "compose.yml": composeFile([...relay, "MINE=1", "MINE=2"]) }), []);
  const override = "services:\n  plausible:\n    environment:\n      - SMTP_HOST_PORT=465\n";
  const compose = composeFile([...relay, "SMTP_HOST_PORT=587"]);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, "compose.override.yml": override }), []);
});
