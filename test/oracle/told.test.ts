import assert from "node:assert/strict";
import { test } from "node:test";
import { analyseFiles } from "#server-testing/rules/project.js";
import { untold } from "#server-testing/rules/untold.js";
import { sample } from "#server-testing/runs.js";
import { type Case, loadCases } from "./plausible-cases.js";

/** A case as a project: the texts as the container gets them, and files in the folder of secrets. */
function projectOf({ settings, files }: Case, release: string): Record<string, string> {
  const image = /^(1|2\.0)/.test(release) ? `plausible/analytics:v${release}` : `ghcr.io/plausible/community-edition:v${release}`;
  const named = release === "master" ? "ghcr.io/plausible/community-edition:master" : image;
  const entries = [...settings].map(([name, text]) => `      ${name}: ${JSON.stringify(text.replaceAll("$", "$$$$"))}\n`);
  const environment = entries.length === 0 ? "" : `    environment:\n${entries.join("")}`;
  const names = Object.keys(files);
  const mounts = names.length === 0 ? "" : "    volumes:\n      - ./secrets:/run/secrets\n";
  return {
    "compose.yml": `services:\n  plausible:\n    image: ${named}\n${environment}${mounts}`,
    ...Object.fromEntries(names.map((name) => [`secrets/${name}`, files[name] ?? ""])),
  };
}

test("whatever a release refuses to start with, or cannot send with, some rule tells on the variable that decides", () => {
  const runs = loadCases().flatMap((one) => one.runs.map(({ release }) => ({ one, release })));
  assert.ok(runs.length > 16_000);
  const silent = sample(runs, 83).flatMap(({ one, release }) => {
    const analysis = analyseFiles(projectOf(one, release));
    return untold(analysis).map((failure) => `${one.id} under ${release}: ${failure}`);
  });
  assert.deepEqual(silent.slice(0, 5), [], `${silent.length} failures of which nothing is said`);
});
