import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { obsoleteAdapter } from "./rule.js";

testReadme(obsoleteAdapter, import.meta.url);

test("says where it is only assumed that the release has the adapter", () => {
  const said = (tag: string) =>
    analyseFiles({
      "compose.yml": composeFile(["MAILER_ADAPTER=Bamboo.SMTPAdapter"], `ghcr.io/plausible/community-edition:${tag}`),
    })
      .findings.filter(({ rule }) => rule === "obsolete-adapter")
      .map(({ message }) => /assuming that Plausible/i.test(textOf(message, "en")));
  assert.deepEqual(said("v3.2.0"), [false]);
  assert.deepEqual(said("v3.2.1"), [true]);
});
