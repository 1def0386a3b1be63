import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { unknownVariable } from "./rule.js";

testReadme(unknownVariable, import.meta.url);

const relay = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"];

function found(...names: string[]): string[] {
  return lint({ "compose.yml": composeFile([...relay, ...names.map((name) => `${name}=x`)]) });
}

test("names that no release reads", () => {
  for (const name of [
    "MAILER_EMAI",
    "SMTP_FROM",
    "MUA_MIDDLEBOX_COMP_MODE",
    "SMTP_HOST_TLS_ENABLED",
    "SMTP_POOL_SIZE",
    "MAIL_WHATEVER",
  ]) {
    assert.deepEqual(found(name), [`warning unknown-variable "${name}"`], name);
  }
});

test("names that another release or adapter reads are not unknown", () => {
  const names = ["SMTP_RETRIES", "POSTMARK_API_KEY", "MAILGUN_BASE_URI", "SMTP_MX_LOOKUPS_ENABLED"];
  const files = { "compose.yml": composeFile([...relay, ...names.map((name) => `${name}=x`)]) };
  assert.deepEqual(lintFor("unknown-variable", files), []);
});

test("slips in other names of Plausible are hints; names of your own are not judged", () => {
  assert.deepEqual(found("DISALBLE_REGISTRATION"), ['hint unknown-variable "DISALBLE_REGISTRATION"']);
  for (const name of ["DISABLE_REGISTRATIAN", "ENABLE_EMAIL_VERIFCATON", "SECRET_KEYBASE", "MAXMIND_LICENCE_KEY"]) {
    assert.deepEqual(found(name), [`hint unknown-variable "${name}"`], name);
  }
  assert.deepEqual(found("SMPT_HOST_PORT"), ['warning unknown-variable "SMPT_HOST_PORT"']);
  assert.deepEqual(found("VIRTUAL_HOST", "DATABASE_URI", "LETSENCRYPT_HOST", "TZ", "PROXY_URL"), []);
});

test("a name that was given already is removed, not renamed", () => {
  const compose = composeFile([...relay, "SMTP_HOST=smtp.zoo.example"]);
  const [finding] = analyseFiles({ "compose.yml": compose }).findings;
  assert.equal(finding?.fixes.length, 1);
  assert.equal(finding?.fixes[0]?.automatic, false);
});

test("in an env file that another service shares only what is near to a real name", () => {
  const compose =
    "services:\n  plausible:\n    image: ghcr.io/plausible/community-edition:v3.2.1\n    env_file: shared.env\n  other:\n    image: example/app\n    env_file: shared.env\n";
  const env =
    "SMTP_HOST_ADDR=smtp.zoo.example\nSMTP_USER_NAME=a\nSMTP_USER_PWD=b\nMAIL_TEMPLATES=/srv\nMAILER_EMIAL=a@example.com\n";
  assert.deepEqual(lint({ "compose.yml": compose, "shared.env": env }), ['warning unknown-variable "MAILER_EMIAL"']);
});

test("an extra configuration may read any name", () => {
  assert.deepEqual(lint({ "compose.yml": composeFile(["EXTRA_CONFIG_PATH=/extra.exs", "SMTP_FROM=a"]) }), []);
});

test("a name of `.env` that an interpolation of the project reads is in use", () => {
  const compose = `${composeFile(["SMTP_HOST_ADDR=${SMTP_HOST}"])}    env_file: .env\n`;
  assert.deepEqual(lintFor("unknown-variable", { "compose.yml": compose, ".env": "SMTP_HOST=smtp.zoo.example\n" }), []);
  const unused = compose.replace("${SMTP_HOST}", "smtp.zoo.example # ${SMTP_HOST}");
  assert.equal(lintFor("unknown-variable", { "compose.yml": unused, ".env": "SMTP_HOST=smtp.zoo.example\n" }).length, 1);
  // Another env file is no place where the compose file looks.
  const elsewhere = compose.replace("env_file: .env", "env_file: mail.env");
  assert.equal(lintFor("unknown-variable", { "compose.yml": elsewhere, "mail.env": "SMTP_HOST=smtp.zoo.example\n" }).length, 1);
  const within = `${composeFile([])}    env_file: mail.env\n`.replace("    environment:\n", "");
  const lines = "SMTP_HOST=smtp.zoo.example\nSMTP_HOST_ADDR=${SMTP_HOST}\n";
  assert.deepEqual(lintFor("unknown-variable", { "compose.yml": within, "mail.env": lines }), []);
});

