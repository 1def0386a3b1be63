import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { hostTypo } from "./rule.js";

testReadme(hostTypo, import.meta.url);

function found(host: string, ...more: string[]): string[] {
  return lintFor("host-typo", { "compose.yml": composeFile([`SMTP_HOST_ADDR=${host}`, ...more]) });
}

test("a provider that rests on one page of others is a hint", () => {
  assert.deepEqual(found("smtp.gmial.com"), ['warning host-typo "smtp.gmial.com"']);
  assert.deepEqual(found("smtp.hostnger.com"), ['hint host-typo "smtp.hostnger.com"']);
});

test("is silent for known hosts, names of the project, and other adapters", () => {
  assert.deepEqual(found("smtp.gmail.com"), []);
  assert.deepEqual(found("${HOST}"), []);
  assert.deepEqual(found("smtp.gmial.com", "MAILER_ADAPTER=Bamboo.PostmarkAdapter"), []);
  const named = "  relay:\n    image: example/relay\n    hostname: smtp.gmial.com\n";
  assert.deepEqual(lintFor("host-typo", { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.gmial.com"], undefined, named) }), []);
});
