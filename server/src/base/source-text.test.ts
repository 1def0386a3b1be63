import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../testing/runs.js";
import { SourceText } from "./text.js";

test("a line ends by a line feed, by a carriage return, or by both", () => {
  const text = new SourceText("a\rbc\r\nd\n\r\re");
  const lines = [0, 1, 2, 3, 4, 5].map((line) => text.text.slice(text.lineStart(line), text.lineEnd(line)));
  assert.deepEqual(lines, ["a", "bc", "d", "", "", "e"]);
  assert.deepEqual(text.positionAt(text.text.indexOf("c")), { line: 1, character: 1 });
  assert.equal(text.offsetAt({ line: 5, character: 9 }), text.text.length);
});

const piece = fc.constantFrom("", "a", "bc", "\n", "\r", "\r\n", "\n\n", "key: x\n", "  - y\r\n", "\ud83d\ude00");
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    near: fc.boolean(),
    length: fc.nat(5),
    text: fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("")),
    // More than a patch may hold, now and then.
    repeat: fc.constantFrom(1, 1, 1, 1, 3_000),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Everything that a text tells of itself. */
function told(source: SourceText) {
  const { length, lineCount, text } = source;
  const lines = Array.from({ length: lineCount + 1 }, (_, line) => [source.lineStart(line), source.lineEnd(line)]);
  const offsets = Array.from({ length: Math.min(length, 60) + 2 }, (_, index) =>
    length < 60 ? index : Math.floor((index * length) / 60),
  );
  // Thousands of numbers: as one text they are compared a hundred times as fast.
  return {
    text,
    length,
    lineCount,
    lines: lines.join(" "),
    at: offsets.map((offset) => [source.lineAt(offset), source.positionAt(offset)]),
  };
}

test("a text that was edited tells of itself what the same text tells that was never another one", () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.constantFrom(1, 1, 400), edits, (pieces, times, changes) => {
      let source = new SourceText(pieces.join("").repeat(times));
      let last = 0;
      for (const { at, near, length, text, repeat } of changes) {
        const start = near ? Math.min(last, source.length) : Math.floor(at * source.length);
        const end = Math.min(start + length, source.length);
        const written = text.repeat(repeat);
        const expected = source.text.slice(0, start) + written + source.text.slice(end);
        const before = source;
        source = source.edited({ start, end }, written);
        last = start + written.length;
        const parts = [0, 1, 7, start - 1, start, start + 1, last, last + 1, source.length - 1, source.length].filter(
          (each) => each >= 0,
        );
        for (const from of parts)
          for (const to of parts) assert.equal(source.slice(from, to), expected.slice(from, to), `${from} ${to}`);
        const common = source.commonEnds(before);
        assert.ok(common.start + common.end <= Math.min(before.length, source.length));
        assert.equal(before.slice(0, common.start), source.slice(0, common.start));
        assert.equal(before.slice(before.length - common.end), source.slice(source.length - common.end));
        assert.ok(before.length - common.start - common.end <= Math.max(length, 0) + 0, "no more than what was replaced differs");
        const line = /^key: x$/m;
        assert.equal(source.hasLine(line), line.test(expected));
        assert.deepEqual(told(source), told(new SourceText(expected)));
      }
    }),
    runs(300),
  );
});
