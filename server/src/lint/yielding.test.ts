import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import type { RuleId } from "../base/ids.js";
import { rules } from "../rules/index.js";
import type { Finding, Yielding } from "../rules/kit/types.js";
import { runRule } from "./analysis.js";
import { withoutConsequences } from "./precedence.js";

/** What the rules say of one another, once more: who takes a row away there shall do it on purpose, and here too. */
const table: Readonly<Partial<Record<RuleId, Yielding>>> = {
  "compose-error": { atPlace: ["dollar-interpolation", "malformed-entry"] },
  "credentials-without-relay": { onVariable: ["not-passed-through"] },
  "default-sender": { onVariable: ["not-passed-through"] },
  "ignored-variable": { inService: ["missing-api-key", "black-hole-adapter"] },
  "implicit-tls-unsupported": { inService: ["wrong-port"] },
  "invalid-boolean": { onVariable: ["middlebox-mode"] },
  "missing-credentials": { inService: ["provider-auth-unsupported"], onVariable: ["not-passed-through"] },
  "no-relay": {
    inService: ["credentials-without-relay", "not-passed-through", "missing-api-key"],
    onVariable: ["unresolved-variable"],
  },
  "not-passed-through": { onVariable: ["wrong-service"] },
  "obsolete-adapter": { inService: ["implicit-tls-unsupported", "tls-impossible", "tls-port-mismatch"] },
  "orphan-mail-sidecar": { inService: ["unresolvable-relay", "unreachable-relay", "wrong-service"] },
  "plaintext-auth": { inService: ["wrong-port", "tls-impossible", "port-25"], onVariable: ["invalid-integer", "retyped-value"] },
  "port-25": { inService: ["tls-impossible", "wrong-port"] },
  "provider-region": { inService: ["mailgun-endpoint"] },
  "secret-in-compose": { onVariable: ["shell-syntax"] },
  "tls-certificate": {
    inService: ["localhost-relay", "unresolvable-relay", "unreachable-relay", "published-port", "wrong-port"],
  },
  "tls-impossible": { inService: ["wrong-port"] },
  "tls-port-mismatch": { inService: ["wrong-port", "implicit-tls-unsupported", "tls-impossible"] },
  "unknown-variable": { onVariable: ["secret-name"], atPlace: ["malformed-entry", "boot-refused"] },
  "unresolvable-relay": { onVariable: ["not-passed-through"] },
  "unresolved-variable": { onVariable: ["dollar-interpolation", "duplicate-variable"] },
  "variable-removed": { inService: ["adapter-unsupported"] },
  "variable-too-new": { inService: ["adapter-unsupported"] },
  "wrong-port": { inService: ["published-port"] },
};

test("each rule yields to these and to no other", () => {
  const said = Object.values(rules).flatMap(({ meta }) => (meta.yieldsTo === undefined ? [] : [[meta.id, meta.yieldsTo]]));
  assert.deepEqual(Object.fromEntries(said), table);
});

const here = { file: "/f", start: 10, end: 20 };
const touching = { file: "/f", start: 20, end: 24 };
const elsewhere = { file: "/f", start: 30, end: 40 };

function finding(rule: RuleId, variable: string | null, at = here): Finding {
  const message = { template: { en: "", "zh-cn": "" }, values: {} };
  return { rule, severity: "info", message, service: "plausible", variable, at, related: [], fixes: [] };
}

/** Whether a finding of the rule is left beside one of the cause. */
function speaks(rule: RuleId, cause: Finding, variable: string | null = "A"): boolean {
  return withoutConsequences([finding(rule, variable), cause]).some((left) => left.rule === rule);
}

describe("a cause silences what follows from it, and nothing else", () => {
  for (const [id, { inService = [], onVariable = [], atPlace = [] }] of Object.entries(table)) {
    const rule = id as RuleId;
    for (const cause of inService)
      test(`${rule} where ${cause} speaks in the service`, () => {
        assert.ok(!speaks(rule, finding(cause, "B", elsewhere)));
        assert.ok(!speaks(rule, finding(cause, null, elsewhere), null));
      });
    for (const cause of onVariable)
      test(`${rule} where ${cause} speaks of the variable`, () => {
        assert.ok(!speaks(rule, finding(cause, "A", elsewhere)));
        assert.equal(speaks(rule, finding(cause, "B")), !atPlace.includes(cause));
        assert.equal(speaks(rule, finding(cause, "A", elsewhere), null), true);
      });
    for (const cause of atPlace)
      test(`${rule} where ${cause} speaks of the text`, () => {
        assert.ok(!speaks(rule, finding(cause, "B")));
        assert.ok(!speaks(rule, finding(cause, null, touching), null));
        assert.ok(speaks(rule, finding(cause, "B", elsewhere)));
        assert.ok(speaks(rule, finding(cause, "B", { ...here, file: "/g" })));
      });
  }
});

