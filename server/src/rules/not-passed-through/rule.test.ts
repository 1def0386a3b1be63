import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { notPassedThrough } from "./rule.js";

testReadme(notPassedThrough, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_USER_NAME", "SMTP_USER_PWD"];
const id = "not-passed-through";

function found(dotenv: string, compose = composeFile(relay)): string[] {
  return lintFor(id, { "compose.yml": compose, ".env": dotenv });
}

test("only mail variables that this release and adapter read, and that have a value", () => {
  assert.deepEqual(found("MAILER_EMAIL=a@example.com\n"), ['warning not-passed-through "MAILER_EMAIL"']);
  assert.deepEqual(found("MAILER_EMAIL=\nSMTP_RETRIES=2\nPOSTMARK_API_KEY=x\nBASE_URL=https://a.example.com\n"), []);
});

test("whatever uses the name of .env, it is used", () => {
  const dotenv = "SMTP_HOST_SSL_ENABLED=false\n";
  assert.deepEqual(found(dotenv), ['warning not-passed-through "SMTP_HOST_SSL_ENABLED"']);
  for (const more of [
    "  other:\n    image: example/app\n    environment:\n      - TLS=${SMTP_HOST_SSL_ENABLED}\n",
    "  other:\n    image: example/app\n    environment:\n      SMTP_HOST_SSL_ENABLED:\n",
    "  other:\n    image: example/app\n    env_file: .env\n",
    "    env_file: .env\n",
  ]) {
    assert.deepEqual(found(dotenv, composeFile(relay, undefined, more)), [], more);
  }
  assert.deepEqual(found(dotenv, composeFile(relay, undefined, "      # - SMTP_HOST_SSL_ENABLED\n")), [
    'warning not-passed-through "SMTP_HOST_SSL_ENABLED"',
  ]);
});

test("a missing env file may bring the name", () => {
  assert.deepEqual(found("MAILER_EMAIL=a@example.com\n", composeFile(relay, undefined, "    env_file: secret.env\n")), []);
});

test("a relay that does not arrive is the cause of having none", () => {
  const env = "SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_USER_NAME=a@example.com\nSMTP_USER_PWD=b\n";
  assert.deepEqual(lint({ "compose.yml": composeFile(["BASE_URL=https://a.example.com"]), ".env": env }), [
    'warning not-passed-through "SMTP_HOST_ADDR"',
    'warning not-passed-through "SMTP_USER_NAME"',
    'warning not-passed-through "SMTP_USER_PWD"',
  ]);
});

test("both credentials are passed on together", () => {
  const contents = {
    "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.acme-widgets.org"]),
    ".env": "SMTP_USER_NAME=a@example.com\nSMTP_USER_PWD=b\n",
  };
  const { findings } = analyseFiles(contents);
  assert.equal(findings.length, 2);
  for (const { fixes } of findings) {
    const [fix] = fixes;
    assert.ok(fix);
    assert.deepEqual(lint(applyFix(contents, fix)), []);
  }
});

test("half of the credentials is an error, with its own words", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com"]);
  const rules = lint({ "compose.yml": compose, ".env": "SMTP_USER_PWD=b\n" });
  assert.deepEqual(rules, ['error half-credentials "a@example.com"']);
});

test("an env file beside the project: only where nothing names it, and the container lacks what it has", () => {
  const env = "SMTP_HOST_PORT=465\nMAILER_EMAIL=a@example.com\n";
  const of = (files: Record<string, string>, more = "") =>
    lintFor(id, { "compose.yml": composeFile(relay, undefined, more), ...files });
  assert.deepEqual(of({ "mail.env": env }), ['warning not-passed-through "SMTP_HOST_PORT"']);
  assert.deepEqual(of({ "mail.example.env": env }), []);
  assert.deepEqual(of({ "mail.env": "SMTP_HOST_PORT=465\nOTHER=1\n" }), []);
  assert.deepEqual(of({ "mail.env": env, Makefile: "up:\n\tdocker compose --env-file mail.env up\n" }), []);
  assert.deepEqual(of({ "mail.env": env, "compose.prod.yml": "services:\n  a:\n    image: b\n    env_file: mail.env\n" }), []);
  assert.deepEqual(of({ "mail.env": env, "compose.prod.yml": "# env_file: mail.env\n" }).length, 1);
});

test("the former file of Plausible's own set-up, beside bare names that nothing sets", () => {
  const compose = composeFile(["BASE_URL=https://a.example.com", "SMTP_HOST_ADDR", "SMTP_USER_NAME", "SMTP_USER_PWD"]);
  const env = "SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_USER_NAME=a@example.com\nSMTP_USER_PWD=b\n";
  assert.deepEqual(lint({ "compose.yml": compose, "plausible-conf.env": env }), ['warning not-passed-through "SMTP_HOST_ADDR"']);
  // Another name may be handed over by `--env-file`.
  assert.deepEqual(lint({ "compose.yml": compose, "production.env": env }), []);
});
