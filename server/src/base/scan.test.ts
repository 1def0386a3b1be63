import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { endOfDoubleQuoted, endOfSingleQuoted, hasPair, onOneLine } from "./scan.js";

/** Short texts of few letters meet the edges more often than long ones. */
const textOf = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 12 });

test("a text in one line has one blank for each break and the blanks around it", () => {
  assert.equal(onOneLine("a  \n\n \n  b\r\nc"), "a b c");
  assert.equal(onOneLine("\n a \n"), " a ");
  fc.assert(fc.property(textOf("a \n\r\t"), (text) => assert.equal(onOneLine(text), text.replace(/\s*\n\s*/g, " "))));
});

test("a pair is one that closes behind where it opens", () => {
  assert.equal(hasPair("}} {{ a }}", "{{", "}}"), true);
  assert.equal(hasPair("}} {{ a", "{{", "}}"), false);
});

test("a text in quotes ends at its closing quote", () => {
  const end = (pattern: RegExp, text: string) => pattern.exec(text)?.[0].length ?? -1;
  fc.assert(
    fc.property(textOf(`a\\"'\n`), (text) => {
      assert.equal(endOfDoubleQuoted(`"${text}`, 0), end(/^"(?:\\[\s\S]|[^"\\])*"/, `"${text}`));
      assert.equal(endOfSingleQuoted(`'${text}`, 0), end(/^'(?:''|[^'])*'/, `'${text}`));
    }),
  );
});
