import assert from "node:assert/strict";
import { test } from "node:test";
import { asGoYaml, joinFlows } from "./flow-lines.js";
import type { YamlNode } from "./nodes.js";
import { parseYaml } from "./parse-yaml.js";

function shape(node: YamlNode | null | undefined): unknown {
  if (node?.kind === "scalar") return node.text;
  if (node?.kind === "sequence") return node.items.map((item) => shape(item.node));
  return node?.kind === "map" ? node.pairs.map(({ key, value }) => [shape(key), shape(value)]) : null;
}

const read = (text: string) => {
  const [document] = parseYaml(text);
  return (document?.problems.length ?? 0) > 0 ? "refused" : shape(document?.root);
};

test("between brackets a colon before a comma or bracket is part of the text", () => {
  assert.deepEqual(read("{A: 1, B:, C}"), [["A", "1"], ["B:", ""], ["C", ""]]); // biome-ignore format: pairs
  assert.deepEqual(read('{A: b:, "C":}'), [["A", "b:"], ["C", ""]]); // biome-ignore format: pairs
  assert.deepEqual(read("[A:, B]"), ["A:", "B"]);
  assert.deepEqual(read("a: b:"), "refused");
});

test("between brackets a question mark ends a text, and nothing may follow", () => {
  assert.equal(read("[A=a?b]"), "refused");
  assert.equal(read("{A: b?}"), "refused");
  assert.deepEqual(read("['a?b']"), ["a?b"]);
  assert.deepEqual(read("- a?b"), ["a?b"]);
});

test("indentation does not matter between brackets, and every character stays in its place", () => {
  assert.deepEqual(read("a:\n  b: [\n\tA=1, # one\n\t'B=2'\n]\nc: {\n}\n"), [["a", [["b", ["A=1", "B=2"]]]], ["c", []]]); // biome-ignore format: one line
  assert.equal(joinFlows("a: [1, 2]\n"), null);
  for (const text of ["x: [\n\ty\n]", "{A:, B}", "a\rb: c", "a: b\u0085c: d"]) {
    assert.equal(asGoYaml(text).length, text.length);
    assert.equal((joinFlows(text) ?? text).length, text.length);
  }
});

test("a carriage return alone breaks a line", () => {
  assert.deepEqual(read("a: 1\rb: 2\r"), [["a", "1"], ["b", "2"]]); // biome-ignore format: pairs
});
