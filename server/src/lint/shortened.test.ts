import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { textOf } from "../base/messages.js";
import { mostFindings } from "./shortened.js";

const misspelt = (count: number) => Array.from({ length: count }, (_, index) => `SMTP_HOST_ADR${index}=x`);
const findingsOf = (contents: Record<string, string>) =>
  analyseFiles(contents).findings.filter(({ rule }) => rule === "unknown-variable");

test("of a rule with very many findings in a service the first are listed, and how many there are more", () => {
  const found = findingsOf({ "compose.yml": composeFile(misspelt(mostFindings + 23)) });
  assert.equal(found.length, mostFindings);
  const all = analyseFiles({ "compose.yml": composeFile(misspelt(mostFindings + 23)) }).findings;
  assert.ok(all.length < mostFindings + 23 && all.every(({ rule }) => rule !== undefined), "and nothing stands for the others");
  const texts = found.map(({ message }) => textOf(message, "en"));
  assert.match(texts.at(-1) ?? "", /\nThis service has 23 more problems of this kind/);
  assert.match(textOf(found.at(-1)?.message ?? assert.fail(), "zh-cn"), /还有 23 个/);
  assert.equal(texts.filter((text) => text.includes("more problems")).length, 1);
});

test("what can be listed is listed", () => {
  const found = findingsOf({ "compose.yml": composeFile(misspelt(mostFindings)) });
  assert.equal(found.length, mostFindings);
  assert.doesNotMatch(textOf(found.at(-1)?.message ?? assert.fail(), "en"), /more problems/);
});
