import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, folder, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { applyEdits } from "../../base/text.js";
import { surroundingSpace } from "./rule.js";

testReadme(surroundingSpace, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];

function map(pairs: readonly string[], image = "ghcr.io/plausible/community-edition:v3.2.1"): string {
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${pairs.map((pair) => `      ${pair}\n`).join("")}`;
}

test("stands before every rule about the content", () => {
  const environment = ['"MAILER_ADAPTER=Bamboo.Mua "', ...relay];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['error surrounding-space "Bamboo.Mua "']);
  const flags = [...relay, '"SMTP_HOST_SSL_ENABLED= maybe"', '"SMTP_HOST_PORT= abc"'];
  assert.deepEqual(lint({ "compose.yml": composeFile(flags) }), [
    'error surrounding-space " maybe"',
    'error surrounding-space " abc"',
  ]);
});

test("invisible characters", () => {
  for (const blank of ["\u00a0", "\u200b", "\ufeff", "\u2060"]) {
    const environment = ["SMTP_HOST_ADDR=smtp.zoo.example", `SMTP_USER_NAME=a@example.com${blank}`, "SMTP_USER_PWD"];
    const { findings, project } = analyseFiles({ "compose.yml": composeFile(environment) });
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ["surrounding-space"],
      JSON.stringify(blank),
    );
    const fixed = applyEdits(project.files.get(`${folder}/compose.yml`)?.text ?? "", findings[0]?.fixes[0]?.edits ?? []);
    assert.equal(fixed, composeFile(relay));
  }
});

test("a blank in front of a reference is there whatever the name gives", () => {
  const compose = composeFile(["SMTP_HOST_ADDR= ${MAIL_HOST}", "SMTP_USER_NAME=a", "SMTP_USER_PWD"]);
  const { findings, project } = analyseFiles({ "compose.yml": compose });
  const own = findings.filter(({ rule }) => rule === "surrounding-space");
  assert.equal(own.length, 1);
  const fixed = applyEdits(project.files.get(`${folder}/compose.yml`)?.text ?? "", own[0]?.fixes[0]?.edits ?? []);
  assert.match(fixed, /- SMTP_HOST_ADDR=\$\{MAIL_HOST\}\n/);
});

test("only white space is not unset", () => {
  const found = lint({ "compose.yml": map(["SMTP_HOST_ADDR: smtp.zoo.example", 'SMTP_HOST_PORT: " "']) });
  assert.ok(found.includes('error surrounding-space " "'), found.join());
  assert.ok(!found.some((line) => line.includes("empty-value")), found.join());
});

test("severity follows from what the blank does", () => {
  const old = "plausible/analytics:v2.0.0";
  const flag = (image?: string) =>
    lint({ "compose.yml": composeFile([...relay, "SMTP_HOST_PORT=587", '"SMTP_HOST_SSL_ENABLED=false "'], image) }).filter(
      (line) => line.includes("surrounding-space"),
    );
  assert.deepEqual(flag(old), ['warning surrounding-space "false "']);
  assert.deepEqual(flag(), ['error surrounding-space "false "']);
});

test("is silent about a name, a placeholder, what is not read, and what only looks like it", () => {
  const silent = [
    '"MAILER_NAME= Plausible"',
    '"SMTP_RETRIES=2 "',
    '"POSTMARK_API_KEY= x"',
    "MAILER_NAME=O’Neill’s analytics",
    '"SMTP_USER_NAME= changeme "',
  ];
  for (const item of silent) {
    const environment = [...relay.filter((other) => other.split("=")[0] !== item.slice(1).split("=")[0]), item];
    const found = lint({ "compose.yml": composeFile(environment) }).filter((line) => line.includes("surrounding-space"));
    assert.deepEqual(found, [], item);
  }
});

test("a secret's file loses its line break, and its text is never shown", () => {
  const compose =
    "services:\n  plausible:\n    image: plausible/analytics:v1.4.4\n    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_HOST_PORT=587\n      - SMTP_USER_NAME=a@example.com\n    secrets: [SMTP_USER_PWD]\nsecrets:\n  SMTP_USER_PWD:\n    file: pw\n";
  const { findings } = analyseFiles({ "compose.yml": compose, pw: "canary-7f3a\n" });
  const own = findings.filter(({ rule }) => rule === "surrounding-space");
  assert.equal(own.length, 1);
  for (const { message, fixes } of own) {
    assert.deepEqual(
      fixes[0]?.edits.map(({ newText }) => newText),
      ["canary-7f3a"],
    );
    for (const text of [message, ...fixes.map(({ title }) => title)]) {
      assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /canary/);
    }
  }
});

test("a password in an env file that really has blanks in its quotes is judged too", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"]);
  const files = { "compose.yml": compose, ".env": 'SMTP_USER_PWD="pass word "\n' };
  assert.deepEqual(lint(files), ['error surrounding-space "pass word "']);
});
