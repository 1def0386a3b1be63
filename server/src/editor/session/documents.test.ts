import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TextDocument } from "vscode-languageserver-textdocument";
import { runs } from "../../../testing/runs.js";
import { OpenDocument } from "./documents.js";

const uri = "file:///srv/compose.yml";
const word = fc.array(fc.constantFrom("a", "é", "🐎", "\n", "\r\n", "\r", " "), { maxLength: 12 }).map((parts) => parts.join(""));
const position = fc.record({ line: fc.nat(9), character: fc.nat(9) });
const change = fc.oneof(
  { weight: 8, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text: word }) },
  { weight: 1, arbitrary: fc.record({ text: word }) },
);

test("any changes, also of ranges that end before they begin, make the text that the library of the protocol makes", () => {
  fc.assert(
    fc.property(word, fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { maxLength: 8 }), (text, updates) => {
      const ours = new OpenDocument(uri, "yaml", 1, text, "utf-16");
      let expected = text;
      for (const [index, changes] of updates.entries()) {
        ours.update(changes, index + 2);
        // The library loses count of its lines where a range ends behind the last one; a text that it has just been given it knows.
        for (const each of changes) {
          const fresh = TextDocument.create(uri, "yaml", 1, expected);
          expected = TextDocument.update(fresh, [each], 2).getText();
        }
        assert.equal(ours.text, expected);
        const theirs = TextDocument.create(uri, "yaml", 1, expected);
        assert.equal(ours.source.lineCount, theirs.lineCount);
        for (let offset = -1; offset <= expected.length + 1; offset += 1)
          assert.deepEqual(ours.positions.positionAt(offset), theirs.positionAt(offset));
      }
    }),
    runs(300),
  );
});

test("what is open has the version that the client gave it, and tells once that it has changed", () => {
  const document = new OpenDocument(uri, "yaml", 1, "a\r\nb\rc", "utf-8");
  assert.equal(document.takeChange(), false);
  document.update([{ range: { start: { line: 2, character: 1 }, end: { line: 1, character: 0 } }, text: "é" }], 7);
  assert.equal(document.text, "a\r\né");
  assert.equal(document.version, 7);
  assert.deepEqual([document.takeChange(), document.takeChange()], [true, false]);
});
