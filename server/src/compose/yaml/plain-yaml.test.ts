import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { readFullYaml } from "./full-yaml.js";
import { readPlainYaml } from "./plain-yaml.js";

/** Whether it is read; what is read must be what the other reader gives. */
function isRead(text: string): boolean {
  const plain = readPlainYaml(text);
  if (plain !== null) assert.deepEqual([plain], readFullYaml(text), JSON.stringify(text));
  return plain !== null;
}

const plain: readonly string[] = [
  "services:\n  web:\n    image: nginx:1\n",
  "services:\r\n  web:\r\n    image: nginx:1\r\n",
  "# above\n\na: 1 # beside\n  # between\nb:\n\n# below",
  "environment:\n- A=1\n- B\nother: x",
  "environment:\n    - A=a b  c # comment\n    -   'it''s'\n    - \"B=#1\"\n    - -x\n",
  "a: http://x:80/#top\nb: x#y\nc: ${A:-b}\nd: a,b]c\ne: ~\nf: -1\ng: =\n",
  "a:\nb: ''\nc: \"\"\nd:   # nothing\n",
  "'a b': 1\n\"c\" : 2\nd/e.f: 3\n",
  "x: &x\n  a: 1\ny:\n  <<: *x\n  b: &t text\n  c: *t\n  d: *other\n",
  "x: &x [A=1, B]\ny: [*x, 'a', \"b c\", ${A}, -v]\nz: []\nw: {}\n".replace("${A}, ", ""),
  'a: "\\"b\\" \\\\n\\n"\nb: [\n    "CMD", x y,\n    [a], {b: c, "d": e}\n  ]\n',
  "a: |\n  b\n\n    c # d\n  e\n\n# f\nb: >- # g\n    h\n    i\nc:\n  - |-\n    j\n",
  "ports:\n  - target: 80\n    published: 8080\n  - target: 81\n",
  "  a: 1\n  b:\n    - c",
];

test("reads what nearly every compose file consists of", () => {
  for (const text of plain) assert.ok(isRead(text), text);
});

const strange: readonly string[] = [
  "",
  "# nothing\n",
  "word\n",
  "a: 1\na: 2\n",
  "a: b: c\n",
  "a: b:\n",
  "a: 'b\n  c'\n",
  "a: b\n  c\n",
  "- a\n  b\n",
  "a: |+\n  b\n",
  "a: |2\n  b\n",
  "a: |\n\n  b\n",
  "a: >\n  b\n\n  c\n",
  "a: >\n  b\n   c\n",
  "a: |\n    b\n  c\n",
  "a: |\nb: 1\n",
  "a: !reset\n",
  'a: "\\x41"\n',
  "a:\tb\n",
  "a: {b:1}\n",
  "a: {b: 1, b: 2}\n",
  "a: {<<: *b}\n",
  "a: [b,]\n",
  "a: [b: 1]\n",
  "a: [b,\nc]\n",
  "a: [b c\n  d]\n",
  "a: 'b' c\n",
  "a: [b]c\n",
  "a: &n 1\nb: &x *n\n",
  "a: &x\nb: *x\n",
  "a: &x\n  b: *x\n",
  "  a: 1\n b: 2\n",
  "a:\n  b: 1\n c: 2\n",
  "a: @b\n",
  "---\na: 1\n",
  "a: 1\n...\n",
  "%YAML 1.1\n---\na: 1\n",
  "a: 1\rb: 2\n",
  "a: \u00a0b\n",
  "\ufeffa: 1\n",
  "? a\n: b\n",
  "-\n- a\n",
  "- - a\n",
  "<<: *a\n<<: *b\n",
  `${"k".repeat(1030)}: 1\n`,
];

test("leaves everything else, and everything wrong, to the other reader", () => {
  for (const text of strange) assert.ok(!isRead(text), text);
});

