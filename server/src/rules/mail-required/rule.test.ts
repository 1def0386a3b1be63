import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { mailRequired } from "./rule.js";

testReadme(mailRequired, import.meta.url);

const id = "mail-required";
const image = (tag: string) => `ghcr.io/plausible/community-edition:${tag}`;
const boots = ["BASE_URL=https://stats.example.com", "SECRET_KEY_BASE"];
const of = (items: readonly string[], tag = "v3.2.1") =>
  lintFor(id, { "compose.yml": composeFile([...boots, ...items], image(tag)) });
const found = (text: string) => [`warning ${id} "${text}"`];

test("verification as the release reads it", () => {
  for (const word of ["true", "1", "YES"]) assert.deepEqual(of([`ENABLE_EMAIL_VERIFICATION=${word}`]), found(word));
  for (const word of ["false", "0", "off"]) assert.deepEqual(of([`ENABLE_EMAIL_VERIFICATION=${word}`]), [], word);
  // Every atom but false and nil is true.
  assert.deepEqual(of(["ENABLE_EMAIL_VERIFICATION=no"], "v2.1.4"), found("no"));
  assert.deepEqual(of(["ENABLE_EMAIL_VERIFICATION=nil"], "v2.1.4"), []);
  for (const item of ["ENABLE_EMAIL_VERIFICATION", "ENABLE_EMAIL_VERIFICATION=${VERIFY}"]) assert.deepEqual(of([item]), [], item);
});

test("invitations count where mail is set up and fails, not where nobody thought of mail", () => {
  const closed = "DISABLE_REGISTRATION=invite_only";
  assert.deepEqual(of([closed]), []);
  assert.deepEqual(of([]), []);
  // Of the sender there is information only, as nothing of mail is set.
  const items = ["BASE_URL=http://localhost:8000", "SECRET_KEY_BASE", closed];
  assert.deepEqual(lintFor(id, { "compose.yml": composeFile(items) }), found("invite_only"));
});

test("a cause that another rule warns of is enough; information and hints are none", () => {
  const verify = "ENABLE_EMAIL_VERIFICATION=true";
  const warned: readonly (readonly [rule: string, items: readonly string[]])[] = [
    ["no-relay", ["MAILER_NAME=Stats"]],
    ["black-hole-adapter", ["MAILER_ADAPTER=Bamboo.LocalAdapter"]],
    ["missing-api-key", ["MAILER_ADAPTER=Bamboo.PostmarkAdapter"]],
    ["invalid-sender", ["MAILER_EMAIL=nobody", "SMTP_HOST_ADDR=smtp.sendgrid.net", "SMTP_USER_NAME=apikey", "SMTP_USER_PWD"]],
  ];
  for (const [rule, items] of warned) {
    const lines = lint({ "compose.yml": composeFile([...boots, verify, ...items]) });
    assert.ok(
      lines.some((line) => line.split(" ")[1] === rule),
      rule,
    );
    assert.ok(!lines.some((line) => line.includes(id)), rule);
  }
  // What leaks is no reason why mail fails.
  assert.deepEqual(of([verify, "LOG_LEVEL=debug"]), found("true"));
});

test("is silent where mail may well arrive", () => {
  const verify = "ENABLE_EMAIL_VERIFICATION=true";
  assert.deepEqual(of([verify, "SMTP_HOST_ADDR"]), []);
  assert.deepEqual(of([verify, "MAILER_ADAPTER"]), []);
  assert.deepEqual(of([verify, "EXTRA_CONFIG_PATH=/x.exs"]), []);
  assert.deepEqual(of([verify, "SMTP_HOST_ADDR=mail"]), []);
  // 2.1.1 looks the recipient's mail exchanger up.
  assert.deepEqual(of([verify, "MAILER_ADAPTER=Bamboo.Mua"], "v2.1.1"), []);
});
