import assert from "node:assert/strict";
import { test } from "node:test";
import { commonEnd, commonStart } from "./common-ends.js";

test("what two texts have in common at their ends, and never twice", () => {
  const long = "abcdefghij".repeat(1000);
  for (const [a, b, start, end] of [
    ["", "", 0, 0],
    ["abc", "abc", 3, 0],
    ["abc", "axc", 1, 1],
    ["aa", "aaa", 2, 0],
    ["abab", "ab", 2, 0],
    ["x", "y", 0, 0],
    [long, `${long.slice(0, 5000)}-${long.slice(5000)}`, 5000, 5000],
    [`x${long}`, long, 0, 10_000],
    [`${long}x`, `${long}y`, 10_000, 0],
  ] as const) {
    assert.equal(commonStart(a, b), start);
    assert.equal(commonEnd(a, b, start), end);
    assert.equal(commonStart(b, a), start);
    assert.equal(commonEnd(b, a, start), end);
  }
});
