import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "../../testing/rules/project.js";
import { sample } from "../../testing/runs.js";
import { textOf } from "../base/messages.js";
import type { Finding } from "../rules/kit/types.js";

// What a release refuses to boot with, for a mail variable, is an error of some rule; and no rule says that the boot is
// refused where the release boots.

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

const saysBoot = (finding: Finding) => /refuses to (boot|start)|stops (at )?`db createdb`/.test(textOf(finding.message, "en"));

/** One setting and what is said of it; `shown` names both when a check fails. */
interface Case extends ReturnType<typeof analyseSettings> {
  readonly values: Readonly<Record<string, string | null>>;
  readonly shown: string;
}

for (const [index, image] of images.entries()) {
  test(`every refused boot is told, and no other: ${image}`, () => {
    const cases = sample(settings(), 13, index).map((values): Case => {
      const analysis = analyseSettings(image, values);
      const [service] = analysis.services;
      const said = analysis.findings.map(({ severity, rule, message }) => `${severity} ${rule} ${textOf(message, "en")}`);
      const shown = [values, service?.mailer].map((each) => JSON.stringify(each));
      return { ...analysis, values, shown: [...shown, ...said].join("\n") };
    });
    assertTold(cases);
  });
}

function assertTold(cases: readonly Case[]): void {
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
