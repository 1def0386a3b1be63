import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { applyFix, testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { defaultConfig } from "../../lint/config.js";
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

test("what the switch needs is named, and empty values of a template don't stop the boot after it", () => {
  const names = ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "SMTP_USER_NAME", "SMTP_USER_PWD", "SMTP_HOST_SSL_ENABLED"];
  const boot = ["BASE_URL=https://stats.zoo.example", `SECRET_KEY_BASE=${"k".repeat(64)}`];
  const templates: Record<string, string>[] = [
    {
      "compose.yml": composeFile([...boot, "MAILER_ADAPTER=Bamboo.LocalAdapter", ...names.map((name) => `${name}=\${${name}}`)]),
    },
    { "compose.yml": composeFile([...boot, "MAILER_ADAPTER=Bamboo.LocalAdapter", ...names.map((name) => `${name}=`)]) },
    {
      "compose.yml": composeFile([...boot, "MAILER_ADAPTER=${MAILER_ADAPTER:-Bamboo.LocalAdapter}", ...names]),
      ".env": names.map((name) => `${name}=\n`).join(""),
    },
  ];
  for (const files of templates) {
    const finding = analyseFiles(files).findings.find(({ rule }) => rule === "black-hole-adapter");
    assert.ok(finding);
    assert.match(textOf(finding.message, "en"), /set `SMTP_HOST_ADDR`, `SMTP_USER_NAME`, `SMTP_USER_PWD`/);
    const [fix] = finding.fixes;
    assert.ok(fix, files["compose.yml"]);
    assert.match(textOf(fix.title, "en"), /^Use `Bamboo\.Mua`; then set/);
    const after = analyseFiles(applyFix(files, fix), defaultConfig, new Map());
    assert.notEqual(after.services[0]?.mailer.outcome, "refuses-to-boot", Object.values(applyFix(files, fix)).join("\n"));
  }
});