test("reads texts of many lines as the other reader does", () => {
  const line = fc.tuple(
    fc.constantFrom("  ", "    ", "    ", "    ", "      ", "", " "),
    fc.constantFrom("a", "b: c", "# d", "- e", "", "  f "),
  );
  const header = fc.constantFrom("a: |", "a: |-", "a: >", "a: >-", "- a: |", "- |", "b:\n  a: >", "a: | # b", "a: |+");
  const after = fc.constantFrom("", "\n", "\nz: 1\n", "\n- z\n", "\n# z", "\n\n\n");
  const options = runs(400);
  let read = 0;
  fc.assert(
    fc.property(header, fc.array(line, { minLength: 1, maxLength: 5 }), after, (first, lines, last) => {
      if (isRead(`${first}\n${lines.map((parts) => parts.join("")).join("\n")}${last}`)) read += 1;
    }),
    options,
  );
  assert.ok(read > options.numRuns / 10, `${read} of the texts were read`);
});

test("reads brackets as the other reader does", () => {
  const part = fc.constantFrom(
    "a",
    "b c",
    "-d",
    "'e'",
    '"f"',
    "[",
    "]",
    "{",
    "}",
    ",",
    ", ",
    ": ",
    ":",
    " ",
    "\n",
    "\n  ",
    "#",
    " # g\n ",
    "*h",
    "?",
    "a: b",
    "",
  );
  const parts = fc.array(part, { maxLength: 8 });
  const inside = fc.tuple(
    fc.constantFrom("k: ", "k:\n  l: ", "- "),
    fc.constantFrom("[]", "{}"),
    parts,
    fc.constantFrom("", "\n", " # z\n", "\nz: 1\n"),
  );
  const options = runs(800);
  let read = 0;
  fc.assert(
    fc.property(inside, ([before, brackets, between, after]) => {
      if (isRead(`${before}${brackets[0]}${between.join("")}${brackets[1]}${after}`)) read += 1;
    }),
    options,
  );
  assert.ok(read > options.numRuns / 20, `${read} of the texts were read`);
});

test("reads what the other reader reads, node for node", () => {
  const indent = fc.constantFrom("", "", "", "", "", "", "  ", "  ", "    ", " ");
  const key = fc.constantFrom("a:", "b:", "'c':", '"d" :', "<<:", "e.f/g-h:", "x-i:", "a :", "- j:", "-", "- ", "-  ");
  const value = fc.oneof(
    fc.constantFrom(
      "",
      "v",
      " ",
      "v w",
      "K=V",
      "'v'",
      '"v"',
      "''",
      "'it''s'",
      "&n",
      "&n v",
      "*n",
      "*m",
      "&x *n",
      "[]",
      "{}",
      "[a, b]",
    ),
    fc.constantFrom(
      "[*n, 'x']",
      "[a b, -c, $d]",
      "-1",
      "a:b",
      "a: b",
      "a:",
      "x#y",
      "#y",
      "|",
      "~",
      "!t v",
      "?",
      "- v",
      "v]",
      "é",
    ),
    fc.string({ unit: fc.constantFrom(..." -:#'\"[]{},&*a1=$?.".split("")), maxLength: 7 }),
  );
  const comment = fc.constantFrom("", "", "", " ", " # c", "#c", " #");
  const line = fc.tuple(indent, key, fc.constantFrom(" ", " ", "  ", ""), value, comment).map((parts) => parts.join(""));
  const other = fc.constantFrom("", "  ", "# c", "      # c", "word", "    word");
  const lines = fc.array(fc.oneof({ weight: 8, arbitrary: line }, { weight: 1, arbitrary: other }), {
    minLength: 1,
    maxLength: 5,
  });
  const text = fc.tuple(lines, fc.constantFrom("\n", "\n", "\r\n"), fc.boolean());
  const options = runs(800);
  let read = 0;
  fc.assert(
    fc.property(text, ([parts, eol, ends]) => {
      if (isRead(parts.join(eol) + (ends ? eol : ""))) read += 1;
    }),
    options,
  );
  assert.ok(read > options.numRuns / 10, `${read} of the texts were read`);
});
