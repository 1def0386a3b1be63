import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { orphanMailSidecar } from "./rule.js";

testReadme(orphanMailSidecar, import.meta.url);

const plausible = (lines: string, image = "ghcr.io/plausible/community-edition:v3.2.1") =>
  `  plausible:\n    image: ${image}\n${lines}`;
const own = "    environment:\n      - SMTP_HOST_ADDR=smtp.zoo.example\n      - SMTP_USER_NAME\n      - SMTP_USER_PWD\n";
const mail = "  mail:\n    image: bytemark/smtp\n";
const found = (text: string, more: Record<string, string> = {}) =>
  lintFor("orphan-mail-sidecar", { "compose.yml": `services:\n${text}`, ...more });
const one = ['warning orphan-mail-sidecar "mail"'];

test("unused: another relay, another adapter, or none at all", () => {
  assert.deepEqual(found(plausible(own) + mail), one);
  const api = "    environment:\n      - MAILER_ADAPTER=Bamboo.PostmarkAdapter\n      - POSTMARK_API_KEY\n";
  assert.deepEqual(found(plausible(api) + mail), one);
  assert.deepEqual(found(plausible("    environment:\n      - TZ=UTC\n") + mail), one);
  assert.deepEqual(found(plausible(own) + mail.replace("bytemark/smtp", "boky/postfix:v4")), one);
});

test("is silent where its use cannot be told", () => {
  for (const lines of [
    "    environment:\n      - SMTP_HOST_ADDR\n",
    "    environment:\n      - SMTP_HOST_ADDR=${RELAY}\n",
    "    environment:\n      - MAILER_ADAPTER=${ADAPTER}\n",
    "    environment:\n      - EXTRA_CONFIG_PATH=/x.exs\n",
    "    env_file: not-here.env\n",
  ]) {
    assert.deepEqual(found(plausible(lines) + mail), [], lines);
  }
});

test("is silent where somebody else uses it", () => {
  for (const other of [
    "    environment:\n      SMTP_HOST: mail\n",
    "    environment:\n      - DSN=smtp://mail:25\n",
    "    environment:\n      - SMTP_HOST=${SMTP_HOST}\n",
    "    depends_on:\n      - mail\n",
    "    command: send --via mail\n",
    "    env_file: not-here.env\n",
  ]) {
    assert.deepEqual(found(`${plausible(own)}${mail}  shop:\n    image: example/shop\n${other}`), [], other);
  }
  assert.deepEqual(found(`${plausible(own)}${mail}    ports:\n      - "25:25"\n`), []);
  const shared = "    networks: [front]\nnetworks:\n  front:\n    external: true\n";
  assert.deepEqual(found(plausible(own) + mail + shared), []);
  // A database waits for nobody's mail.
  assert.deepEqual(found(`${plausible(own)}${mail}  db:\n    image: postgres:16\n    env_file: not-here.env\n`), one);
});

test("a development sink or a mail server of one's own is no sidecar", () => {
  for (const image of ["axllent/mailpit", "ghcr.io/docker-mailserver/docker-mailserver:14"]) {
    assert.deepEqual(found(plausible(own) + mail.replace("bytemark/smtp", image)), []);
  }
});

test("used: on port 25, unless it hands its mail on", () => {
  const old = plausible("", "plausible/analytics:v2.0.0");
  const used = plausible("    environment:\n      - SMTP_HOST_ADDR=mail\n      - SMTP_HOST_PORT=25\n");
  for (const service of [old, used]) {
    assert.deepEqual(found(service + mail), one);
    assert.deepEqual(found(`${service}${mail}    environment:\n      - RELAY_HOST=smtp.zoo.example\n`), []);
    assert.deepEqual(found(`${service}${mail}    environment:\n      - RELAY_HOST\n`), []);
    assert.deepEqual(found(`${service}${mail}    env_file: not-here.env\n`), []);
    // What others do without a smart host is not known.
    assert.deepEqual(found(service + mail.replace("bytemark/smtp", "boky/postfix")), []);
  }
});

