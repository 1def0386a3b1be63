import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { meantDomain, meantUri } from "./meant.js";
import { mailgunEndpoint } from "./rule.js";

// Each example of the README: its findings, their ranges, every fix, silence after it.
testReadme(mailgunEndpoint, import.meta.url);

const adapter = ["MAILER_ADAPTER=Bamboo.MailgunAdapter", "MAILER_EMAIL=stats@mg.zoo.example", "MAILGUN_API_KEY"];

test("addresses of Mailgun's have a scheme, and `/v3` as their path", () => {
  const us = "https://api.mailgun.net/v3";
  const eu = "https://api.eu.mailgun.net/v3";
  for (const [text, meant] of [
    ["https://api.mailgun.net", us],
    ["https://api.mailgun.net/", us],
    ["https://api.eu.mailgun.net/v2", eu],
    ["https://api.eu.mailgun.net/v3/mg.zoo.example", eu],
    ["https://api.mailgun.net/v3/mg.zoo.example/messages", us],
    ["api.eu.mailgun.net/v3", eu],
    ["api.mailgun.net", us],
    ["//api.mailgun.net/v3", us],
    ["smtp://api.mailgun.net/v3", us],
    ["https://api.mailgun.org/v2", us],
    ["mailgun.zoo.example/v3", "https://mailgun.zoo.example/v3"],
    ["https://mailgun.zoo.example", "https://mailgun.zoo.example/v3"],
  ] as const) {
    assert.equal(meantUri(text)?.meant, meant, text);
  }
  for (const text of [
    us,
    eu,
    `${us}/`,
    "http://mock:8080/v3",
    "https://proxy.zoo.example/mailgun/v3",
    "https://proxy.zoo.example/mail",
    "",
    `"${us}"`,
  ]) {
    assert.equal(meantUri(text), null, text);
  }
});

test("a domain is bare", () => {
  for (const text of [
    "https://mg.zoo.example",
    "mg.zoo.example/",
    "http://mg.zoo.example/x",
    "https://api.eu.mailgun.net/v3/mg.zoo.example/messages",
  ]) {
    assert.equal(meantDomain(text)?.meant, "mg.zoo.example", text);
  }
  for (const text of ["mg.zoo.example", "", "stats@mg.zoo.example", "zoo"]) assert.equal(meantDomain(text), null, text);
});

test("it is quiet under other adapters, and speaks before the region does", () => {
  const base = "MAILGUN_BASE_URI=https://api.mailgun.net";
  assert.deepEqual(lintFor("mailgun-endpoint", { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.zoo.example", base]) }), []);
  const text = composeFile([...adapter, "MAILGUN_DOMAIN=mg.eu.zoo.example", base]);
  assert.deepEqual(lint({ "compose.yml": text }), ['error mailgun-endpoint "https://api.mailgun.net"']);
});

test("a login in the address is not shown", () => {
  const text = composeFile([...adapter, "MAILGUN_DOMAIN=mg.zoo.example", "MAILGUN_BASE_URI=ada:Kirsche@api.mailgun.net/v3"]);
  assert.deepEqual(lintFor("mailgun-endpoint", { "compose.yml": text }).length, 1);
});
