import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import type { Service } from "../types.js";
import { loadProject } from "./load.js";

const head = "services:\n  web:\n    image: nginx\n";

function serviceOf(text: string, beside: Readonly<Record<string, string>> = {}): Service {
  const files = memoryFiles({ "/p/c.yml": text, ...beside });
  const { services } = loadProject(files, { composeFiles: ["/p/c.yml"], processEnvironment: null });
  return services.find(({ name }) => name === "web") ?? assert.fail("no service");
}

/** What the container gets, as far as it is known. */
function seen(text: string, beside: Readonly<Record<string, string>> = {}): unknown {
  const { environment, unseenNames, incomplete } = serviceOf(text, beside);
  const values = [...environment.values()].map((each) => [each.name, each.state === "value" ? each.value : each.state]);
  return [Object.fromEntries(values), unseenNames, incomplete];
}

test("of a line that cannot be read the name is unknown, and the other lines say what they say", () => {
  const map = `${head}    environment:\n      A: 1\n      B: "x\n      C: 3\n`;
  assert.deepEqual(seen(map), [{ A: "1", C: "3" }, ["B"], false]);
  assert.deepEqual(seen(map.replaceAll("\n", "\r\n")), [{ A: "1", C: "3" }, ["B"], false]);
  assert.deepEqual(seen(`${head}    labels: [\n    environment:\n      - A=1\n      - B C: d: e\n`), [
    { A: "1" },
    ["labels", "B"],
    false,
  ]);
  // A file that says something of the name as well does not decide it.
  assert.deepEqual(seen(`${map}    env_file: e\n`, { "/p/e": "A=2\nB=2\n" }), [{ A: "1", C: "3" }, ["B"], false]);
});

test("of a line that brings many names all are unknown", () => {
  assert.deepEqual(seen(`${head}    env_file: [e\n    environment: [A=1]\n`), [{ A: "1" }, ["env_file"], true]);
});

test("the same in a text that cannot be cut", () => {
  const text = `${head}    environment:\n      A: 1\n      B: "x\n  other: {}\n? z\n: 1\n`;
  assert.deepEqual(seen(text), [{ A: "1" }, ["B"], false]);
});

test("of equal keys the last one counts", () => {
  assert.deepEqual(seen(`${head}    environment: {A: 1, A: 2}\n    environment: {B: 1, B: 2}\n`), [{ B: "2" }, [], false]);
  const { image } = serviceOf(`${head}  web:\n    image: busybox\n`);
  assert.equal(image?.text, "busybox");
  assert.equal(serviceOf(`${head}services:\n  web:\n    image: alpine\n`).image?.text, "alpine");
});

test("an alias that leads nowhere is an unknown value, and what merges it may have any name", () => {
  assert.deepEqual(seen(`${head}    environment:\n      A: *a\n      B: 1\n`, {}), [{ A: "unknown", B: "1" }, [], false]);
  assert.deepEqual(seen(`${head}    environment:\n      <<: *a\n      B: 1\n`), [{ B: "1" }, [], true]);
  assert.deepEqual(seen(`${head}    environment: *a\n`), [{}, [], true]);
  assert.deepEqual(seen(`${head}    labels: *a\n    environment: {B: 1}\n`), [{ B: "1" }, [], false]);
  // Of an anchor in whose block a line cannot be read, nobody knows what it repeats.
  assert.deepEqual(seen(`x-a: &a\n  A: "1\n  B: 2\n${head}    environment: {<<: *a, C: 3}\n`), [{ C: "3" }, [], true]);
  const image = serviceOf("services:\n  web:\n    image: *a\n").image;
  assert.equal(image, null);
});

test("a text with more faults than a hand makes in one place is not read", () => {
  const broken = '    a: "x\n'.repeat(5);
  const files = memoryFiles({ "/p/c.yml": `${head}${broken}  other:\n    image: nginx\n` });
  const project = loadProject(files, { composeFiles: ["/p/c.yml"], processEnvironment: null });
  assert.deepEqual(
    project.services.map(({ name }) => name),
    ["other"],
  );
});
