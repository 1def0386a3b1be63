import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { ignoredVariable } from "./rule.js";

testReadme(ignoredVariable, import.meta.url);

const early = "ghcr.io/plausible/community-edition:v2.1.1";

function found(environment: readonly string[], image?: string, more = ""): string[] {
  return lintFor("ignored-variable", { "compose.yml": composeFile(environment, image, more) }).map((line) =>
    line.replace("info ignored-variable ", "").replaceAll('"', ""),
  );
}

test("what another adapter reads", () => {
  assert.deepEqual(found(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_MX_LOOKUPS_ENABLED=false"]), ["SMTP_MX_LOOKUPS_ENABLED"]);
  assert.deepEqual(found(["MAILER_ADAPTER=Bamboo.SMTPAdapter", "SMTP_MIDDLEBOX_COMP_MODE=true"]), ["SMTP_MIDDLEBOX_COMP_MODE"]);
  assert.deepEqual(found(["MAILER_ADAPTER=Bamboo.Mua", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_SSL_ENABLED=true"], early), [
    "SMTP_HOST_SSL_ENABLED",
  ]);
});

test("what waits for a relay", () => {
  assert.deepEqual(found(["SMTP_HOST_PORT=587"]), ["SMTP_HOST_PORT"]);
  assert.deepEqual(found(["SMTP_HOST_PORT=587", "SMTP_HOST_ADDR"]), []);
  assert.deepEqual(found(["MAILER_ADAPTER=Bamboo.SMTPAdapter", "SMTP_HOST_PORT=587"]), []);
  // From the next release on a login goes to the recipient's own server.
  assert.deepEqual(found(["MAILER_ADAPTER=Bamboo.Mua", "SMTP_USER_NAME=a", "SMTP_USER_PWD=b"], early), [
    "SMTP_USER_NAME",
    "SMTP_USER_PWD",
  ]);
});

test("is silent where it may be read, or is unset", () => {
  const host = "SMTP_HOST_ADDR=smtp.zoo.example";
  assert.deepEqual(found([host, "SMTP_RETRIES"]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES="]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES=${RETRIES}"]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES=3", "MAILER_ADAPTER"]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES=3", "MAILER_ADAPTER=Smtp"]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES=3", "EXTRA_CONFIG_PATH=/e.exs"]), []);
  assert.deepEqual(found([host, "SMTP_RETRIES=3"], undefined, "    command: sh -c 'echo $$SMTP_RETRIES'\n"), []);
});

test("an env file that another service has too is not only Plausible's", () => {
  const compose =
    "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: shared.env\n  other:\n    image: example/app\n    env_file: shared.env\n";
  const files = { "compose.yml": compose, "shared.env": "SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_RETRIES=3\n" };
  assert.deepEqual(lintFor("ignored-variable", files), []);
});

test("a file that leaves the adapter to whoever sets it passes on what each adapter reads", () => {
  const found = (adapter: string, dotenv: string) =>
    lintFor("ignored-variable", {
      "compose.yml": composeFile([`MAILER_ADAPTER=${adapter}`, "MAILGUN_BASE_URI=https://api.mailgun.net/v3"]),
      ".env": dotenv,
    }).length;
  assert.equal(found("${MAIL_ADAPTER:-Bamboo.Mua}", ""), 0);
  assert.equal(found("${MAIL_ADAPTER:-Bamboo.Mua}", "MAIL_ADAPTER=Bamboo.Mua\n"), 1);
  assert.equal(found("Bamboo.Mua", ""), 1);
});
