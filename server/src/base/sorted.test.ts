import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { countBelow, PlaceIndex } from "./sorted.js";

test("counts what is below a limit", () => {
  const positions = [1, 3, 3, 7];
  assert.deepEqual(
    [0, 1, 2, 3, 4, 7, 8].map((limit) => countBelow(positions, limit)),
    [0, 0, 1, 1, 3, 3, 4],
  );
  assert.equal(countBelow([], 5), 0);
});

test("places that touch a span are those that a look at each of them finds", () => {
  const place = fc
    .tuple(fc.constantFrom("/a", "/b"), fc.nat(30), fc.nat(8))
    .map(([file, start, length]) => ({ file, start, end: start + length }));
  fc.assert(
    fc.property(fc.array(place, { maxLength: 20 }), place, (places, span) => {
      const isNear = (each: typeof span) => each.file === span.file && each.start <= span.end && each.end >= span.start;
      const expected = places.filter(isNear).sort((a, b) => a.start - b.start);
      assert.deepEqual(new PlaceIndex(places).touching(span), expected);
    }),
  );
});
