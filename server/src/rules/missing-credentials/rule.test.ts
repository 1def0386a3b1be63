import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
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
