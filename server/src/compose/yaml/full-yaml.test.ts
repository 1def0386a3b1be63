import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "../../base/text.js";
import { readFullYaml } from "./full-yaml.js";
import { goLinesOf, goYamlWords, placedFault } from "./go-yaml-words.js";
import type { YamlDocument, YamlNode } from "./nodes.js";

/** Scalars as texts, lists as lists, maps as lists of pairs. */
function shape(node: YamlNode | null): unknown {
  if (node?.kind === "scalar") return node.text;
  if (node?.kind === "alias") return `*${node.name}`;
  if (node?.kind === "sequence") return node.items.map((item) => shape(item.node));
  return node?.kind === "map" ? node.pairs.map(({ key, value }) => [shape(key), shape(value)]) : null;
}

/** What go-yaml says of a document that it refuses. */
function refusal({ problems, openAliases }: YamlDocument, text: string): string | null {
  const [alias] = openAliases;
  const fault = alias !== undefined ? ({ kind: "unknown-anchor", name: alias.name } as const) : problems[0]?.fault;
  if (fault === undefined) return null;
  const problem = { fault, at: { file: "/c.yml", start: 0, end: 0 }, base: 0, later: false, service: null };
  return goYamlWords({ ...placedFault(problem, goLinesOf(new SourceText(text))), file: "c.yml", own: true });
}

