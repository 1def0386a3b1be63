import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "./text.js";

test("a line ends by a line feed, by a carriage return, or by both", () => {
  const text = new SourceText("a\rbc\r\nd\n\r\re");
  const lines = [0, 1, 2, 3, 4, 5].map((line) => text.text.slice(text.lineStart(line), text.lineEnd(line)));
  assert.deepEqual(lines, ["a", "bc", "d", "", "", "e"]);
  assert.deepEqual(text.positionAt(text.text.indexOf("c")), { line: 1, character: 1 });
  assert.equal(text.offsetAt({ line: 5, character: 9 }), text.text.length);
});
