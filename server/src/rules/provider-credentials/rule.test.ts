import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../testing/project.js";
import { testReadme } from "../testing/readme.js";
import { providerCredentials } from "./rule.js";

testReadme(providerCredentials, import.meta.url);

const own = (host: string, user: string, ...more: string[]) =>
  lintFor("provider-credentials", {
    "compose.yml": composeFile([...more, `SMTP_HOST_ADDR=${host}`, `SMTP_USER_NAME=${user}`, "SMTP_USER_PWD"]),
  });

test("the one login of a provider", () => {
  assert.deepEqual(own("smtp.resend.com", "me"), ['warning provider-credentials "me"']);
  assert.deepEqual(own("smtp.sparkpostmail.com", "me"), ['warning provider-credentials "me"']);
  for (const [host, user] of [
    ["smtp.resend.com", "resend"],
    ["smtp.sparkpostmail.com", "SMTP_Injection:X-MSYS-SUBACCOUNT=123"],
    ["smtp.zeptomail.com", "me@example.com"],
    ["smtp.gmail.com", "me"],
  ] as const) {
    assert.deepEqual(own(host, user), []);
  }
});

test("is silent on what is not known or not read", () => {
  assert.deepEqual(own("smtp.resend.com", "${NAME}"), []);
  assert.deepEqual(own("smtp.resend.com", "your-username"), []);
  assert.deepEqual(own("smtp.resend.com", "me", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  assert.deepEqual(own("smtp.resend.com", "me", "EXTRA_CONFIG_PATH=/x.exs"), []);
});
