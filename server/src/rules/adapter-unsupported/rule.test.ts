import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { adapterUnsupported } from "./rule.js";

testReadme(adapterUnsupported, import.meta.url);

const found = (adapter: string, image: string) =>
  lintFor("adapter-unsupported", { "compose.yml": composeFile([`MAILER_ADAPTER=${adapter}`], image) });

test("each adapter has its releases", () => {
  const at = (adapter: string) => [`error adapter-unsupported "${adapter}"`];
  assert.deepEqual(found("Bamboo.SendGridAdapter", "plausible/analytics:v1.5.1"), at("Bamboo.SendGridAdapter"));
  assert.deepEqual(found("Bamboo.LocalAdapter", "plausible/analytics:v1.1.1"), at("Bamboo.LocalAdapter"));
  assert.deepEqual(found("Bamboo.SendGridAdapter", "plausible/analytics:v2.0.0"), []);
  assert.deepEqual(found("Bamboo.SMTPAdapter", "ghcr.io/plausible/community-edition:v3.2.1"), []);
  assert.deepEqual(found("SMTP", "plausible/analytics:v2.0.0"), []);
});

test("what was removed has no newer image to go to", () => {
  const compose = composeFile(["MAILER_ADAPTER=Bamboo.SMTPAdapter"], "ghcr.io/plausible/community-edition:master");
  const [finding] = analyseFiles({ "compose.yml": compose }).findings.filter(({ rule }) => rule === "adapter-unsupported");
  assert.equal(finding?.fixes.length, 1);
});
