import assert from "node:assert/strict";
import { test } from "node:test";
import { stringsIn, unquoted } from "./erlang-texts.js";

test("the strings of a list, in each notation", () => {
  assert.deepEqual(stringsIn(`["a \\"b\\"", ~c"c\\n", 'd', []]`), ['a "b"', "c\n", "d", ""]);
  assert.deepEqual(stringsIn("{:a, 1}"), []);
  assert.equal(unquoted("[]"), "");
});

test("behind a string that does not end nobody knows what is quoted", () => {
  assert.deepEqual(stringsIn('["a", "b\\", "c'), ["a", 'b", ']);
  assert.deepEqual(stringsIn('["a", "b\\"'), ["a"]);
});
