import assert from "node:assert/strict";
import { test } from "node:test";
import { applyEdits } from "../../base/text.js";
import { differenceOf } from "./documents.js";
import { moveLocation } from "./kept-findings.js";

const file = "/srv/compose.yml";
const lines = ["services:", "  a: 1", "  b: 2", "  c: 3", ""];

/** Where `b: 2` (without its dash of indentation) is after `find` was replaced, as text; null when it was let go. */
function after(eol: string, find: string, newText: string): string | null {
  const before = lines.join(eol);
  const start = before.indexOf(find.replaceAll("\n", eol));
  const end = start + find.replaceAll("\n", eol).length;
  const change = { before, start, end, newText: newText.replaceAll("\n", eol) };
  const from = before.indexOf("b: 2");
  const moved = moveLocation({ file, start: from, end: from + 4 }, file, change);
  return moved && applyEdits(before, [change]).slice(moved.start, moved.end);
}

for (const [name, eol] of [
  ["LF", "\n"],
  ["CRLF", "\r\n"],
] as const) {
  test(`changes of other lines move a place (${name})`, () => {
    assert.equal(after(eol, "a: 1", "a: 100"), "b: 2");
    assert.equal(after(eol, "  a: 1\n", ""), "b: 2");
    assert.equal(after(eol, "  a: 1\n", "  a: 1\n  aa: 1\n"), "b: 2");
    assert.equal(after(eol, "c: 3", "c: broken: ["), "b: 2");
    assert.equal(after(eol, "\n  c: 3", ""), "b: 2");
    assert.equal(after(eol, "\n  c: 3", "\n  x: 0\n  c: 3"), "b: 2");
  });

  test(`a change of its own line lets it go (${name})`, () => {
    assert.equal(after(eol, "b: 2", "b: 3"), null);
    assert.equal(after(eol, "\n  c: 3", "5"), null);
    assert.equal(after(eol, "1\n", ""), null);
    assert.equal(after(eol, "services:\n  a: 1\n", "x"), null);
  });
}

test("a place in another file stays", () => {
  const at = { file, start: 1, end: 2 };
  assert.equal(moveLocation(at, "/srv/.env", { before: "abc", start: 0, end: 3, newText: "" }), at);
});

test("the difference of two texts is one change", () => {
  for (const [before, text] of [
    ["abc", "abc"],
    ["abc", "aXc"],
    ["aa", "aaa"],
    ["abab", "ab"],
    ["", "x"],
  ] as const) {
    assert.equal(applyEdits(before, [differenceOf(before, text)]), text);
  }
});