test("a relay that is written wrongly was meant to be this one", () => {
  assert.deepEqual(found(plausible("    environment:\n      - SMTP_HOST_ADDR=localhost\n") + mail), []);
  assert.deepEqual(found(plausible("    environment:\n      - SMTP_HOST_ADDR=smtp\n") + mail), []);
});

test("what is left in depends_on", () => {
  assert.deepEqual(found(plausible(`${own}    depends_on:\n      - mail\n`)), one);
  assert.deepEqual(found(plausible(`${own}    depends_on:\n      mail:\n        condition: service_started\n`)), one);
  assert.deepEqual(found(plausible(`${own}    depends_on:\n      - geoip\n`)), []);
  assert.deepEqual(
    found(plausible(`${own}    depends_on:\n      - mail\n`), { "compose.override.yml": `services:\n${mail}` }),
    one,
  );
});

/** The compose file after the preferred fix. */
function cured(text: string): string | undefined {
  const files = { "compose.yml": text };
  const { findings } = analyseFiles(files);
  const fix = findings.find(({ rule }) => rule === "orphan-mail-sidecar")?.fixes[0];
  return fix === undefined ? undefined : applyFix(files, fix)["compose.yml"];
}

test("the fix takes the service and what waits for it, and nothing else", () => {
  const head = "# ours\nservices:\n";
  const service = (dependsOn: string) => plausible(`${dependsOn}${own}`);
  const db = "  db:\n    image: postgres:16\n";
  const flow = "    depends_on: [db, mail]\n";
  assert.equal(cured(`${head}${mail}\n${db}\n${service(flow)}`), `${head}${db}\n${service("    depends_on: [db]\n")}`);
  assert.equal(cured(`${head}${db}\n${service(flow)}\n${mail}`), `${head}${db}\n${service("    depends_on: [db]\n")}`);
  const map = (names: string[]) =>
    `    depends_on:\n${names.map((name) => `      ${name}:\n        condition: service_started\n`).join("")}`;
  assert.equal(cured(`${head}${db}${service(map(["mail", "db"]))}${mail}`), `${head}${db}${service(map(["db"]))}`);
  // Nothing else was waited for: the key goes too.
  assert.equal(cured(`${head}${db}${service("    depends_on:\n      - mail\n")}${mail}`), `${head}${db}${service("")}`);
  // Its own comments go, what is out of use stays.
  const about = "  # sends mail\n";
  const unused = "  # geoip:\n  #   image: maxmindinc/geoipupdate\n";
  const inner = `${mail}    # ports:\n    #   - 25\n`;
  assert.equal(
    cured(`${head}${db}\n${about}${inner}\n${unused}${service(flow)}`),
    `${head}${db}\n${unused}${service("    depends_on: [db]\n")}`,
  );
  assert.equal(
    cured(`${head}${db}\n${unused}${mail}\n${service(flow)}`),
    `${head}${db}\n${unused}${service("    depends_on: [db]\n")}`,
  );
  assert.equal(
    cured(`${head}${db}${service(flow)}${mail}\nvolumes:\n  db:\n`),
    `${head}${db}${service("    depends_on: [db]\n")}\nvolumes:\n  db:\n`,
  );
});

test("the fix leaves alone what others repeat", () => {
  const anchored = "  mail:\n    image: bytemark/smtp\n    restart: &restart always\n";
  assert.equal(cured(`services:\n${anchored}${plausible(`    restart: *restart\n${own}`)}`), undefined);
});

test("a service of a profile that is off is still there", () => {
  const profiled = `${mail}    profiles: [mail]\n`;
  const used = "    environment:\n      - SMTP_HOST_ADDR=mail\n      - SMTP_HOST_PORT=25\n    depends_on:\n      - mail\n";
  assert.equal(found(plausible(used) + profiled).length, 1);
  assert.ok(found(plausible(used) + profiled.replace("bytemark/smtp", "boky/postfix")).length === 0);
});
