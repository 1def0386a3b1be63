import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { invalidInteger } from "./rule.js";

testReadme(invalidInteger, import.meta.url);

const credentials = ["SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];

function found(setting: string, image?: string, ...more: string[]): string[] {
  const environment = ["SMTP_HOST_ADDR=smtp.zoo.example", ...more, setting, ...credentials];
  return lint({ "compose.yml": composeFile(environment, image) }).filter((line) => line.includes("invalid-integer"));
}

test("what Integer.parse takes, and what it does not", () => {
  for (const port of ["587", "+587", "0465", "2525"]) assert.deepEqual(found(`SMTP_HOST_PORT=${port}`), [], port);
  for (const port of ["abc", "587.0", "0", "-1", "65536", "5 87"]) {
    assert.deepEqual(found(`SMTP_HOST_PORT=${port}`), [`error invalid-integer "${port}"`], port);
  }
});

test("SMTPAdapter reads port and retries at every mail", () => {
  const image = "plausible/analytics:v2.0.0";
  assert.deepEqual(found("SMTP_HOST_PORT=abc", image), ['error invalid-integer "abc"']);
  assert.deepEqual(found("SMTP_RETRIES=twice", image), ['error invalid-integer "twice"']);
  assert.deepEqual(found("SMTP_RETRIES=twice"), []);
});

test("a map scalar that keeps its number is right as it is", () => {
  const map = (port: string) =>
    `services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    environment:\n      SMTP_HOST_ADDR: smtp.zoo.example\n      SMTP_HOST_PORT: ${port}\n      SMTP_USER_NAME: a\n      SMTP_USER_PWD:\n`;
  for (const port of ["587", "587.0", '"0465"', "0587"]) assert.deepEqual(lint({ "compose.yml": map(port) }), [], port);
  assert.deepEqual(lint({ "compose.yml": map("0465") }), ['error invalid-integer "0465"']);
});

test("is silent without a relay, and where the relay is unknown says so by its severity", () => {
  const of = (...environment: string[]) =>
    lint({ "compose.yml": composeFile(environment) }).filter((line) => line.includes("invalid-integer"));
  assert.deepEqual(of("SMTP_HOST_PORT=abc"), []);
  assert.deepEqual(of("SMTP_HOST_ADDR", "SMTP_HOST_PORT=abc"), ['warning invalid-integer "abc"']);
  assert.deepEqual(of("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT={{ port }}"), []);
});
