import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { wrongService } from "./rule.js";

testReadme(wrongService, import.meta.url);

const id = "wrong-service";
const other = (image: string, environment: string) =>
  `  other:\n    image: ${image}\n${environment === "" ? "" : `    environment:\n${environment}`}`;
const misplaced = "      - SMTP_HOST_ADDR=smtp.acme-widgets.org\n";

test("databases and mail servers, under whatever registry; nothing else", () => {
  const of = (image: string) =>
    lint({ "compose.yml": composeFile(["BASE_URL=https://a.example.com"], undefined, other(image, misplaced)) });
  for (const image of [
    "postgres",
    "postgres:16-alpine",
    "docker.io/library/postgres:14",
    "clickhouse/clickhouse-server:24.12-alpine",
    "yandex/clickhouse-server:21.3.2.5",
    "bytemark/smtp",
    "boky/postfix:latest",
  ]) {
    assert.deepEqual(of(image), ['error wrong-service "SMTP_HOST_ADDR"'], image);
  }
  for (const image of ["example/app", "ghost:5", "nginx", "example/postgres-backup"]) {
    assert.ok(!of(image).some((line) => line.includes(id)), image);
  }
});

test("what Plausible has too is shared, and what it may have is unknown", () => {
  const of = (own: readonly string[], more = "") =>
    lintFor(id, { "compose.yml": composeFile(own, undefined, `${more}${other("postgres", misplaced)}`) });
  assert.deepEqual(of(["SMTP_HOST_ADDR=smtp.acme-widgets.org"]), []);
  assert.deepEqual(of(["SMTP_HOST_ADDR"]), []);
  assert.deepEqual(of(["BASE_URL=https://a.example.com"], "    env_file: secret.env\n"), []);
});

test("a section that has nothing else goes with what is moved", () => {
  const more = `      - SMTP_USER_NAME=a\n      - "SMTP_USER_PWD=b c"\n`;
  const contents = {
    "compose.yml": composeFile(["BASE_URL=https://a.example.com"], undefined, other("postgres", misplaced + more)),
  };
  const fix = analyseFiles(contents).findings[0]?.fixes[0];
  assert.ok(fix);
  const all = ["BASE_URL=https://a.example.com", "SMTP_HOST_ADDR=smtp.acme-widgets.org", "SMTP_USER_NAME=a", "SMTP_USER_PWD=b c"];
  assert.equal(applyFix(contents, fix)["compose.yml"], composeFile(all, undefined, other("postgres", "")));
});

test("an env file that only the database loads", () => {
  const contents = {
    "compose.yml": composeFile(
      ["BASE_URL=https://a.example.com"],
      undefined,
      "  db:\n    image: postgres\n    env_file: [mail.env]\n",
    ),
    "mail.env": "SMTP_HOST_ADDR=smtp.acme-widgets.org\nSMTP_USER_NAME=a\nSMTP_USER_PWD=b\n",
  };
  assert.deepEqual(lint(contents), ['error wrong-service "SMTP_HOST_ADDR"']);
  const fix = analyseFiles(contents).findings[0]?.fixes[0];
  assert.ok(fix);
  assert.deepEqual(lint(applyFix(contents, fix)), []);
});
