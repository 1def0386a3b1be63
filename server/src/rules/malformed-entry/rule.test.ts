import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import type { Finding } from "../kit/types.js";
import { malformedEntry } from "./rule.js";

testReadme(malformedEntry, import.meta.url);

function own(compose: string): Finding[] {
  return analyseFiles({ "compose.yml": compose }).findings.filter(({ rule }) => rule === malformedEntry.meta.id);
}

/** The environment after the only finding's only fix. */
function fixed(compose: string): string {
  const [finding, ...more] = own(compose);
  assert.ok(finding);
  assert.deepEqual(more, []);
  const [fix, ...others] = finding.fixes;
  assert.ok(fix);
  assert.deepEqual(others, []);
  const after = applyFix({ "compose.yml": compose }, fix)["compose.yml"] ?? "";
  assert.deepEqual(own(after), []);
  assert.deepEqual(analyseFiles({ "compose.yml": after }).project.errors, []);
  return after.slice(after.indexOf("environment:") + "environment:".length);
}

function withEnvironment(text: string): string {
  return `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:${text}`;
}

test("the form that was meant", () => {
  for (const [item, meant] of [
    ["SMTP_HOST_PORT:587", "SMTP_HOST_PORT=587"],
    ['"SMTP_HOST_ADDR: smtp.zoo.example"', '"SMTP_HOST_ADDR=smtp.zoo.example"'],
    ['SMTP_HOST_PORT:"587"', "SMTP_HOST_PORT=587"],
    ["SMTP_USER_NAME:${MAIL_USER}", "SMTP_USER_NAME=${MAIL_USER}"],
    ["SMTP_USER_PWD:${PW}x=", "SMTP_USER_PWD=${PW}x="],
    ["export SMTP_USER_NAME", "SMTP_USER_NAME"],
    ["BASE_URL:https://example.com", "BASE_URL=https://example.com"],
  ] as const) {
    assert.equal(fixed(composeFile([item])), `\n      - ${meant}\n`, item);
  }
});

test("lines that were folded into the one above", () => {
  assert.equal(
    fixed(
      withEnvironment(
        "\n    - SMTP_HOST_ADDR\n      SMTP_HOST_PORT=587\n        - SMTP_USER_NAME=a\n      SMTP_USER_PWD\n    - X=1\n",
      ),
    ),
    "\n    - SMTP_HOST_ADDR\n    - SMTP_HOST_PORT=587\n    - SMTP_USER_NAME=a\n    - SMTP_USER_PWD\n    - X=1\n",
  );
  assert.equal(
    fixed(withEnvironment("\n      SMTP_HOST_ADDR: a.example\n        SMTP_HOST_PORT=587\n        SMTP_USER_NAME=1e3\n")),
    '\n      SMTP_HOST_ADDR: a.example\n      SMTP_HOST_PORT: 587\n      SMTP_USER_NAME: "1e3"\n',
  );
});

test("lines between brackets that lack their comma", () => {
  assert.equal(
    fixed(withEnvironment(" [\n      SMTP_HOST_ADDR=a.example\n      SMTP_HOST_PORT=587\n      - SMTP_USER_NAME, X=1\n    ]\n")),
    " [\n      SMTP_HOST_ADDR=a.example,\n      SMTP_HOST_PORT=587,\n      SMTP_USER_NAME, X=1\n    ]\n",
  );
  assert.equal(
    fixed(
      withEnvironment(
        " {\r\n      SMTP_HOST_ADDR: a.example\r\n      SMTP_HOST_PORT=587\r\n      SMTP_USER_NAME=1e3,\r\n    }\r\n",
      ),
    ),
    ' {\r\n      SMTP_HOST_ADDR: a.example,\r\n      SMTP_HOST_PORT: 587,\r\n      SMTP_USER_NAME: "1e3",\r\n    }\r\n',
  );
});

test("what is only written wrongly is not missing, nor is its name unknown", () => {
  const environment = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD:secret"];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['error malformed-entry "SMTP_USER_PWD:secret"']);
  const folded = withEnvironment(
    "\n      - SMTP_USER_NAME=a@example.com\n        SMTP_USER_PWD=${PW:-x}\n      - SMTP_HOST_ADDR=smtp.zoo.example\n",
  );
  const { findings } = analyseFiles({ "compose.yml": folded });
  assert.deepEqual(
    findings.map(({ rule, variable }) => [rule, variable]),
    [["malformed-entry", "SMTP_USER_NAME"]],
  );
});

test("an entry beside the right one is one too many", () => {
  const compose = composeFile(["SMTP_HOST_PORT=587", "SMTP_HOST_PORT:587"]);
  assert.equal(fixed(compose), "\n      - SMTP_HOST_PORT=587\n");
});

test("other names, folded text and other services are none of its business", () => {
  for (const compose of [
    composeFile(["FOO:bar", "export FOO=bar", "http://example.com"]),
    withEnvironment("\n      - MAILER_NAME=a long\n        name\n"),
    withEnvironment("\n      - MAILER_NAME=a\n        FOO=b\n"),
    `${composeFile(["MAILER_NAME=x"])}  web:\n    image: nginx\n    environment:\n      - SMTP_HOST_PORT:587\n`,
  ]) {
    assert.deepEqual(own(compose), [], compose);
  }
});
