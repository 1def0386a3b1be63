import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
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
