import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { noRelay } from "./rule.js";

testReadme(noRelay, import.meta.url);

test("information where there is nothing of mail, a warning where there is", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["BASE_URL=https://a.example.com"]) }), ['info no-relay "plausible"']);
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["SMTP_HOST_PORT=587"]) }), ['warning no-relay "587"']);
  assert.deepEqual(lint({ "compose.yml": composeFile(["MAILER_EMAIL=a@example.com"]) }), ['warning no-relay "plausible"']);
});

test("is silent while the relay may come from elsewhere", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["SMTP_HOST_ADDR"]) }), []);
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["SMTP_HOST_ADDR=${MAIL_HOST}"]) }), []);
  assert.deepEqual(
    lintFor("no-relay", { "compose.yml": composeFile(["A=b"], undefined, "    env_file: plausible-conf.env\n") }),
    [],
  );
  assert.deepEqual(lint({ "compose.yml": composeFile(["EXTRA_CONFIG_PATH=/extra.exs"]) }), []);
});

test("SMTPAdapter has a relay without being told", () => {
  assert.deepEqual(lintFor("no-relay", { "compose.yml": composeFile(["A=b"], "plausible/analytics:v2.0.0") }), []);
});

test("a bare name that a `.env` lacks is information; what is missing is set there", () => {
  const compose = composeFile(["MAILER_EMAIL=ann@blumenhof.example", "SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_USER_NAME"]);
  const files = { "compose.yml": compose, ".env": "TZ=UTC\n" };
  assert.deepEqual(lintFor("no-relay", files), ['info no-relay "SMTP_HOST_ADDR"']);
  assert.deepEqual(lintFor("no-relay", { "compose.yml": compose }), []);
  assert.deepEqual(lintFor("no-relay", { ...files, ".env": "SMTP_HOST_ADDR=smtp.zoo.example\n" }), []);
  const fixes = analyseFiles(files).findings.find(({ rule }) => rule === "no-relay")?.fixes ?? [];
  const gmail = fixes.find(({ title }) => textOf(title, "en").includes("Gmail"));
  assert.ok(gmail);
  const after = applyFix(files, gmail);
  assert.equal(
    after[".env"],
    "TZ=UTC\nSMTP_HOST_ADDR=smtp.gmail.com\nSMTP_HOST_PORT=587\nSMTP_USER_NAME=replace-me\nSMTP_USER_PWD=replace-me\n",
  );
  assert.match(after["compose.yml"] ?? "", /^ {6}- SMTP_USER_PWD$/m);
});

test("a relay that is mislaid is told of as that; another setting that is hides nothing", () => {
  const db = (line: string) => `  db:\n    image: postgres:16\n    environment:\n      - ${line}\n`;
  const of = (line: string) => lintFor("no-relay", { "compose.yml": composeFile(["MAILER_NAME=Stats"], undefined, db(line)) });
  assert.deepEqual(of("SMTP_HOST_ADDR=smtp.zoo.example"), []);
  assert.equal(of("SMTP_USER_PWD=a").length, 1);
});
