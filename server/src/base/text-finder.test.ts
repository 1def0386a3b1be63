import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../testing/runs.js";
import { textFinder } from "./text-finder.js";

test("finds every needle that a text has, the longest first", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 12 });
  const needle = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(needle), fc.array(text, { minLength: 1 }), (needles, texts) => {
      const find = textFinder(needles);
      for (const each of texts) {
        const found = find(each);
        const expected = new Set(needles.filter((one) => one !== "" && each.includes(one)));
        assert.deepEqual(new Set(found), expected);
        assert.deepEqual(
          [...found].map(({ length }) => length),
          [...expected].map(({ length }) => length).sort((a, b) => b - a),
        );
      }
    }),
    runs(100),
  );
});
