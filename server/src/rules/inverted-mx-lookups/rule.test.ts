import assert from "node:assert/strict";
import { test } from "node:test";
import { composeFile, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { invertedMxLookups } from "./rule.js";

testReadme(invertedMxLookups, import.meta.url);

const own = (value: string, image: string, ...more: string[]) =>
  lintFor("inverted-mx-lookups", {
    "compose.yml": composeFile([...more, "SMTP_HOST_ADDR=smtp.zoo.example", `SMTP_MX_LOOKUPS_ENABLED${value}`], image),
  });
const old = "plausible/analytics:v2.0.0";
const strict = "ghcr.io/plausible/community-edition:v3.2.1";

test("what each release reads", () => {
  assert.deepEqual(own("=false", old), ['warning inverted-mx-lookups "false"']);
  assert.deepEqual(own("=true", old), ['warning inverted-mx-lookups "true"']);
  assert.deepEqual(own("=0", old), []);
  assert.deepEqual(own("=0", strict, "MAILER_ADAPTER=Bamboo.SMTPAdapter"), ['warning inverted-mx-lookups "0"']);
  assert.deepEqual(own("=maybe", strict, "MAILER_ADAPTER=Bamboo.SMTPAdapter"), []);
});

test("is silent where it is not read or not known", () => {
  assert.deepEqual(own("=false", strict), []);
  assert.deepEqual(own("", old), []);
  assert.deepEqual(own("=${X}", old), []);
});
