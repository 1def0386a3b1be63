import assert from "node:assert/strict";
import { test } from "node:test";
import { hasWord, isWordSign, placesOf, replacer } from "./text-search.js";

test("a word is found where nothing beside it belongs to it, whatever signs it has", () => {
  assert.ok(hasWord("a (b) c", "(b)", isWordSign, isWordSign));
  assert.ok(hasWord("xab ab", "ab", isWordSign, isWordSign));
  assert.ok(!hasWord("xab abx", "ab", isWordSign, isWordSign));
  assert.ok(!hasWord("text", "", isWordSign, isWordSign));
});

test("places are told from left to right and do not overlap", () => {
  assert.deepEqual([...placesOf("aa", "aaaaa")], [0, 2]);
});

test("texts are replaced in one go, the longer before the shorter one in it", () => {
  const replace = replacer(
    ["/srv", "/srv/mail"],
    () => true,
    (found) => `<${found}>`,
  );
  assert.equal(replace("/srv/mail and /srv/x"), "</srv/mail> and </srv>/x");
});
