import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";
import { sample } from "../../testing/runs.js";
import { textOf } from "../base/messages.js";
import { portMode } from "../plausible/tables/providers.js";
import type { Delivery } from "../plausible/types.js";
import type { Finding } from "../rules/kit/types.js";

// Rules and the mailer's model say the same thing from two sides: what the model refuses to boot for a mail variable is
// an error of some rule; and no rule says that the boot is refused where the model boots.

const images = [
  "plausible/analytics:v1.5.1",
  "plausible/analytics:v2.0.0",
  "ghcr.io/plausible/community-edition:v2.1.1",
  "ghcr.io/plausible/community-edition:v2.1.4",
  "ghcr.io/plausible/community-edition:v2.1.5",
  "ghcr.io/plausible/community-edition:v3.2.1",
];

const choices: Readonly<Record<string, readonly (string | null)[]>> = {
  MAILER_ADAPTER: [null, "", "Bamboo.Mua", "Bamboo.SMTPAdapter", "Bamboo.PostmarkAdapter", "smtp", '"Bamboo.Mua"'],
  SMTP_HOST_ADDR: [null, "", "smtp.zoo.example", "mail"],
  SMTP_HOST_PORT: [null, "", "587", "465", "25", "abc", '"587"', " 587", "0465", "70000"],
  SMTP_HOST_SSL_ENABLED: [null, "", "true", "false", "1", "True", "no", "tls", '"true"', " true", "nil"],
  SMTP_USER_NAME: [null, "", "user"],
  SMTP_USER_PWD: [null, "", "password"],
  SMTP_MIDDLEBOX_COMP_MODE: [null, "", "true", "no", "maybe"],
};

const boot = ["BASE_URL=https://stats.example.com", `SECRET_KEY_BASE=${"a".repeat(86)}`, `TOTP_VAULT_KEY=${"A".repeat(43)}=`];

/** Every value of each variable once, and every pair of values of two variables, beside an ordinary relay. */
function* settings(): Generator<Readonly<Record<string, string | null>>> {
  const ordinary = { SMTP_HOST_ADDR: "smtp.zoo.example", SMTP_USER_NAME: "user", SMTP_USER_PWD: "password" };
  const names = Object.keys(choices);
  for (const [i, first] of names.entries()) {
    for (const second of names.slice(i + 1)) {
      for (const a of choices[first] ?? []) {
        for (const b of choices[second] ?? []) yield { ...ordinary, [first]: a, [second]: b };
      }
    }
  }
}

function analyseSettings(image: string, values: Readonly<Record<string, string | null>>) {
  const items = Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [`${name}=${value}`]));
  // In single quotes YAML changes nothing, and Compose keeps what is inside.
  const lines = [...boot, ...items].map((item) => `      - '${item.replaceAll("'", "''")}'\n`).join("");
  return analyseFiles({ "compose.yml": `services:\n  plausible:\n    image: ${image}\n    environment:\n${lines}` });
}

const saysBoot = (finding: Finding) => /refuses to boot|stops `db createdb`/.test(textOf(finding.message, "en"));

/** What the wire would show: TLS towards a port that starts in plain text, or the other way round. */
function isMismatch(delivery: Delivery): boolean {
  if (delivery.host === null || delivery.port === null) return false;
  const speaks = portMode(delivery.host, delivery.port);
  if (speaks === null) return false;
  // SMTPAdapter from 2.1.0 on fails at all TLS: there the plan says so instead of the mode.
  if (delivery.tls === "impossible") return speaks === "starttls";
  return delivery.tls !== "none" && (delivery.tls === "implicit") !== (speaks === "implicit");
}

/** One setting and what is said of it; `shown` names both when a check fails. */
interface Case extends ReturnType<typeof analyseSettings> {
  readonly values: Readonly<Record<string, string | null>>;
  readonly shown: string;
}

for (const [index, image] of images.entries()) {
  test(`the model and the findings agree: ${image}`, async (t) => {
    const cases = sample(settings(), 4, index).map((values): Case => {
      const analysis = analyseSettings(image, values);
      const [service] = analysis.services;
      const said = analysis.findings.map(({ severity, rule, message }) => `${severity} ${rule} ${textOf(message, "en")}`);
      const shown = [values, service?.mailer, service?.delivery].map((each) => JSON.stringify(each));
      return { ...analysis, values, shown: [...shown, ...said].join("\n") };
    });
    await t.test("on the wire", () => agreeOnTheWire(cases));
    await t.test("at boot", () => agreeAtBoot(cases));
  });
}

function agreeOnTheWire(cases: readonly Case[]): void {
  let mismatches = 0;
  for (const { services, findings, shown } of cases) {
    const delivery = services[0]?.delivery ?? null;
    if (delivery === null || services[0]?.smtp === null) continue;
    const errors = findings.filter(({ severity }) => severity === "error");
    if (isMismatch(delivery)) {
      mismatches += 1;
      assert.ok(errors.length > 0, `what cannot work on the wire must be an error\n${shown}`);
    } else {
      const claims = errors.filter(({ rule }) => rule === "tls-port-mismatch");
      assert.deepEqual(claims, [], `this works on the wire\n${shown}`);
    }
    const certain = delivery.certainFailure;
    if (certain !== null && ["invalid-port", "invalid-host", "no-credentials", "middlebox-mode"].includes(certain.kind)) {
      const known = certain.kind === "middlebox-mode" || errors.length > 0;
      assert.ok(known, `a certain failure must be an error\n${shown}`);
    }
  }
  assert.ok(mismatches > 0);
}

function agreeAtBoot(cases: readonly Case[]): void {
  let refused = 0;
  for (const { services, findings, values, shown } of cases) {
    // Another release's adapter is no case for these rules.
    if (services[0]?.adapter === null && values.MAILER_ADAPTER === "Bamboo.Mua") continue;
    if (services[0]?.mailer?.outcome === "refuses-to-boot") {
      refused += 1;
      const isError = findings.some(({ severity }) => severity === "error");
      assert.ok(isError, `a refused boot must be an error\n${shown}`);
    } else {
      const claims = findings.filter(saysBoot).filter(({ message }) => !textOf(message, "en").includes("later releases"));
      assert.deepEqual(claims, [], `this release boots\n${shown}`);
    }
  }
  assert.ok(refused > 0);
}

test("what lies in a folder of secrets is not missing", () => {
  const items = ["SMTP_HOST_ADDR=smtp.sendgrid.net", "SMTP_USER_NAME=apikey"].map((item) => `      - ${item}\n`).join("");
  const found = (volumes: string, tag: string, more = "") => {
    const image = `ghcr.io/plausible/community-edition:${tag}`;
    const compose = `services:\n  plausible:\n    image: ${image}\n    environment:\n${items}${more}    volumes: [${volumes}]\n`;
    return analyseFiles({ "compose.yml": compose }).findings.some(({ rule }) => rule === "half-credentials");
  };
  for (const volume of ["./secrets:/run/secrets", "secrets:/run/secrets/:ro", "run:/run"])
    assert.ok(!found(volume, "v3.2.1"), volume);
  for (const volume of ["data:/var/lib/plausible", "./run:/runtime"]) assert.ok(found(volume, "v3.2.1"), volume);
  assert.ok(!found("./config:/config", "v3.2.1", "      - CONFIG_DIR=/config/\n"));
  assert.ok(found("./config:/run/secrets", "v3.2.1", "      - CONFIG_DIR=/config\n"));
});
