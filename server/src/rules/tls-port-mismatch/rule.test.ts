import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { tlsPortMismatch } from "./rule.js";

testReadme(tlsPortMismatch, import.meta.url);

const images = {
  "2.0.0": "plausible/analytics:v2.0.0",
  "2.1.1": "ghcr.io/plausible/community-edition:v2.1.1",
  "2.1.4": "ghcr.io/plausible/community-edition:v2.1.4",
  "3.2.1": "ghcr.io/plausible/community-edition:v3.2.1",
} as const;

interface Case {
  readonly release: keyof typeof images;
  readonly adapter?: "Bamboo.Mua" | "Bamboo.SMTPAdapter";
  readonly host?: string;
  readonly port?: string;
  readonly flag?: string;
}

/** What this rule says of a service with credentials. */
function found({ release, adapter, host = "smtp.zoo.example", port, flag }: Case): string[] {
  const environment = [
    ...(adapter === undefined ? [] : [`MAILER_ADAPTER=${adapter}`]),
    `SMTP_HOST_ADDR=${host}`,
    ...(port === undefined ? [] : [`SMTP_HOST_PORT=${port}`]),
    ...(flag === undefined ? [] : [`SMTP_HOST_SSL_ENABLED=${flag}`]),
    "SMTP_USER_NAME=plausible@example.com",
    "SMTP_USER_PWD",
  ];
  return lint({ "compose.yml": composeFile(environment, images[release]) }).filter((line) => line.includes("tls-port-mismatch"));
}

const onFlag = (flag: string) => [`error tls-port-mismatch "${flag}"`];
const onPort = (port: string) => [`error tls-port-mismatch "${port}"`];

test("Bamboo.Mua from 2.1.2 on: each flag on each port", () => {
  for (const release of ["2.1.4", "3.2.1"] as const) {
    for (const port of [undefined, "25", "587", "2525"]) {
      assert.deepEqual(found({ release, ...(port && { port }), flag: "true" }), onFlag("true"), `${release} true ${port}`);
      assert.deepEqual(found({ release, ...(port && { port }), flag: "false" }), [], `${release} false ${port}`);
      assert.deepEqual(found({ release, ...(port && { port }) }), [], `${release} unset ${port}`);
    }
    assert.deepEqual(found({ release, port: "465", flag: "true" }), []);
    assert.deepEqual(found({ release, port: "465" }), []);
    assert.deepEqual(found({ release, port: "465", flag: "false" }), onFlag("false"));
    for (const port of ["2465", "8465"]) {
      assert.deepEqual(found({ release, port }), onPort(port));
      assert.deepEqual(found({ release, port, flag: "false" }), onFlag("false"));
      assert.deepEqual(found({ release, port, flag: "true" }), []);
    }
  }
});

test("the words that each release takes for yes and no", () => {
  for (const flag of ["1", "True", "YES", "on", "t"]) {
    assert.deepEqual(found({ release: "3.2.1", port: "587", flag }), onFlag(flag));
  }
  for (const flag of ["0", "False", "off"]) assert.deepEqual(found({ release: "3.2.1", port: "465", flag }), onFlag(flag));
  for (const flag of ["yes", "tls"]) assert.deepEqual(found({ release: "2.1.4", port: "587", flag }), onFlag(flag));
  // These stop the boot, or mean the opposite: other rules speak.
  for (const flag of ["1", "True", "no", "off", ""]) assert.deepEqual(found({ release: "2.1.4", port: "587", flag }), []);
});

test("is silent where implicit-tls-unsupported and tls-impossible speak", () => {
  for (const flag of ["true", "false"]) {
    assert.deepEqual(found({ release: "2.1.1", adapter: "Bamboo.Mua", port: "465", flag }), []);
    assert.deepEqual(found({ release: "2.1.1", adapter: "Bamboo.SMTPAdapter", port: "587", flag }), []);
  }
  // Plain text towards TLS fails for another reason, and needs the other adapter too.
  assert.deepEqual(found({ release: "2.1.4", adapter: "Bamboo.SMTPAdapter", port: "465", flag: "false" }), onFlag("false"));
});

test("Bamboo.SMTPAdapter up to 2.0.0", () => {
  const release = "2.0.0";
  assert.deepEqual(found({ release, port: "465" }), onPort("465"));
  assert.deepEqual(found({ release, port: "465", flag: "false" }), onFlag("false"));
  assert.deepEqual(found({ release, port: "465", flag: "1" }), onFlag("1"));
  assert.deepEqual(found({ release, port: "465", flag: "true" }), []);
  assert.deepEqual(found({ release, port: "587", flag: "true" }), onFlag("true"));
  assert.deepEqual(found({ release, flag: "true" }), onFlag("true"));
  assert.deepEqual(found({ release, port: "587" }), []);
  for (const flag of ["1", "yes", "on", "True"]) {
    assert.deepEqual(found({ release, port: "587", flag }), [`info tls-port-mismatch "${flag}"`]);
  }
  assert.deepEqual(found({ release, port: "587", flag: "0" }), []);
});

test("a provider's own row decides, and its weakness shows", () => {
  assert.deepEqual(found({ release: "3.2.1", host: "mail.smtp2go.com", port: "443" }), onPort("443"));
  assert.deepEqual(found({ release: "3.2.1", host: "smtp.zoo.example", port: "443" }), []);
  // Inside the project 2525 may be anything.
  assert.deepEqual(found({ release: "3.2.1", host: "10.0.0.7", port: "2525", flag: "true" }), [
    'warning tls-port-mismatch "true"',
  ]);
  assert.deepEqual(found({ release: "3.2.1", host: "10.0.0.7", port: "587", flag: "true" }), onFlag("true"));
});

