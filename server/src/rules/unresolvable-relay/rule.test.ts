import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { unresolvableRelay } from "./rule.js";

testReadme(unresolvableRelay, import.meta.url);

const other = "  smtp:\n    image: example/relay\n";

function found(host: string | null, more = "", image?: string): string[] {
  const environment = host === null ? ["SMTP_HOST_PORT=25"] : [`SMTP_HOST_ADDR=${host}`, "SMTP_HOST_PORT=25"];
  return lintFor("unresolvable-relay", { "compose.yml": composeFile(environment, image, more) });
}

test("a short name that nothing has", () => {
  assert.deepEqual(found("mailserver"), ['error unresolvable-relay "mailserver"']);
  assert.deepEqual(found("mailserver", other), ['error unresolvable-relay "mailserver"']);
});

test("every way to have a name", () => {
  assert.deepEqual(found("smtp", other), []);
  assert.deepEqual(found("SMTP", other), []);
  assert.deepEqual(found("relay", `${other}    container_name: relay\n`), []);
  assert.deepEqual(found("relay", `${other}    hostname: relay\n`), []);
  assert.deepEqual(found("relay", `${other}    networks:\n      default:\n        aliases: [relay]\n`), []);
  assert.deepEqual(found("relay", "    extra_hosts: ['relay:10.0.0.1']\n"), []);
  assert.deepEqual(found("relay", `    links: ['smtp:relay']\n${other}`), []);
  assert.deepEqual(found("stack-smtp-1", other), []);
});

test("is silent where more names may be known", () => {
  assert.deepEqual(found("relay", "    dns: 10.0.0.2\n"), []);
  assert.deepEqual(found("relay", "    dns_search: example.com\n"), []);
  assert.deepEqual(found("relay", "    network_mode: host\n"), []);
  assert.deepEqual(found("relay", "    networks: [web]\nnetworks:\n  web:\n    external: true\n"), []);
  assert.deepEqual(found("relay", "    extends:\n      file: missing.yml\n      service: base\n"), []);
  assert.deepEqual(found("${RELAY}"), []);
});

test("names of several labels and addresses are others' business", () => {
  for (const host of ["mail.lan", "smtp.zoo.example", "10.0.0.1", "host.docker.internal"]) assert.deepEqual(found(host), []);
});

test("the default of older releases has a text of its own", () => {
  const files = { "compose.yml": composeFile(["SMTP_HOST_PORT=25"], "plausible/analytics:v2.0.0") };
  const finding = analyseFiles(files).findings.find(({ rule }) => rule === "unresolvable-relay");
  assert.ok(finding);
  assert.match(textOf(finding.message, "en"), /^No service of this project is named `mail`\..*\n.*Without `SMTP_HOST_ADDR`/);
  assert.deepEqual(found(null, "  mail:\n    image: bytemark/smtp\n", "plausible/analytics:v2.0.0"), []);
  assert.deepEqual(found(null), []);
});
