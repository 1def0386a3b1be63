import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { unreachableRelay } from "./rule.js";

testReadme(unreachableRelay, import.meta.url);

const environment = ["SMTP_HOST_ADDR=postfix", "SMTP_HOST_PORT=25"];
const apart = "  postfix:\n    image: boky/postfix\n    networks: [mail]\nnetworks:\n  mail:\n  web:\n";

function found(own: string, rest = apart): string[] {
  return lintFor("unreachable-relay", { "compose.yml": composeFile(environment, undefined, own + rest) });
}

test("no network in common", () => {
  const finding = ['error unreachable-relay "postfix"'];
  assert.deepEqual(found(""), finding);
  assert.deepEqual(found("    networks: [web]\n"), finding);
  assert.deepEqual(found("    networks:\n      web:\n", "  postfix:\n    image: boky/postfix\nnetworks:\n  web:\n"), finding);
});

test("one in common, or another way to the name", () => {
  assert.deepEqual(found("    networks: [web, mail]\n"), []);
  assert.deepEqual(found("    networks:\n      mail:\n        aliases: [x]\n"), []);
  assert.deepEqual(found("    extra_hosts: ['postfix:10.0.0.1']\n"), []);
  assert.deepEqual(found("    network_mode: host\n"), []);
  assert.deepEqual(found("    dns: 10.0.0.1\n"), []);
  assert.deepEqual(found("    networks: [out]\n", `${apart}  out:\n    external: true\n`), []);
  assert.deepEqual(found("", "  postfix:\n    image: boky/postfix\n"), []);
});

test("the fix joins networks however they are written", () => {
  const fixed = (own: string) => {
    const files = { "compose.yml": composeFile(environment, undefined, own + apart) };
    const fix = analyseFiles(files).findings.find(({ rule }) => rule === "unreachable-relay")?.fixes[0];
    return fix === undefined ? null : (applyFix(files, fix)["compose.yml"] ?? null);
  };
  assert.match(fixed("    networks: [web]\n") ?? "", /networks: \[web, mail\]/);
  assert.match(fixed("    networks:\n      web:\n        aliases: [x]\n") ?? "", /networks:\n {6}mail:\n {6}web:\n/);
  assert.match(fixed("") ?? "", /v3\.2\.1\n {4}networks:\n {6}- default\n {6}- mail\n {4}environment/);
});