const zoo = "SMTP_HOST_ADDR=smtp.zoo.example";
const user = "SMTP_USER_NAME=plausible@zoo.example";
const login = [user, "SMTP_USER_PWD"];
const gmail = "SMTP_HOST_ADDR=smtp.gmail.com";
const release = (name: string) => `ghcr.io/plausible/community-edition:v${name}`;
const service = (environment: readonly string[], image?: string, more?: string) => ({
  "compose.yml": composeFile(environment, image, more),
});
const mail = (text: string) => `  mail:\n${text.replace(/^/gm, "    ").trimEnd()}\n`;
const apart = `    networks: [front]\n${mail("image: bytemark/smtp\nnetworks: [back]")}networks:\n  front:\n  back:\n`;

/** Projects in which both would speak: the rule, its cause, and the files. */
const projects: readonly (readonly [RuleId, RuleId, Readonly<Record<string, string>>])[] = [
  [
    "default-sender",
    "not-passed-through",
    { ...service(["BASE_URL=http://localhost:8000", zoo, ...login]), ".env": "MAILER_EMAIL=a@zoo.example\n" },
  ],
  ["missing-credentials", "provider-auth-unsupported", service(["SMTP_HOST_ADDR=smtp-mail.outlook.com", "SMTP_HOST_PORT=587"])],
  [
    "missing-credentials",
    "not-passed-through",
    { ...service([gmail, "SMTP_HOST_PORT=587"]), ".env": "SMTP_USER_NAME=a@gmail.com\nSMTP_USER_PWD=abcdabcdabcdabcd\n" },
  ],
  [
    "obsolete-adapter",
    "tls-port-mismatch",
    service(
      [zoo, ...login, "SMTP_HOST_PORT=465", "SMTP_HOST_SSL_ENABLED=false", "MAILER_ADAPTER=Bamboo.SMTPAdapter"],
      release("2.1.5"),
    ),
  ],
  ["orphan-mail-sidecar", "unreachable-relay", service(["SMTP_HOST_ADDR=mail", "SMTP_HOST_PORT=25"], undefined, apart)],
  [
    "orphan-mail-sidecar",
    "wrong-service",
    service(["SMTP_HOST_PORT=587"], undefined, mail(`image: bytemark/smtp\nenvironment:\n  - ${zoo}\n  - SMTP_USER_NAME=x`)),
  ],
  [
    "port-25",
    "tls-impossible",
    service(
      [zoo, ...login, "SMTP_HOST_PORT=25", "SMTP_HOST_SSL_ENABLED=true", "MAILER_ADAPTER=Bamboo.SMTPAdapter"],
      release("2.1.5"),
    ),
  ],
  [
    "provider-region",
    "mailgun-endpoint",
    service([
      "MAILER_ADAPTER=Bamboo.MailgunAdapter",
      "MAILGUN_API_KEY=${K}",
      "MAILGUN_DOMAIN=https://mg.eu.zoo.org/",
      "MAILGUN_BASE_URI=https://api.mailgun.net",
      "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
    ]),
  ],
  ["secret-in-compose", "shell-syntax", service([zoo, user, "SMTP_USER_PWD=$$(pass show mail)"])],
  ["tls-certificate", "localhost-relay", service(["SMTP_HOST_ADDR=127.0.0.1", "SMTP_HOST_PORT=587", ...login])],
  [
    "tls-certificate",
    "unreachable-relay",
    service(["SMTP_HOST_ADDR=mail", "SMTP_HOST_PORT=587", ...login], undefined, apart.replace("bytemark/smtp", "example/mail")),
  ],
  [
    "tls-impossible",
    "wrong-port",
    service(
      [gmail, "SMTP_HOST_PORT=993", "SMTP_HOST_SSL_ENABLED=true", ...login, "MAILER_ADAPTER=Bamboo.SMTPAdapter"],
      release("2.1.5"),
    ),
  ],
  [
    "unresolvable-relay",
    "not-passed-through",
    { ...service(["SMTP_HOST_PORT=25"], "plausible/analytics:v2.0.0"), ".env": `${zoo}\n` },
  ],
  [
    "unresolved-variable",
    "duplicate-variable",
    { ...service([...login, "SMTP_HOST_ADDR=${SMTP_HOST_ADDR}"], undefined, "    env_file: a.env\n"), "a.env": `${zoo}\n` },
  ],
  [
    "variable-too-new",
    "adapter-unsupported",
    service([zoo, ...login, "MAILER_ADAPTER=Bamboo.Mua", "SMTP_MIDDLEBOX_COMP_MODE=true"], "plausible/analytics:v2.0.0"),
  ],
  [
    "wrong-port",
    "published-port",
    service(
      ["SMTP_HOST_ADDR=mail", "SMTP_HOST_PORT=8025", ...login],
      undefined,
      mail("image: axllent/mailpit\nports:\n  - '8025:1025'"),
    ),
  ],
];

describe("in a project in which both would speak", () => {
  for (const [rule, cause, files] of projects) {
    test(`${cause} speaks, and ${rule} is silent`, () => {
      const { services, findings } = analyseFiles(files);
      const found = findings.map((each) => each.rule);
      assert.ok(found.includes(cause) && !found.includes(rule), found.join(", "));
      const [view = assert.fail()] = services;
      const all = Object.values(rules).flatMap((each) => runRule(each, view));
      const without = withoutConsequences(all.filter((each) => each.rule !== cause));
      assert.ok(
        without.some((each) => each.rule === rule),
        "it would speak if the cause were silent",
      );
    });
  }
});
