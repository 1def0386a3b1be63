import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { emptyCredentials } from "./rule.js";

testReadme(emptyCredentials, import.meta.url);

const host = "SMTP_HOST_ADDR=smtp.zoo.example";
const both = ["SMTP_USER_NAME=", "SMTP_USER_PWD="];

function found(release: string, environment: readonly string[]): string[] {
  const image = release === "2.0.0" ? "plausible/analytics:v2.0.0" : `ghcr.io/plausible/community-edition:v${release}`;
  return lintFor("empty-credentials", { "compose.yml": composeFile(environment, image) });
}

test("each adapter takes them in its own way, and two make one finding", () => {
  assert.deepEqual(found("3.2.1", [host, ...both]), ['error empty-credentials "SMTP_USER_NAME="']);
  assert.deepEqual(found("2.0.0", [host, ...both]), ['warning empty-credentials "SMTP_USER_NAME="']);
  const mua = "MAILER_ADAPTER=Bamboo.Mua";
  assert.deepEqual(found("2.1.1", [mua, host, ...both]), ['error empty-credentials "SMTP_USER_NAME="']);
  assert.deepEqual(found("2.1.1", [mua, ...both]), []);
  assert.deepEqual(found("3.2.1", ["MAILER_ADAPTER=Bamboo.PostmarkAdapter", "POSTMARK_API_KEY", ...both]), []);
});

test("one of them", () => {
  // The boot stops for it, and half-credentials need not speak.
  assert.deepEqual(lint({ "compose.yml": composeFile([host, "SMTP_USER_PWD="]) }), ['error empty-credentials "SMTP_USER_PWD="']);
  assert.deepEqual(found("3.2.1", [host, "SMTP_USER_NAME", "SMTP_USER_PWD="]), ['warning empty-credentials "SMTP_USER_PWD="']);
  assert.deepEqual(found("3.2.1", [host, "SMTP_USER_NAME=a", "SMTP_USER_PWD="]), ['error empty-credentials "SMTP_USER_PWD="']);
  // SMTPAdapter then logs in nowhere, which a server of one's own may well allow.
  assert.deepEqual(found("2.0.0", [host, "SMTP_USER_PWD="]), ['warning empty-credentials "SMTP_USER_PWD="']);
  assert.deepEqual(found("2.0.0", ["SMTP_HOST_ADDR=192.168.1.4", "SMTP_USER_PWD="]), []);
});

test("what is unknown is not empty", () => {
  assert.deepEqual(found("3.2.1", [host, "SMTP_USER_NAME", "SMTP_USER_PWD"]), []);
  assert.deepEqual(found("3.2.1", [host, "SMTP_USER_NAME=${X}", "SMTP_USER_PWD=${Y}"]), []);
});

test("EXTRA_CONFIG_PATH comes too late for what stops the boot only", () => {
  const extra = "EXTRA_CONFIG_PATH=/x.exs";
  assert.deepEqual(found("3.2.1", [extra, host, ...both]), []);
  assert.deepEqual(found("3.2.1", [extra, host, "SMTP_USER_PWD="]), ['error empty-credentials "SMTP_USER_PWD="']);
});

test("in an env file both lines go", () => {
  const contents = {
    "compose.yml":
      "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: mail.env\n  mail:\n    image: boky/postfix\n",
    "mail.env": "SMTP_HOST_ADDR=mail\nSMTP_HOST_PORT=25\nSMTP_USER_NAME=\nSMTP_USER_PWD=\n",
  };
  const [finding] = analyseFiles(contents).findings;
  const [fix] = finding?.fixes ?? [];
  assert.ok(fix);
  assert.equal(applyFix(contents, fix)["mail.env"], "SMTP_HOST_ADDR=mail\nSMTP_HOST_PORT=25\n");
});
