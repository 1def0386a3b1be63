import assert from "node:assert/strict";
import { test } from "node:test";
import { KnownText } from "./known-text.js";

test("any number of expressions, each asked more than once", () => {
  const text = new KnownText("a 7\nb 40\n");
  const expressions = Array.from({ length: 50 }, (_, number) => new RegExp(` ${number}$`, "m"));
  for (let round = 0; round < 3; round += 1) {
    const matching = expressions.flatMap((expression, number) => (text.matches(expression) ? [number] : []));
    assert.deepEqual(matching, [7, 40]);
  }
});
