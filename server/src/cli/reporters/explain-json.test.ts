import assert from "node:assert/strict";
import { test } from "node:test";
import { ce, compose, explainJson, key, project, relay } from "../../../testing/explain.js";

test("as JSON: each value with where its text is and where it is declared", async () => {
  const declared = (line: number, text: string) => ({ at: `compose.yml:${line} ${JSON.stringify(text)}` });
  const here = (line: number, name: string, value: string, shown = value) => ({
    value: shown,
    origin: { kind: "environment", ...declared(line, value) },
    declared: declared(line, `- ${name}=${value}`),
  });
  assert.deepEqual(await explainJson(project, ["--all-services"]), {
    schemaVersion: 1,
    files: ["compose.yml", ".env", "mail.env", "other.txt", "pwd.txt"],
    errors: [],
    services: [
      {
        service: "plausible",
        image: `${ce}:v3.2.1`,
        environment: {
          MAILER_EMAIL: {
            value: "stats@acme-widgets.org",
            origin: { kind: "env_file", at: 'mail.env:1 "stats@acme-widgets.org"' },
            declared: declared(4, "mail.env"),
          },
          BASE_URL: here(10, "BASE_URL", "https://stats.acme-widgets.org"),
          SECRET_KEY_BASE: here(11, "SECRET_KEY_BASE", key, "***"),
          SMTP_HOST_ADDR: {
            value: "smtp.eu.mailgun.org",
            origin: { kind: "dotenv", at: '.env:1 "smtp.eu.mailgun.org"' },
            declared: declared(12, "- SMTP_HOST_ADDR=${RELAY}"),
          },
          SMTP_HOST_PORT: {
            value: "587",
            origin: { kind: "dotenv", at: '.env:2 "587"' },
            declared: declared(13, "- SMTP_HOST_PORT"),
          },
          SMTP_USER_NAME: here(14, "SMTP_USER_NAME", "postmaster"),
          SMTP_USER_PWD: here(15, "SMTP_USER_PWD", "plum-tree-9", "***"),
          MAILER_NAME: here(16, "MAILER_NAME", ""),
          GREETING: { ...here(17, "GREETING", "${WHO}, hello", ", hello"), unresolved: ["WHO"] },
          SMTP_RETRIES: here(18, "SMTP_RETRIES", "3"),
        },
        unset: ["MAILER_ADAPTER", "TZ"],
        secrets: {
          smtp_user_pwd: {
            origin: { kind: "secret", at: 'pwd.txt:1 "another-word-8\\n"' },
            declared: declared(5, "smtp_user_pwd"),
          },
        },
        version: { value: "3.2.1", assumed: false, reason: null },
        mailer: {
          outcome: "boots",
          error: null,
          config: {
            adapter: "Bamboo.Mua",
            ssl: { middlebox_comp_mode: false },
            protocol: ":tcp",
            relay: "smtp.eu.mailgun.org",
            port: 587,
            auth: { username: "postmaster", password: "***" },
          },
          mailerEmail: { name: "", address: "stats@acme-widgets.org" },
        },
        delivery: {
          client: "mua",
          host: "smtp.eu.mailgun.org",
          port: 587,
          mxLookup: false,
          tls: "starttls-if-offered",
          verifiesCertificate: true,
          auth: { username: "postmaster", password: "***", mechanisms: ["PLAIN", "LOGIN"] },
          ehlo: "acme-widgets.org",
          mailFrom: "stats@acme-widgets.org",
          certainFailure: null,
          logLine: null,
        },
        unread: ["SMTP_RETRIES"],
      },
      {
        service: "db",
        image: "postgres",
        environment: { A: { value: "b", origin: { kind: "environment", ...declared(23, "b") }, declared: declared(23, "A: b") } },
        unset: [],
        secrets: {},
        version: null,
        mailer: null,
        delivery: null,
      },
    ],
  });
});

test("as JSON: what fails for certain, and the log line of it, quote no secret", async () => {
  const files = { "compose.yml": compose([...relay, "MAILER_EMAIL=${MY_TOKEN}"]), ".env": "MY_TOKEN=plum-tree-9\n" };
  const { services } = (await explainJson(files)) as { services: { delivery: Record<string, unknown> }[] };
  const failure = '** (MatchError) no match of right hand side value: ["***"]';
  const { certainFailure, logLine, mailFrom } = services[0]?.delivery ?? {};
  assert.deepEqual([certainFailure, logLine, mailFrom], [failure, failure, "***"]);
});
