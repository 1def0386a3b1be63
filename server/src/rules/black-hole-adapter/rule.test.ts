import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { blackHoleAdapter } from "./rule.js";

testReadme(blackHoleAdapter, import.meta.url);

test("fix-all leaves it alone where the relay is still to be written", () => {
  const automatic = (...more: string[]) =>
    analyseFiles({ "compose.yml": composeFile(["MAILER_ADAPTER=Bamboo.LocalAdapter", ...more]) })
      .findings.filter(({ rule }) => rule === "black-hole-adapter")
      .map(({ fixes }) => fixes[0]?.automatic);
  assert.deepEqual(automatic(), [false]);
  assert.deepEqual(automatic("SMTP_HOST_ADDR=smtp.sendgrid.net"), [true]);
});
