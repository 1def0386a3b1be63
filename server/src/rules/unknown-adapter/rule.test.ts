import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile, lint, lintFor } from "../../../testing/rules/project.js";
import { testReadme } from "../../../testing/rules/readme.js";
import { textOf } from "../../base/messages.js";
import { unknownAdapter } from "./rule.js";

testReadme(unknownAdapter, import.meta.url);

function firstFix(value: string, image?: string): string | undefined {
  const compose = composeFile([`"MAILER_ADAPTER=${value}"`], image);
  const [finding] = analyseFiles({ "compose.yml": compose }).findings.filter(({ rule }) => rule === "unknown-adapter");
  const title = finding?.fixes[0]?.title;
  return title === undefined ? undefined : textOf(title, "en");
}

test("knows what was meant", () => {
  for (const value of ["smtp", "gen_smtp", "Mua", "bamboo.mua", "Bamboo.MuaAdapter", "Elixir.Bamboo.Mua", "Bamboo.Mua.Adapter"]) {
    assert.equal(firstFix(value), "Set `MAILER_ADAPTER` to `Bamboo.Mua`", value);
  }
  assert.equal(firstFix("Bamboo.SendgridAdapter"), "Set `MAILER_ADAPTER` to `Bamboo.SendGridAdapter`");
  assert.equal(firstFix("postmark"), "Set `MAILER_ADAPTER` to `Bamboo.PostmarkAdapter`");
  assert.equal(firstFix("smtp", "plausible/analytics:v2.0.0"), "Set `MAILER_ADAPTER` to `Bamboo.SMTPAdapter`");
  assert.equal(firstFix("pigeon"), "Remove `MAILER_ADAPTER`");
});

test("an adapter of another release is not unknown", () => {
  const compose = composeFile(["MAILER_ADAPTER=Bamboo.Mua"], "plausible/analytics:v2.0.0");
  assert.deepEqual(lint({ "compose.yml": compose }), ['error adapter-unsupported "Bamboo.Mua"']);
});

test("is silent on what is unknown", () => {
  for (const item of ["MAILER_ADAPTER=${ADAPTER}", "MAILER_ADAPTER=replace-me"]) {
    assert.deepEqual(lintFor("unknown-adapter", { "compose.yml": composeFile([item]) }), [], item);
  }
});
