import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { shellSyntax } from "./rule.js";

// Each example of the README: its findings, their ranges, every fix, silence after it.
testReadme(shellSyntax, import.meta.url);

const found = (files: Readonly<Record<string, string>>) =>
  analyseFiles(files).findings.map(({ rule, variable, severity, at }) => [rule, variable, severity, at.file.split("/").at(-1)]);

test("it speaks for the value alone, whatever else is wrong with it", () => {
  const compose = composeFile(["BASE_URL=$$(hostname -f)", "MAILER_EMAIL=$(cat /etc/mailname)", "MAILER_NAME=`hostname`"]);
  assert.deepEqual(
    found({ "compose.yml": compose }).filter(([, variable]) => variable !== "SMTP_HOST_ADDR"),
    [
      ["shell-syntax", "BASE_URL", "error", "compose.yml"],
      ["shell-syntax", "MAILER_EMAIL", "error", "compose.yml"],
      ["shell-syntax", "MAILER_NAME", "warning", "compose.yml"],
    ],
  );
});

test("what `.env` hands on is marked where it is written", () => {
  const relay = [
    "SMTP_HOST_ADDR=smtp.zoo.example",
    "SMTP_USER_NAME=ada",
    "SMTP_USER_PWD=${MAIL_KEY}",
    "MAILER_EMAIL=ada@zoo.example",
  ];
  const files = { "compose.yml": composeFile(relay), ".env": "MAIL_KEY=$(op read vault/mail)\n" };
  assert.deepEqual(found(files), [["shell-syntax", "SMTP_USER_PWD", "error", ".env"]]);
});

test("a command of the service may run it", () => {
  const compose = composeFile(
    ["BASE_URL=$$(hostname -f)"],
    undefined,
    `    command: sh -c 'export BASE_URL=$$(eval echo "$$BASE_URL"); /entrypoint.sh run'\n`,
  );
  assert.deepEqual(
    found({ "compose.yml": compose }).filter(([rule]) => rule === "shell-syntax"),
    [],
  );
});

test("no text of a secret is shown", () => {
  const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=ada", "SMTP_USER_PWD=$$(echo Kirsche-77)"];
  const texts = analyseFiles({ "compose.yml": composeFile(relay) }).findings.map(({ message }) => textOf(message, "en"));
  assert.ok(texts.length > 0 && texts.every((text) => !text.includes("Kirsche")));
});
