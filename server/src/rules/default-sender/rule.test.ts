import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { defaultSender } from "./rule.js";

testReadme(defaultSender, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_USER_NAME=postmaster", "SMTP_USER_PWD"];

function found(environment: readonly string[], image?: string, more = ""): string[] {
  return lintFor("default-sender", { "compose.yml": composeFile(environment, image, more) });
}

test("every host without a public name", () => {
  for (const host of ["localhost", "localhost:8000", "192.0.2.1", "plausible", "[::1]"]) {
    const url = `http://${host}`;
    assert.deepEqual(found([`BASE_URL=${url}`, ...relay]), [`error default-sender ${JSON.stringify(url)}`]);
  }
  assert.deepEqual(found(["BASE_URL=https://stats.example.com/sub", ...relay]), []);
});

test("is information where nothing of mail is set", () => {
  assert.deepEqual(found(["BASE_URL=http://localhost"]), ['info default-sender "http://localhost"']);
  assert.deepEqual(found(["BASE_URL=http://localhost", "SMTP_HOST_ADDR"]), ['info default-sender "http://localhost"']);
});

test("is silent where the sender or the host is not known", () => {
  assert.deepEqual(found(["BASE_URL=http://localhost", "MAILER_EMAIL", ...relay]), []);
  assert.deepEqual(found(["BASE_URL", ...relay]), []);
  // That name is a finding of its own.
  assert.deepEqual(found(["BASE_URL=http://localhost", "MAILER_EMAI=a@example.com", ...relay]), []);
  assert.deepEqual(found(["BASE_URL=${BASE_URL}", ...relay]), []);
  assert.deepEqual(found(["BASE_URL=http://localhost", "EXTRA_CONFIG_PATH=/e.exs", ...relay]), []);
  assert.deepEqual(found(["BASE_URL=http://localhost", "MAILER_ADAPTER=Bamboo.LocalAdapter", ...relay]), []);
  assert.deepEqual(found(["BASE_URL=http://localhost", ...relay], undefined, "    env_file: missing.env\n"), []);
});

test("the default of older releases matters where mail is sent", () => {
  const image = "plausible/analytics:v2.0.0";
  assert.deepEqual(found(["BASE_URL=https://a.example.com"], image), []);
  assert.deepEqual(found(["BASE_URL=https://a.example.com"], image, "  mail:\n    image: bytemark/smtp\n"), [
    'warning default-sender "plausible"',
  ]);
  assert.deepEqual(found(["MAILER_EMAIL=a@example.com", ...relay], image), []);
});

test("a bare name that `.env` lacks counts as unset, unless the shell sets it", () => {
  const compose = composeFile(["BASE_URL=${BASE_URL}", "MAILER_ADAPTER", "MAILER_EMAIL", "SMTP_HOST_ADDR"]);
  const found = (files: Readonly<Record<string, string>>) => lintFor("default-sender", { "compose.yml": compose, ...files });
  const address = "BASE_URL=http://localhost:8000\n";
  assert.deepEqual(found({ ".env": address }), ['warning default-sender "http://localhost:8000"']);
  assert.deepEqual(found({ ".env": `${address}MAILER_EMAIL=ada@zoo.example\n` }), []);
  assert.deepEqual(found({ ".env": "BASE_URL=https://stats.zoo.example\n" }), []);
  const inFile = composeFile(["BASE_URL=http://localhost:8000", "MAILER_EMAIL", "SMTP_HOST_ADDR=smtp.zoo.example"]);
  assert.deepEqual(lintFor("default-sender", { "compose.yml": inFile }), [], "without any file the shell is what is meant");
});

test("the fix for a bare name writes into `.env` and leaves the line alone", () => {
  const files = {
    "compose.yml": composeFile(["BASE_URL=${BASE_URL}", "MAILER_EMAIL", "SMTP_HOST_ADDR=smtp.zoo.example"]),
    ".env": "BASE_URL=http://localhost:8000\n",
  };
  const own = analyseFiles(files).findings.find(({ rule }) => rule === "default-sender");
  const fix = own?.fixes[0];
  assert.ok(fix !== undefined && !fix.automatic);
  const fixed = applyFix(files, fix);
  assert.equal(fixed["compose.yml"], files["compose.yml"]);
  assert.match(fixed[".env"] ?? "", /^MAILER_EMAIL=/m);
});

test("an address that is known stands in the title, so that two fixes are told apart", () => {
  const compose = composeFile([
    "BASE_URL=${BASE_URL}",
    "MAILER_EMAIL",
    "SMTP_HOST_ADDR=smtp.zoo.example",
    "SMTP_USER_NAME=ada@zoo.example",
    "SMTP_USER_PWD",
  ]);
  const files = { "compose.yml": compose, ".env": "BASE_URL=http://192.0.2.7\nSMTP_USER_PWD=x9d8f7\n" };
  const own = analyseFiles(files).findings.find(({ rule }) => rule === "default-sender");
  assert.deepEqual(
    own?.fixes.map(({ title }) => textOf(title, "en")),
    ["Set `MAILER_EMAIL` to `ada@zoo.example` in `.env`", "Set `MAILER_EMAIL` in `.env`"],
  );
});