/** Texts, and what the real go-yaml 3.0.5 made of their documents. */
const answers: readonly (readonly [string, readonly unknown[]])[] = [
  ["a: 1\n\t\nb: 2\n", ["yaml: line 2: found a tab character that violates indentation"]],
  ["a:\n\tb: 1\n", ["yaml: line 2: found character that cannot start any token"]],
  ["a: 1\n\t# c\nb: 2\n", ["yaml: line 2: found a tab character that violates indentation"]],
  ["# c\n\t# d\nb: 2\n", [[["b", "2"]]]],
  [
    "a: 1\t# c\nb: 2\n",
    [
      [
        ["a", "1"],
        ["b", "2"],
      ],
    ],
  ],
  ["a: 1\n  \t\n", [[["a", "1"]]]],
  ["-\ta\n", ["yaml: found character that cannot start any token"]],
  ["a:\tb\n", [[["a", "b"]]]],
  ["a:\n  - b\n\t- c\n", ["yaml: line 2: found a tab character that violates indentation"]],
  ['a: "b\nc"\n', [[["a", "b c"]]]],
  ["x:\n  a: 'b\n c'\n", [[["x", [["a", "b c"]]]]]],
  ['a: "b\n--- c"\n', ["yaml: line 2: found unexpected document indicator"]],
  [
    "a: b\u0085c: d\n",
    [
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
  ],
  ["a: 'b\u2028c'\n", [[["a", "b\u2028c"]]]],
  ["a: b\u2029 c\n", [[["a", "b\u2029c"]]]],
  ["# a\u2028b: c\n", [[["b", "c"]]]],
  ["a: |\n  b\u0085  c\n", [[["a", "b\nc\n"]]]],
  ["a: |\n  b", [[["a", "b"]]]],
  ["a: |\n  b\n\tc\n", ["yaml: line 3: found a tab character where an indentation space is expected"]],
  ["a: >\n\n  b\n\n  c\n", [[["a", "\nb\nc\n"]]]],
  ["a: |0\n  b\n", ["yaml: found an indentation indicator equal to 0"]],
  ["a: | b\n", ["yaml: did not find expected comment or line break"]],
  ["a: b c: d\n", ["yaml: mapping values are not allowed in this context"]],
  ["a: - b\n", ["yaml: block sequence entries are not allowed in this context"]],
  ["a: 1\n b: 2\n", ["yaml: line 2: mapping values are not allowed in this context"]],
  ["a: 1\n  b\nc\n", ["yaml: line 3: could not find expected ':'"]],
  ["a\nb: 1\n", ["yaml: line 2: mapping values are not allowed in this context"]],
  [
    "{A:, B}",
    [
      [
        ["A:", ""],
        ["B", ""],
      ],
    ],
  ],
  ["[A:, B]", [["A:", "B"]]],
  ["{A: b?}", ["yaml: did not find expected ',' or '}'"]],
  ["[? : b]", ["yaml: did not find expected ',' or ']'"]],
  ["[a: b, c]", [[[["a", "b"]], "c"]]],
  ["{? a : b}", [[["a", "b"]]]],
  ["a: [b\nc: d\n", ["yaml: line 1: did not find expected ',' or ']'"]],
  ["a: {b: [c}\n", ["yaml: did not find expected ',' or ']'"]],
  ['a: "\\/"\n', ["yaml: found unknown escape character"]],
  ['a: "\\x4"\n', ["yaml: did not find expected hexdecimal number"]],
  ["a: &\n", ["yaml: did not find expected alphabetic or numeric character"]],
  ["a: *b,\n", ["yaml: unknown anchor 'b' referenced"]],
  ["a: !<b\n", ["yaml: did not find the expected '>'"]],
  ["a: !b!c d\n", ["yaml: found undefined tag handle"]],
  ["%TAG !b! tag:x:\n---\na: !b!c d\n", [[["a", "d"]]]],
  ["%YAML 1.2\n---\na: b\n", ["yaml: found incompatible YAML document"]],
  ["%FOO\n---\na\n", ["yaml: found unknown directive name"]],
  ["a: 1\n...\nb: 2\n", [[["a", "1"]], "yaml: line 2: did not find expected <document start>"]],
  ["---\na: &x 1\n---\nb: *x\n", [[["a", "1"]], [["b", "*x"]]]],
  ["? a\n: b\n", [[["a", "b"]]]],
  ["? [a]\n: b\n", [[[["a"], "b"]]]],
  ["a: @b\n", ["yaml: found character that cannot start any token"]],
  ["a: 'b'c\n", ["yaml: did not find expected key"]],
  ["a: 'b'#c\n", [[["a", "b"]]]],
  ["\ufeff\ufeffa: 1\nbc: 2\n  d: 3\n", ["yaml: line 3: mapping values are not allowed in this context"]],
  ["\ufeff\ufeffa:\n   b: 2\n", [[["a", [["b", "2"]]]]]],
  ["a: b\r c: d\re\r", ["yaml: line 2: mapping values are not allowed in this context"]],
  ["a: 1\n- b\n", ["yaml: line 1: did not find expected key"]],
  ["- a\nb: c\n", ["yaml: line 1: did not find expected '-' indicator"]],
  [
    "a:\n- b\nc: d\n",
    [
      [
        ["a", ["b"]],
        ["c", "d"],
      ],
    ],
  ],
  ["a:\n- b\n c: d\n", ["yaml: line 3: mapping values are not allowed in this context"]],
  ["a: \u0001\n", ["yaml: control characters are not allowed"]],
];

test("reads what go-yaml reads, and refuses the rest in its words", () => {
  for (const [text, expected] of answers) {
    // Files come without their byte order mark; a second one stays.
    const read = text.replace(/^\ufeff/, "");
    const found = readFullYaml(read).map((document) => refusal(document, read) ?? shape(document.root));
    assert.deepEqual(found, expected, JSON.stringify(text));
  }
});

test("a text of blanks and comments has no document; an empty one is one", () => {
  const exists = (text: string) => readFullYaml(text).map((document) => document.exists);
  assert.deepEqual(exists(""), [false]);
  assert.deepEqual(exists("# a\n\n"), [false]);
  assert.deepEqual(exists("---\n"), [true]);
  assert.deepEqual(exists("~\n"), [true]);
  assert.deepEqual(exists("---\n---\n"), [true, true]);
});

test("keys are told apart by their text, whatever they are", () => {
  const repeated = (text: string) =>
    readFullYaml(text)[0]?.problems.map(({ fault }) => fault.kind === "repeated-key" && [fault.name, fault.top]);
  assert.deepEqual(repeated("? [a]\n? {b: c}\n"), [["", true]]);
  assert.deepEqual(repeated("a:\n  <<: {b: c}\n  '<<': d\n"), [["<<", false]]);
  assert.deepEqual(repeated("a: &b c\n*b : d\nb: e\n"), [["b", true]]);
  assert.deepEqual(repeated("a: 1\n'1': 2\n1: 3\n"), [["1", true]]);
});

test("a key of 1024 characters is one, a longer one is not", () => {
  const problems = (length: number) => readFullYaml(`${"k".repeat(length)}: 1\n`)[0]?.problems;
  assert.deepEqual(problems(1024), []);
  assert.equal(problems(1025)?.length, 1);
});

test("a character that YAML does not allow is met with the stretch of 512 bytes in which it stands", () => {
  const words = (text: string) => readFullYaml(text)[0]?.problems.map(({ fault }) => fault.kind === "syntax" && fault.words);
  assert.deepEqual(words("a: @\n\u0001"), ["control characters are not allowed"]);
  assert.deepEqual(words(`a: @\n#${"é".repeat(300)}\u0001`), ["found character that cannot start any token"]);
});

test("where go-yaml reads on at a byte order mark, it takes the first character of the next lines for one", () => {
  const read = (comment: number) => shape(readFullYaml(`#${"x".repeat(comment)}\ufeff\nab: 1\n`)[0]?.root ?? null);
  assert.deepEqual(read(511), [["b", "1"]]);
  assert.deepEqual(read(509), [["b", "1"]]);
  assert.deepEqual(read(512), [["ab", "1"]]);
});

test("what stands before a fault is there, and what is not finished reaches to the end", () => {
  const text = "a:\n  b: 1\n  c:\n    d: 2\n    e: @x\n";
  const [document] = readFullYaml(text);
  assert.deepEqual(shape(document?.root ?? null), [["a", [["b", "1"], ["c", [["d", "2"]]]]]]); // biome-ignore format: one line
  const a = document?.root?.kind === "map" ? document.root.byKey.get("a")?.value : undefined;
  assert.equal(a?.end, text.length);
});
