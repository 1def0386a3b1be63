import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, defaultImage, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { secretName } from "./rule.js";

testReadme(secretName, import.meta.url);

const id = "secret-name";
const relay = ["SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_USER_NAME=a@example.com"];

function withSecret(grant: string, environment: readonly string[] = relay, image = defaultImage): string {
  const more = `    secrets:\n${grant}secrets:\n  smtp_password:\n    file: ./pw\n  smtp_user_pwd:\n    file: ./pw\n  SMTP_USER_PWD:\n    file: ./pw\n  other:\n    file: ./pw\n`;
  return composeFile(environment, image, more);
}

test("names that are near to the variable's own", () => {
  for (const name of ["smtp_password", "smtp_user_pwd"]) {
    assert.deepEqual(lint({ "compose.yml": withSecret(`      - ${name}\n`), pw: "x\n" }), [`error secret-name "${name}"`]);
  }
  for (const target of ["SMTP_USER_PWD_FILE", "smtp-user-pwd", "SMTP_USER_PWD.txt", "plausible_smtp_password"]) {
    const compose = withSecret(`      - source: other\n        target: ${target}\n`);
    assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), [`error secret-name "${target}"`]);
  }
  for (const target of ["SMTP_USER_PWD", "db-password", "smtp_auth", "/etc/smtp_password"]) {
    const compose = withSecret(`      - source: other\n        target: ${target}\n`);
    assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), [], target);
  }
});

test("every way to mount it is renamed where it stands", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["    secrets: [smtp_password]\n", "    secrets: [{source: smtp_password, target: SMTP_USER_PWD}]\n"],
    ['    secrets:\n      - "smtp_password"\n', '    secrets:\n      - source: "smtp_password"\n        target: SMTP_USER_PWD\n'],
    [
      "    secrets:\n      - source: smtp_password\n",
      "    secrets:\n      - source: smtp_password\n        target: SMTP_USER_PWD\n",
    ],
    [
      "    secrets:\n      - source: smtp_password\n        target: smtp_user_pwd\n",
      "    secrets:\n      - source: smtp_password\n        target: SMTP_USER_PWD\n",
    ],
    ["    volumes:\n      - ./pw:/run/secrets/smtp_user_pwd:ro\n", "    volumes:\n      - ./pw:/run/secrets/SMTP_USER_PWD:ro\n"],
    [
      "    configs:\n      - source: smtp_password\n        target: /run/secrets/smtp_password\n",
      "    configs:\n      - source: smtp_password\n        target: /run/secrets/SMTP_USER_PWD\n",
    ],
  ];
  const end = "secrets:\n  smtp_password:\n    file: ./pw\nconfigs:\n  smtp_password:\n    file: ./pw\n";
  for (const [before, after] of cases) {
    const contents = { "compose.yml": composeFile(relay, undefined, before + end), pw: "x\n" };
    const [finding, ...more] = analyseFiles(contents).findings;
    assert.equal(finding?.rule, id, before);
    assert.equal(more.length, 0, before);
    const fix = finding?.fixes[0];
    assert.ok(fix, before);
    const fixed = applyFix(contents, fix);
    assert.equal(fixed["compose.yml"], composeFile(relay, undefined, after + end));
    assert.deepEqual(lint(fixed), []);
  }
});

test("without a secret the variable is passed on under its own name", () => {
  const contents = { "compose.yml": composeFile([...relay, "SMTP_USER_PWD_FILE=/run/secrets/pw"]) };
  const fix = analyseFiles(contents).findings[0]?.fixes[0];
  assert.ok(fix);
  assert.equal(applyFix(contents, fix)["compose.yml"], composeFile([...relay, "SMTP_USER_PWD"]));
});

test("CONFIG_DIR says where Plausible looks", () => {
  const compose = withSecret("      - smtp_password\n", [...relay, "CONFIG_DIR=/config"]);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), []);
  const unknown = withSecret("      - smtp_password\n", [...relay, "CONFIG_DIR"]);
  assert.deepEqual(lintFor(id, { "compose.yml": unknown, pw: "x\n" }), []);
});

test("a file under its right name, where Plausible would look without CONFIG_DIR", () => {
  const compose = withSecret("      - SMTP_USER_PWD\n", [...relay, "CONFIG_DIR=/config"]);
  const contents = { "compose.yml": compose, pw: "x\n" };
  const [finding, ...more] = analyseFiles(contents).findings;
  assert.equal(finding?.rule, id);
  assert.deepEqual(more, []);
  const fix = finding.fixes[0];
  assert.ok(fix !== undefined && !fix.automatic);
  assert.deepEqual(lint(applyFix(contents, fix)), []);

  // What else is in that folder would be lost with CONFIG_DIR.
  const used = compose.replace("      - SMTP_USER_PWD\n", "$&      - source: other\n        target: /config/SECRET_KEY_BASE\n");
  assert.equal(analyseFiles({ ...contents, "compose.yml": used }).findings[0]?.fixes.length, 0);
  // Plausible has it from elsewhere, or does not read files yet.
  const passed = withSecret("      - SMTP_USER_PWD\n", [...relay, "SMTP_USER_PWD=plum", "CONFIG_DIR=/config"]);
  assert.deepEqual(lintFor(id, { ...contents, "compose.yml": passed }), []);
  const old = withSecret("      - SMTP_USER_PWD\n", [...relay, "CONFIG_DIR=/config"], "plausible/analytics:v1.3.0");
  assert.deepEqual(lintFor(id, { ...contents, "compose.yml": old }), []);
});

test("a file or variable that something refers to has its use", () => {
  const grant = "      - smtp_password\n";
  const script = composeFile(
    relay,
    undefined,
    "    entrypoint: /start.sh\n    volumes:\n      - ./start.sh:/start.sh\n    secrets:\n      - smtp_password\nsecrets:\n  smtp_password:\n    file: ./pw\n",
  );
  assert.deepEqual(
    lintFor(id, { "compose.yml": script, pw: "x\n", "start.sh": "export P=$(cat /run/secrets/smtp_password)\n" }),
    [],
  );
  const variable = withSecret(grant, [...relay, "MY_PASSWORD_PATH=/run/secrets/smtp_password"]);
  assert.deepEqual(lintFor(id, { "compose.yml": variable, pw: "x\n" }), []);
  const command = composeFile(
    [...relay, "SMTP_USER_PWD_FILE=/run/secrets/x"],
    undefined,
    "    command: sh -c 'SMTP_USER_PWD=$$(cat $$SMTP_USER_PWD_FILE) /entrypoint.sh run'\n",
  );
  assert.deepEqual(lint({ "compose.yml": command }), []);
});

test("a variable that Plausible has from elsewhere makes it a warning", () => {
  const compose = withSecret("      - smtp_password\n", [...relay, "SMTP_USER_PWD=x"]);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), ['warning secret-name "smtp_password"']);
});

test("before 1.4 no file is read, whatever its name", () => {
  const image = "plausible/analytics:v1.3.0";
  const compose = withSecret("      - SMTP_USER_PWD\n", relay, image);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), ['error secret-name "SMTP_USER_PWD"']);
});

test("an image that is built here may read it", () => {
  const compose = withSecret("      - smtp_password\n", relay, `${defaultImage}\n    build: .`);
  assert.deepEqual(lintFor(id, { "compose.yml": compose, pw: "x\n" }), ['warning secret-name "smtp_password"']);
});
