import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { type Example, examplesOf } from "../../testing/rules/examples.js";
import { analyseFiles } from "../../testing/rules/project.js";
import { contentsOf } from "../../testing/rules/readme.js";
import { filesOf, sketch } from "../../testing/rules/sketch.js";
import { untold } from "../../testing/rules/untold.js";
import { runs, sample } from "../../testing/runs.js";
import { releases } from "../plausible/tables/releases.js";

// Where it is certain that Plausible refuses to start, or that no mail can be sent, some rule says so on the variable that
// decides. The recorded answers of the releases themselves are asked the same in test/oracle.

type Files = Readonly<Record<string, string>>;

const shown = (files: Files) =>
  Object.entries(files)
    .map(([name, text]) => `${name}\n${text}`)
    .join("\n");

function assertTold(files: Files): void {
  const analysis = analyseFiles(files);
  // What Compose refuses has no environment that anything could be certain of.
  if (analysis.project.errors.length > 0) return;
  const said = analysis.findings.map(({ severity, rule, variable }) => `${severity} ${rule} ${variable}`);
  assert.deepEqual(untold(analysis), [], `${shown(files)}\n${said.join("\n")}`);
}

/** The examples of all rules. */
function allExamples(): Example[] {
  const folder = new URL("../../../src/rules/", import.meta.url);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name === "kit") return [];
    return examplesOf(readFileSync(new URL(`${entry.name}/README.md`, folder), "utf8"));
  });
}

const tag = /(community-edition|plausible\/analytics):v[\w.]+/g;

test("the examples of all rules, each under its own release and under others", () => {
  const cases = allExamples().flatMap(({ files }) => {
    const own = contentsOf(files);
    const under = (name: string) =>
      Object.fromEntries(Object.entries(own).map(([file, text]) => [file, text.replace(tag, `$1:v${name}`)]));
    return [own, ...releases.map(({ name }) => under(name))];
  });
  assert.ok(cases.length > 1000);
  for (const files of sample(cases, 29)) assertTold(files);
});

test("generated projects", () => {
  fc.assert(
    fc.property(sketch, (project) => assertTold(filesOf(project))),
    runs(250, 40),
  );
});
