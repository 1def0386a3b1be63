import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { plaintextAuth } from "./rule.js";

testReadme(plaintextAuth, import.meta.url);

const login = ["SMTP_USER_NAME=plausible@example.com", "SMTP_USER_PWD"];
const own = (host: string, port: string, ...more: string[]) =>
  lintFor("plaintext-auth", {
    "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`, ...more]),
  });

test("ports without a guarantee, towards hosts that nobody knows", () => {
  for (const port of ["2525", "2526", "10025"]) {
    assert.deepEqual(own("mail.zoo.example", port, ...login), [`warning plaintext-auth "${port}"`]);
  }
  // Of web ports `wrong-port` speaks.
  for (const port of ["80", "8025"]) assert.deepEqual(own("mail.zoo.example", port, ...login), []);
  for (const port of ["465", "587", "2465", "2587"]) assert.deepEqual(own("mail.zoo.example", port, ...login), []);
});

test("port-25 speaks of port 25", () => {
  const environment = ["SMTP_HOST_ADDR=mail.zoo.example", "SMTP_HOST_PORT=25", ...login];
  assert.deepEqual(lint({ "compose.yml": composeFile(environment) }), ['warning port-25 "25"']);
});

test("is silent where nothing is at risk, or known", () => {
  assert.deepEqual(own("mail.zoo.example", "2525"), []);
  assert.deepEqual(own("mail.zoo.example", "2525", "SMTP_USER_NAME", "SMTP_USER_PWD"), []);
  assert.deepEqual(own("mail.zoo.example", "10465", "SMTP_HOST_SSL_ENABLED=true", ...login), []);
  assert.deepEqual(own("smtp.sendgrid.net", "2525", ...login), []);
  for (const host of ["10.0.0.7", "mail.lan", "localhost"]) assert.deepEqual(own(host, "2525", ...login), []);
  assert.deepEqual(own("${HOST}", "2525", ...login), []);
  assert.deepEqual(own("mail.zoo.example", "2525", "MAILER_ADAPTER=Bamboo.PostmarkAdapter", ...login), []);
  assert.deepEqual(own("mail.zoo.example", "2525", "EXTRA_CONFIG_PATH=/x.exs", ...login), []);
});

test("SMTPAdapter that can do TLS, where it was the default", () => {
  const compose = composeFile(["SMTP_HOST_ADDR=mail.zoo.example", "SMTP_HOST_PORT=2525", ...login], "plausible/analytics:v2.0.0");
  assert.deepEqual(lintFor("plaintext-auth", { "compose.yml": compose }), ['warning plaintext-auth "2525"']);
});
