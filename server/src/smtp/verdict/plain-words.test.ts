import assert from "node:assert/strict";
import { test } from "node:test";
import { plainWords, visible } from "./plain-words.js";

test("a server's words come as one bounded line without control characters", () => {
  assert.equal(plainWords("250-a\r\n\u001b[31m250 b\u202e\0\r\n"), "250-a [31m250 b");
  assert.equal(plainWords("x".repeat(1000), 10), `${"x".repeat(10)}…`);
  assert.equal(plainWords("x".repeat(10), 10), "x".repeat(10));
  assert.equal(plainWords(`${"\0".repeat(40)}x`, 10), ""); // what is read is bounded, too
});

test("a line keeps its tabs and its end, and no other control character", () => {
  assert.equal(visible("250 a\tb\u001b[31m\u200b\u0085c\r\n"), "250 a\tb[31mc\r\n");
});
