import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import type { Finding } from "../kit/types.js";
import { retypedValue } from "./rule.js";

testReadme(retypedValue, import.meta.url);

function own(files: Readonly<Record<string, string>>): Finding[] {
  return analyseFiles(files).findings.filter(({ rule }) => rule === retypedValue.meta.id);
}

function map(...pairs: string[]): Record<string, string> {
  const lines = ["SMTP_HOST_ADDR: smtp.zoo.example", ...pairs].map((pair) => `      ${pair}\n`).join("");
  return {
    "compose.yml": `services:\n  p:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n${lines}`,
  };
}

test("passwords that YAML takes for something else", () => {
  for (const password of ["0123", "1e10", "1_000", "0x1F", "+49123", "1.50", "2024-01-01", "True", "0b11", ".5e3"]) {
    const files = map("SMTP_USER_NAME: a", `SMTP_USER_PWD: ${password} # mine`);
    const [finding] = own(files);
    assert.equal(finding?.severity, "warning", password);
    const [fix] = finding?.fixes ?? [];
    assert.ok(fix);
    const fixed = applyFix(files, fix);
    assert.deepEqual(own(fixed), []);
    const variable = analyseFiles(fixed).services[0]?.service.environment.get("SMTP_USER_PWD");
    assert.equal(variable?.state === "value" ? variable.value : null, password);
    assert.match(fixed["compose.yml"] ?? "", / # mine\n/);
  }
});

test("what stays as it is written, or means the same", () => {
  for (const pair of [
    "SMTP_USER_PWD: 12345",
    "SMTP_USER_PWD: '0123'",
    "SMTP_USER_PWD: !!str 0123",
    "SMTP_USER_PWD: yes",
    "SMTP_USER_PWD: null",
    "SMTP_USER_PWD: 12:30:45",
    "SMTP_HOST_PORT: 587.0",
    "SMTP_HOST_SSL_ENABLED: False",
    "POSTMARK_API_KEY: 0123",
  ]) {
    assert.deepEqual(own(map("SMTP_USER_NAME: a", pair)), [], pair);
  }
  assert.deepEqual(own({ "compose.yml": composeFile(["SMTP_USER_NAME=a", "SMTP_USER_PWD=0123"]) }), []);
});

test("of a port that is octal its own rule speaks", () => {
  const files = map("SMTP_USER_NAME: a", "SMTP_USER_PWD:", "SMTP_HOST_PORT: 0465");
  assert.deepEqual(
    analyseFiles(files).findings.map(({ rule }) => rule),
    ["invalid-integer"],
  );
});

test("never shows a password", () => {
  for (const { message, fixes } of own(map("SMTP_USER_NAME: a", "SMTP_USER_PWD: 0777123"))) {
    for (const text of [message, ...fixes.map(({ title }) => title)]) {
      assert.doesNotMatch(textOf(text, "en") + textOf(text, "zh-cn"), /777|261715/);
    }
  }
});
