import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles, composeFile } from "../../testing/rules/project.js";
import { textOf } from "../base/messages.js";
import { analyseProject } from "./analysis.js";
import { defaultConfig } from "./config.js";
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
  assert.match(texts.at(-1) ?? "", /\nMore problems of this kind, not listed: 23\./);
  assert.match(textOf(found.at(-1)?.message ?? assert.fail(), "zh-cn"), /还有 23 个/);
  assert.equal(texts.filter((text) => text.includes("not listed")).length, 1);
});

test("what can be listed is listed", () => {
  const found = findingsOf({ "compose.yml": composeFile(misspelt(mostFindings)) });
  assert.equal(found.length, mostFindings);
  assert.doesNotMatch(textOf(found.at(-1)?.message ?? assert.fail(), "en"), /not listed/);
});

test("what Compose refuses thousands of times is counted, and put into words a thousand times", () => {
  const text = composeFile(["BASE_URL=https://a.example"]).replace(
    "    environment:",
    `    depends_on:\n${"      - 1\n".repeat(5_000)}    environment:`,
  );
  const { project } = analyseFiles({ "compose.yml": text });
  const { findings } = analyseProject(project, defaultConfig, { every: true, named: true });
  const found = findings.filter(({ rule }) => rule === "compose-error");
  assert.equal(found.length, mostFindings);
  assert.match(textOf(found.at(-1)?.message ?? assert.fail(), "en"), new RegExp(`not listed: ${5_000 - mostFindings}\\.`));
  assert.equal(project.errors.length, 1_001);
  assert.equal(project.errors.at(-1)?.message, "4499 more errors, which aren't listed");
});

test("each service has its own count: what another one has of the same rule is neither cut nor counted", () => {
  const second = composeFile(["SMTP_RETRY=1", "SMTP_HOST_ADR=x"]).replace("services:\n  plausible:", "  second:");
  const found = findingsOf({ "compose.yml": composeFile(misspelt(mostFindings + 2)) + second });
  assert.deepEqual([found.filter(({ service }) => service === "second").length, found.length], [2, mostFindings + 2]);
  const told = found.flatMap(({ message }) => /not listed: (\d+)/.exec(textOf(message, "en"))?.[1] ?? []);
  assert.deepEqual(told, ["2"]);
});
