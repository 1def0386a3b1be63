import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../../testing/rules/project.js";
import { applyFix } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { settingsFix, type WantedSetting } from "./settings-fix.js";

const port: WantedSetting = { name: "SMTP_HOST_PORT", value: "465" };
const flag: WantedSetting = { name: "SMTP_HOST_SSL_ENABLED", value: "true" };

/** The files after the fix, and its title; null: there is none. */
function fixed(files: Readonly<Record<string, string>>, ...wanted: WantedSetting[]) {
  const [view] = analyseFiles(files).services;
  assert.ok(view);
  const fix = settingsFix(view, wanted);
  return fix === null ? null : { title: textOf(fix.title, "en"), files: applyFix(files, fix) };
}

test("each setting is written where it stands", () => {
  const files = {
    "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED"]),
    ".env": "SMTP_HOST_SSL_ENABLED=false\n",
  };
  const both = fixed(files, port, flag);
  assert.equal(both?.title, "Set SMTP_HOST_PORT=465, SMTP_HOST_SSL_ENABLED=true");
  assert.match(both?.files["compose.yml"] ?? "", /SMTP_HOST_PORT=465\n/);
  assert.equal(both?.files[".env"], "SMTP_HOST_SSL_ENABLED=true\n");
});

test("a new one stands beside the relay's others, a bare name that nothing sets gets its value", () => {
  const added = fixed(
    { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.blumenhof.example", "BASE_URL=https://b.example"]) },
    port,
  );
  assert.equal(added?.title, "Set SMTP_HOST_PORT to 465");
  assert.match(added?.files["compose.yml"] ?? "", /SMTP_HOST_ADDR=\S+\n +- SMTP_HOST_PORT=465\n +- BASE_URL/);
  const adapter = fixed({ "compose.yml": composeFile(["MAILER_ADAPTER=Bamboo.Mua", "BASE_URL=https://b.example"]) }, port);
  assert.match(adapter?.files["compose.yml"] ?? "", /MAILER_ADAPTER=\S+\n +- SMTP_HOST_PORT=465\n +- BASE_URL/);
  const bare = { "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.blumenhof.example", "SMTP_HOST_PORT"]) };
  assert.match(fixed(bare, port)?.files["compose.yml"] ?? "", /- SMTP_HOST_PORT=465\n/);
});

test("one is taken out; what stands in a secret's file is not ours to write", () => {
  const files = { "compose.yml": composeFile(["SMTP_HOST_SSL_ENABLED=yes"]) };
  const removed = fixed(files, { ...flag, value: null });
  assert.equal(removed?.title, "Remove SMTP_HOST_SSL_ENABLED");
  assert.ok(!removed?.files["compose.yml"]?.includes("SSL_ENABLED"));
  const secret = `${composeFile([])}    secrets: [SMTP_HOST_PORT]\nsecrets: {SMTP_HOST_PORT: {file: port}}\n`;
  assert.equal(fixed({ "compose.yml": secret, port: "587" }, port), null);
});
