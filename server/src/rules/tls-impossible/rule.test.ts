import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { tlsImpossible } from "./rule.js";

testReadme(tlsImpossible, import.meta.url);

const login = ["SMTP_USER_NAME=plausible@example.com", "SMTP_USER_PWD"];
const image = (release: string) =>
  release < "2.1" ? `plausible/analytics:v${release}` : `ghcr.io/plausible/community-edition:v${release}`;
const compose = (release: string, ...environment: string[]) =>
  composeFile(["MAILER_ADAPTER=Bamboo.SMTPAdapter", ...environment, ...login], image(release));
const own = (release: string, ...environment: string[]) =>
  lintFor("tls-impossible", { "compose.yml": compose(release, ...environment) });
const error = ['error tls-impossible "Bamboo.SMTPAdapter"'];
const warning = ['warning tls-impossible "Bamboo.SMTPAdapter"'];

test("the flag decides at once, on any port and towards any host", () => {
  for (const release of ["2.1.0", "2.1.4", "2.1.5", "3.2.1"]) {
    for (const port of ["25", "465", "587", "10025"]) {
      const environment = ["SMTP_HOST_ADDR=10.0.0.7", `SMTP_HOST_PORT=${port}`, "SMTP_HOST_SSL_ENABLED=true"];
      assert.deepEqual(own(release, ...environment), error, `${release} ${port}`);
    }
  }
  assert.deepEqual(own("2.0.0", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=true"), []);
});

test("without the flag, what offers STARTTLS: certain for known providers, usual for others", () => {
  const off = "SMTP_HOST_SSL_ENABLED=false";
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=smtp.gmail.com", "SMTP_HOST_PORT=587", off), error);
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", off), warning);
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=mail", "SMTP_HOST_PORT=587", off), []);
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=10.0.0.7", "SMTP_HOST_PORT=587", off), []);
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=10025", off), []);
  assert.deepEqual(own("3.2.1", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT", off), []);
  assert.deepEqual(own("2.0.0", "SMTP_HOST_ADDR=smtp.gmail.com", "SMTP_HOST_PORT=587", off), []);
});

test("it alone speaks of TLS and port", () => {
  for (const [port, flag] of [
    ["25", "true"],
    ["587", "true"],
    ["587", "false"],
  ]) {
    const lines = lint({
      "compose.yml": compose("3.2.1", "SMTP_HOST_ADDR=smtp.gmail.com", `SMTP_HOST_PORT=${port}`, `SMTP_HOST_SSL_ENABLED=${flag}`),
    });
    assert.deepEqual(
      lines.filter((line) => /tls-|port-25|obsolete|plaintext/.test(line)),
      error,
    );
  }
});

test("the fix writes what the other adapter reads otherwise", () => {
  const after = (release: string, ...environment: string[]) => {
    const contents = { "compose.yml": compose(release, ...environment) };
    const finding = analyseFiles(contents).findings.find(({ rule }) => rule === "tls-impossible");
    const [fix] = finding?.fixes ?? [];
    assert.ok(fix);
    return (applyFix(contents, fix)["compose.yml"] ?? "").split("\n").flatMap((line) => /- (\S+)$/.exec(line)?.[1] ?? []);
  };
  assert.deepEqual(after("3.2.1", "SMTP_HOST_SSL_ENABLED=true", "SMTP_RETRIES=2"), [
    "MAILER_ADAPTER=Bamboo.Mua",
    "SMTP_HOST_SSL_ENABLED=false",
    "SMTP_HOST_ADDR=mail",
    "SMTP_HOST_PORT=25",
    ...login,
  ]);
  assert.deepEqual(after("2.1.4", "SMTP_HOST_ADDR=smtp.gmail.com", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=1"), [
    "MAILER_ADAPTER=Bamboo.Mua",
    "SMTP_HOST_ADDR=smtp.gmail.com",
    "SMTP_HOST_PORT=587",
    "SMTP_HOST_SSL_ENABLED=false",
    ...login,
  ]);
  assert.deepEqual(after("3.2.1", "SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=true"), [
    "MAILER_ADAPTER=Bamboo.Mua",
    "SMTP_HOST_ADDR=smtp.zoo.example",
    "SMTP_HOST_PORT=465",
    "SMTP_HOST_SSL_ENABLED=true",
    ...login,
  ]);
});

test("EXTRA_CONFIG_PATH may set what is missing", () => {
  assert.deepEqual(own("3.2.1", "EXTRA_CONFIG_PATH=/x.exs", "SMTP_HOST_ADDR=a.zoo.example", "SMTP_HOST_SSL_ENABLED=true"), []);
});
