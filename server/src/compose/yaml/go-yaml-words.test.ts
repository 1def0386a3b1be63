import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "../../base/text.js";
import { goLinesOf, goYamlWords, placedFault } from "./go-yaml-words.js";
import { parseWhole } from "./whole-document.js";

/** What go-yaml says of a text, as the real one was seen to. */
function say(text: string): string {
  const [problem] = parseWhole("/c.yml", text).flatMap((document) => document.problems());
  return problem === undefined
    ? "reads it"
    : goYamlWords({ ...placedFault(problem, goLinesOf(new SourceText(text))), file: "c.yml", own: true });
}

test("its scanner counts lines from 1, its parser from 0, and neither counts the first", () => {
  assert.equal(say("a: 1\nb: {c\nd: @x\n"), "yaml: line 3: found character that cannot start any token");
  assert.equal(say("a: 1\nb: {c\nd: x\n"), "yaml: line 1: did not find expected ',' or '}'");
  assert.equal(say("a: @x"), "yaml: found character that cannot start any token");
});

test("what it finds when all nodes are there", () => {
  assert.equal(say("a: *b"), "yaml: unknown anchor 'b' referenced");
  assert.equal(say("A: 1\nA: 2"), 'yaml: unmarshal errors:\n  line 2: mapping key "A" already defined at line 1');
  assert.equal(say("x:\n  A: 1\n  A: 2"), 'failed to parse c.yml: line 3: mapping key "A" already defined at line 2');
  assert.equal(say("<<: 1"), "failed to parse c.yml: yaml: map merge requires map or sequence of maps as the value");
  assert.match(say("!reset\na: b"), /^panic: runtime error: /);
  assert.equal(say("x: {[a]: b}"), 'failed to parse c.yml: yaml: invalid map key: []interface {}{"a"}');
  assert.equal(say("a: !!int b"), "failed to parse c.yml: yaml: cannot decode !!str `b` as a !!int");
});

test("the lines of its own line breaks", () => {
  assert.equal(say("a: 1\u0085b: 2\u2028\u2029c: @"), "yaml: line 4: found character that cannot start any token");
});
