import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { middleboxMode } from "./rule.js";

testReadme(middleboxMode, import.meta.url);

const own = (value: string, release = "3.2.1", ...more: string[]) =>
  lint({
    "compose.yml": composeFile(
      [
        ...more,
        "SMTP_HOST_ADDR=smtp.zoo.example",
        `SMTP_MIDDLEBOX_COMP_MODE${value}`,
        "SMTP_USER_NAME=a@example.com",
        "SMTP_USER_PWD",
      ],
      `ghcr.io/plausible/community-edition:v${release}`,
    ),
  }).filter((line) => /middlebox-mode|invalid-boolean|empty-value/.test(line));

test("on, in each release's words", () => {
  for (const word of ["true", "1", "yes", "ON"]) assert.deepEqual(own(`=${word}`), [`warning middlebox-mode "${word}"`]);
  for (const word of ["false", "0", "no"]) assert.deepEqual(own(`=${word}`), []);
  assert.deepEqual(own("=true", "2.1.4"), ['warning middlebox-mode "true"']);
  assert.deepEqual(own("=false", "2.1.4"), []);
});

test("a word that is no option of the TLS client: this rule alone speaks", () => {
  for (const word of ["yes", "on", "no", "off", "tls"])
    assert.deepEqual(own(`=${word}`, "2.1.4"), [`error middlebox-mode "${word}"`]);
});

test("other rules speak of what stops the boot, and of nothing", () => {
  assert.deepEqual(own("=maybe"), ['error invalid-boolean "maybe"']);
  assert.deepEqual(own("=True", "2.1.4"), ['error invalid-boolean "True"']);
  assert.deepEqual(own("=", "2.1.4"), ['error empty-value "SMTP_MIDDLEBOX_COMP_MODE="']);
});

test("is silent where it is not read or not known", () => {
  assert.deepEqual(own("=true", "2.1.1", "MAILER_ADAPTER=Bamboo.Mua"), []);
  assert.deepEqual(own("=true", "3.2.1", "MAILER_ADAPTER=Bamboo.SMTPAdapter"), []);
  assert.deepEqual(own(""), []);
  assert.deepEqual(own("=${X}"), []);
});