test("the first line says what the preferred fix does", () => {
  const of = (host: string, port: string, flag: string) => {
    const contents = {
      "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, `SMTP_HOST_PORT=${port}`, `SMTP_HOST_SSL_ENABLED=${flag}`]),
    };
    const [finding] = analyseFiles(contents).findings.filter(({ rule }) => rule === "tls-port-mismatch");
    assert.ok(finding);
    return [textOf(finding.message, "en").split("\n", 1)[0], ...finding.fixes.map(({ title }) => textOf(title, "en"))];
  };
  // Its row has no 587: what that port speaks is a convention, and 465 is what is known.
  assert.deepEqual(of("smtp.exmail.qq.com", "587", "true"), [
    "Use port `465`: port `587` uses STARTTLS, which doesn't go with `SMTP_HOST_SSL_ENABLED`.",
    "Use port `465`",
  ]);
  assert.deepEqual(of("mail.zoo.example", "25", "true"), [
    "Use port `465`: port `25` uses STARTTLS, which doesn't go with `SMTP_HOST_SSL_ENABLED`.",
    "Use port `465`",
    "Set `SMTP_HOST_SSL_ENABLED` to `false`",
  ]);
  assert.match(of("mail.zoo.example", "587", "true")[0] ?? "", /^`SMTP_HOST_SSL_ENABLED` must be `false`/);
});

test("a flag that the files ought to set and do not is unset, unless the shell sets it", () => {
  const of = (port: string, dotenv: string | null) =>
    lintFor("tls-port-mismatch", {
      "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.163.com", `SMTP_HOST_PORT=${port}`, "SMTP_HOST_SSL_ENABLED"]),
      ...(dotenv === null ? {} : { ".env": dotenv }),
    });
  assert.deepEqual(of("994", "A=1\n"), ['warning tls-port-mismatch "994"']);
  assert.deepEqual(of("465", "A=1\n"), []);
  assert.deepEqual(of("994", null), []);
  assert.deepEqual(of("994", "SMTP_HOST_SSL_ENABLED=true\n"), []);
});

test("a provider that names STARTTLS ports only", () => {
  const warning = ['warning tls-port-mismatch "465"'];
  assert.deepEqual(found({ release: "3.2.1", host: "smtp.office365.com", port: "465" }), warning);
  assert.deepEqual(found({ release: "3.2.1", host: "smtp.office365.com", port: "465", flag: "true" }), warning);
  assert.deepEqual(found({ release: "3.2.1", host: "smtp.office365.com", port: "587" }), []);
  assert.deepEqual(found({ release: "3.2.1", host: "smtp.office365.com", port: "587", flag: "true" }), onFlag("true"));
});

test("says nothing of ports that nobody knows", () => {
  for (const flag of ["true", "false"]) assert.deepEqual(found({ release: "3.2.1", port: "10587", flag }), []);
});

test("rests no error on what is not known", () => {
  const env = (...more: string[]) => composeFile([...more, "SMTP_USER_NAME=a@example.com", "SMTP_USER_PWD"]);
  const of = (...more: string[]) => lintFor("tls-port-mismatch", { "compose.yml": env(...more) });
  assert.deepEqual(of("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT", "SMTP_HOST_SSL_ENABLED=true"), []);
  assert.deepEqual(of("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED"), []);
  assert.deepEqual(of("SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=${TLS}"), []);
  assert.deepEqual(of("SMTP_HOST_ADDR", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"), [
    'warning tls-port-mismatch "true"',
  ]);
  const mismatch = ["SMTP_HOST_ADDR=smtp.zoo.example", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true"];
  // SMTP is set up here: the release's own adapter is meant, whatever the shell may do.
  assert.deepEqual(of("MAILER_ADAPTER", ...mismatch), ['error tls-port-mismatch "true"']);
  assert.deepEqual(of("MAILER_ADAPTER=${ADAPTER}", ...mismatch), []);
  assert.deepEqual(of("EXTRA_CONFIG_PATH=/extra.exs", ...mismatch), []);
});

test("an assumed release lowers what other releases would not say", () => {
  const of = (image: string, ...more: string[]) =>
    lint({
      "compose.yml": composeFile(
        [
          ...more,
          "SMTP_HOST_ADDR=smtp.zoo.example",
          "SMTP_HOST_PORT=587",
          "SMTP_HOST_SSL_ENABLED=true",
          "SMTP_USER_NAME=a",
          "SMTP_USER_PWD",
        ],
        image,
      ),
    });
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v3"), onFlag("true"));
  assert.deepEqual(of("ghcr.io/plausible/community-edition"), onFlag("true"));
  // 2.1.0 does not read the flag with this adapter.
  assert.deepEqual(of("ghcr.io/plausible/community-edition:v2", "MAILER_ADAPTER=Bamboo.Mua"), [
    'warning tls-port-mismatch "true"',
  ]);
});

test("is silent under adapters that speak no SMTP", () => {
  const environment = [
    "MAILER_ADAPTER=Bamboo.PostmarkAdapter",
    "POSTMARK_API_KEY",
    "SMTP_HOST_ADDR=a.zoo.example",
    "SMTP_HOST_PORT=587",
    "SMTP_HOST_SSL_ENABLED=true",
  ];
  assert.deepEqual(lintFor("tls-port-mismatch", { "compose.yml": composeFile(environment) }), []);
});
