import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { loadProject } from "../project/load.js";

const request = { composeFiles: ["/p/c.yml"], processEnvironment: new Map<string, string>() };

/** The cycle of which Compose speaks, and the alias at which it is told. */
function cycleIn(text: string): readonly [words: string, at: string] | null {
  const { errors } = loadProject(memoryFiles({ "/p/c.yml": text }), request);
  const found = errors.find(({ message }) => message.includes("cycle detected"));
  const words = found?.message
    .replace(/^failed to parse .*?: cycle detected: node at path /, "")
    .replace("references node at path ", "");
  return found === undefined ? null : [words ?? "", text.slice(found.at.start, found.at.end)];
}

const service = "services: {a: {image: x}}\n";

test("an anchor inside of itself", () => {
  assert.deepEqual(cycleIn(`x-a: &a {b: *a}\n${service}`), ["x-a.b.b x-a.b", "*a"]);
  assert.deepEqual(cycleIn(`x-a: &a [1, *a]\n${service}`), ["x-a.1.1 x-a.1", "*a"]);
});

test("merge keys are left out of the paths, so that what is none counts as one", () => {
  const base = "x-b: &b {labels: {c: d}}\n";
  const web = (lines: string) => `${base}services:\n  web:\n    image: x\n    <<: *b\n${lines}`;
  assert.deepEqual(cycleIn(web("    deploy:\n      <<: *b\n")), ["services.web.deploy services.web", "*b"]);
  assert.equal(cycleIn(web("  other:\n    <<: *b\n    image: y\n")), null);
  assert.deepEqual(cycleIn(`${base}services:\n  <<: *b\n  web: {<<: *b, image: x}\n`), ["services.web services", "*b"]);
  assert.equal(cycleIn(`${base}services:\n  <<: {web: {<<: *b, image: x}}\n`), null);
});

test("one anchor in several places is no cycle", () => {
  assert.equal(
    cycleIn("x-e: &e {A: b}\nservices:\n  a: {image: x, environment: *e, labels: *e}\n  b: {image: x, environment: *e}\n"),
    null,
  );
  assert.deepEqual(cycleIn(`x-n: &n {k: v}\nx-a: {p: *n, p.q: *n}\n${service}`), ["x-a.p.q x-a.p", "*n"]);
});

test("what is taken away or replaces all is not looked into", () => {
  assert.equal(cycleIn(`x-n: &n {k: v}\nx-m: !override {<<: *n, z: {<<: *n}}\n${service}`), null);
  assert.equal(cycleIn(`x-n: &n {k: v}\nx-m: {<<: *n, z: !reset {<<: *n}}\n${service}`), null);
});

test("aliases that multiply, and an anchor that merges itself, come to an end", () => {
  const steps = Array.from({ length: 40 }, (_, index) => `x-${index + 1}: &b${index + 1} [*b${index}, *b${index}]\n`);
  assert.equal(cycleIn(`x-0: &b0 [1]\n${steps.join("")}${service}`), null);
  assert.equal(cycleIn(`x-a: &a {<<: *a}\n${service}`), null);
});
