import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "../../base/text.js";
import { chooseEncoding, Positions } from "./positions.js";

// `é` has two bytes, `邮` three, `🐎` four and two UTF-16 units.
const text = new SourceText("a: é邮🐎x\r\nb: 1\rc: 2\n");

test("the client's order decides the encoding", () => {
  assert.equal(chooseEncoding(undefined), "utf-16");
  assert.equal(chooseEncoding(["utf-32"]), "utf-16");
  assert.equal(chooseEncoding(["utf-8", "utf-16"]), "utf-8");
  assert.equal(chooseEncoding(["utf-32", "utf-16", "utf-8"]), "utf-16");
});

test("UTF-16 positions", () => {
  const positions = new Positions({ source: text }, "utf-16");
  assert.deepEqual(positions.positionAt(text.text.indexOf("x")), { line: 0, character: 7 });
  assert.equal(positions.offsetAt({ line: 0, character: 7 }), text.text.indexOf("x"));
});

test("UTF-8 positions", () => {
  const positions = new Positions({ source: text }, "utf-8");
  assert.deepEqual(positions.positionAt(text.text.indexOf("x")), { line: 0, character: 12 });
  assert.equal(positions.offsetAt({ line: 0, character: 12 }), text.text.indexOf("x"));
  assert.equal(positions.offsetAt({ line: 0, character: 10 }), text.text.indexOf("🐎"), "inside of a character is its beginning");
  assert.equal(positions.offsetAt({ line: 0, character: 99 }), text.text.indexOf("\r"));
});

test("every length of a character in UTF-8, up to its borders", () => {
  const letters = ["\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "\u{10000}", "\u{10ffff}"];
  const positions = new Positions({ source: new SourceText(letters.join("")) }, "utf-8");
  let before = "";
  for (const letter of letters) {
    before += letter;
    const place = { line: 0, character: Buffer.byteLength(before) };
    assert.deepEqual(positions.positionAt(before.length), place);
    assert.equal(positions.offsetAt(place), before.length);
  }
});

test("a lone carriage return ends a line, as LSP says", () => {
  for (const encoding of ["utf-8", "utf-16"] as const) {
    const positions = new Positions({ source: text }, encoding);
    assert.deepEqual(positions.positionAt(text.text.indexOf("c:")), { line: 2, character: 0 });
    assert.equal(positions.offsetAt({ line: 2, character: 0 }), text.text.indexOf("c:"));
  }
});

test("spans and ranges", () => {
  const positions = new Positions({ source: text }, "utf-8");
  const span = { start: 3, end: text.text.indexOf("x") };
  assert.deepEqual(positions.rangeOf(span), { start: { line: 0, character: 3 }, end: { line: 0, character: 12 } });
  assert.deepEqual(positions.spanOf(positions.rangeOf(span)), span);
});

test("whether a span stands at a range is told without making its range", () => {
  const offsets = Array.from({ length: text.length + 3 }, (_, index) => index - 1);
  const places = [0, 1, 2, 3, 4].flatMap((line) => [0, 1, 2, 3, 5, 9, 99].map((character) => ({ line, character })));
  for (const encoding of ["utf-8", "utf-16"] as const) {
    const positions = new Positions({ source: text }, encoding);
    for (const offset of offsets) {
      const { line, character } = positions.positionAt(offset);
      for (const place of [...places, { line, character }]) {
        const expected = place.line === line && place.character === character;
        const [own, other] = [
          { start: offset, end: offset },
          { line, character },
        ];
        assert.equal(positions.isAt(own, { start: place, end: other }), expected, `${offset} ${JSON.stringify(place)}`);
        assert.equal(positions.isAt(own, { start: other, end: place }), expected, `${offset} ${JSON.stringify(place)}`);
      }
    }
  }
});
