import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { rules } from "./index.js";

// What a rule's own test cannot tell. Its examples, its README and its texts `testReadme` holds.

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = `${root}server/src/rules/`;

test("every folder with a rule is in the index, in order", () => {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${folder}${entry.name}/rule.ts`))
    .map(({ name }) => name);
  assert.deepEqual(Object.keys(rules), folders.sort(), "npm run docs writes it anew");
});

for (const [id, rule] of Object.entries(rules)) {
  test(`${id}: its id is its folder's name, its test runs its README, its page is there`, () => {
    assert.equal(rule.meta.id, id);
    assert.match(readFileSync(`${folder}${id}/rule.test.ts`, "utf8"), /^testReadme\(/m);
    const page = readFileSync(`${root}docs/rules/${id}.md`, "utf8");
    assert.match(page.split("\n")[0] ?? "", /generated/);
    assert.ok(page.endsWith(readFileSync(`${folder}${id}/README.md`, "utf8")), "npm run docs writes it anew");
  });
}
