import assert from "node:assert/strict";
import { test } from "node:test";
import { plainWords } from "./plain-words.js";

test("a server's words come as one bounded line without control characters", () => {
  assert.equal(plainWords("250-a\r\n\u001b[31m250 b\u202e\0\r\n"), "250-a [31m250 b");
  assert.equal(plainWords("x".repeat(1000), 10), `${"x".repeat(10)}…`);
});