test("a name in `.env` that nothing takes, near to a variable that Plausible lacks", () => {
  const bare = ["SMTP_HOST_ADDR=smtp-relay.gmail.com", "SMTP_HOST_PORT", "MAILER_EMAIL"];
  const of = (dotenv: string, items = bare, more = "") =>
    lintFor("unknown-variable", { "compose.yml": composeFile(items, undefined, more), ".env": dotenv });
  for (const name of ["SMTP_HOST_PROT", "SMTP_PORT", "SMTP_HOSTPORT"]) {
    assert.deepEqual(of(`${name}=587\n`), [`warning unknown-variable "${name}"`], name);
  }
  // Set already, taken by somebody, or nobody's.
  assert.deepEqual(of("SMTP_PORT=587\nSMTP_HOST_PORT=587\n"), []);
  assert.deepEqual(of("SMTP_PORT=587\n", [...bare, "OTHER=${SMTP_PORT}"]), []);
  assert.deepEqual(of("SMTP_PORT=587\n", bare, "  other:\n    image: example/app\n    environment:\n      - SMTP_PORT\n"), []);
  assert.deepEqual(of("SMTP_PORT=587\n", bare, "  other:\n    image: example/app\n    env_file: .env\n"), []);
  assert.deepEqual(of("SMTP_TIMEOUT=5\nDATABASE_URL=x\nEMPTY_PORT=\n"), []);
  // A name that other programs have may be there for them, unless the service asks for what was meant.
  assert.deepEqual(of("SMTP_PORT=587\n", ["SMTP_HOST_ADDR=smtp-relay.gmail.com"]), []);
  assert.deepEqual(of("SMTP_HOST_PROT=587\n", ["SMTP_HOST_ADDR=smtp-relay.gmail.com"]), [
    'warning unknown-variable "SMTP_HOST_PROT"',
  ]);
  const files = { "compose.yml": composeFile(bare), ".env": "SMTP_HOST_PROT=587\n" };
  const fix = analyseFiles(files).findings.find(({ rule }) => rule === "unknown-variable")?.fixes[0];
  assert.ok(fix);
  assert.equal(applyFix(files, fix)[".env"], "SMTP_HOST_PORT=587\n");
});

test("a login under wrong names is renamed as a whole, with its host", () => {
  const fixed = (items: readonly string[]) => {
    const files = { "compose.yml": composeFile(items) };
    const finding = analyseFiles(files).findings.find(({ variable }) => variable === "SMTP_USERNAME");
    const [fix] = finding?.fixes ?? [];
    return fix === undefined ? null : applyFix(files, fix)["compose.yml"];
  };
  const right = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USER_NAME=ada", "SMTP_USER_PWD=not-for-you"];
  assert.equal(fixed(["SMTP_HOST=smtp.zoo.example", "SMTP_USERNAME=ada", "SMTP_PASSWORD=not-for-you"]), composeFile(right));
  assert.equal(fixed(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USERNAME=ada", "SMTP_PASSWORD=not-for-you"]), composeFile(right));
  // One half alone, or a login for nobody's server, is worse than none.
  assert.equal(fixed(["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_USERNAME=ada"]), null);
  assert.equal(fixed(["SMTP_USERNAME=ada", "SMTP_PASSWORD=not-for-you"]), null);
});
