import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { missingCredentials } from "./rule.js";

testReadme(missingCredentials, import.meta.url);

test("the submission ports of any host outside", () => {
  const of = (host: string, port: string) =>
    lint({ "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`]) });
  assert.deepEqual(of("smtp.zoo.example", "587"), ['warning missing-credentials "smtp.zoo.example"']);
  assert.deepEqual(of("smtp.zoo.example", "465"), ['warning missing-credentials "smtp.zoo.example"']);
  assert.deepEqual(of("smtp.zoo.example", "10025"), []);
  assert.deepEqual(of("10.0.0.2", "587"), ['warning tls-certificate "10.0.0.2"']);
  // Known addresses may send through it without a login.
  assert.deepEqual(of("smtp-relay.gmail.com", "587"), []);
});

test("unknown credentials are not missing ones", () => {
  const of = (...more: string[]) =>
    lintFor("missing-credentials", { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", ...more]) });
  assert.deepEqual(of("SMTP_USER_NAME", "SMTP_USER_PWD"), []);
  assert.deepEqual(of("SMTP_USER_NAME"), []);
  assert.deepEqual(of("SMTP_USER_PWD=${SMTP_PASSWORD}"), []);
});

test("secrets are credentials", () => {
  const secrets =
    "    secrets:\n      - SMTP_USER_NAME\n      - SMTP_USER_PWD\nsecrets:\n  SMTP_USER_NAME:\n    environment: SMTP_USER\n  SMTP_USER_PWD:\n    file: ./password.txt\n";
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example"], undefined, secrets);
  assert.deepEqual(lint({ "compose.yml": compose, "password.txt": "secret\n" }), []);
});

test("an env file that is not there may have them", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example"], undefined, "    env_file: secret.env\n");
  assert.deepEqual(lintFor("missing-credentials", { "compose.yml": compose }), []);
});

test("bare names that a `.env` lacks are missing, unless the shell sets them", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME", "SMTP_USER_PWD"]);
  const of = (dotenv: string) => lintFor("missing-credentials", { "compose.yml": compose, ".env": dotenv });
  assert.deepEqual(of("TZ=UTC\n"), ['warning missing-credentials "smtp.zoo.example"']);
  assert.deepEqual(of("SMTP_USER_NAME=ada\n"), []);
  const files = { "compose.yml": compose, ".env": "TZ=UTC\n" };
  const fix = analyseFiles(files).findings.find(({ rule }) => rule === "missing-credentials")?.fixes[0];
  assert.ok(fix);
  assert.deepEqual(applyFix(files, fix), {
    "compose.yml": compose,
    ".env": "TZ=UTC\nSMTP_USER_NAME=replace-me\nSMTP_USER_PWD=replace-me\n",
  });
});

test("where every send crashes without a login, it matters that a host is set, and not which", () => {
  const image = "ghcr.io/plausible/community-edition:v2.1.0";
  const of = (items: readonly string[], more: Record<string, string> = {}) =>
    lintFor("missing-credentials", { "compose.yml": composeFile(["MAILER_ADAPTER=Bamboo.Mua", ...items], image), ...more });
  assert.deepEqual(of(["SMTP_HOST_ADDR=smtp.example.com"]), ['error missing-credentials "smtp.example.com"']);
  assert.deepEqual(of(["SMTP_HOST_ADDR"]), []);
  assert.deepEqual(of([]), []);
  const bare = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME", "SMTP_USER_PWD"];
  assert.deepEqual(of(bare, { ".env": "TZ=UTC\n" }), ['warning missing-credentials "smtp.zoo.example"']);
});
