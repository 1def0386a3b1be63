import assert from "node:assert/strict";
import { test } from "node:test";
import { deep } from "../../testing/runs.js";
import { hider, occurrences, secretPairs, withoutPairs, withoutSecrets, withoutUserInfo } from "./secret-texts.js";
import { formsOf } from "./stray-secrets.js";

test("long texts of letters, blanks or quotes are read once, and not once from each of their signs", () => {
  const length = deep ? 1_000_000 : 200_000; // where each sign began a search, even the shorter ones would take minutes
  for (const sign of ["a", "A1", "-", " ", '"', "a.", "+", "a:", "@", "a,", "AUTH "]) {
    const text = sign.repeat(length / sign.length);
    for (const each of [text, `x${text}`, `a=${text}x`]) {
      const line = { start: 0, end: each.length };
      assert.equal(typeof withoutSecrets(each), "string");
      assert.equal(typeof withoutPairs(each), "string");
      assert.equal(typeof withoutUserInfo(`${each}@`), "string");
      assert.ok([...secretPairs(line, each)].length < 2);
      assert.ok(Array.isArray([...occurrences(line, each, [])]));
      assert.ok(formsOf(each).length < 9);
    }
  }
});

test("user info is hidden whatever its scheme begins with, and the rest stays", () => {
  assert.equal(withoutUserInfo("rua=mailto:postmaster@acme.org"), "rua=mailto:postmaster@acme.org");
  assert.equal(withoutUserInfo("at smtp://me:word@mail.acme.org:25"), "at smtp://***@mail.acme.org:25");
  assert.equal(withoutUserInfo("1smtp://me:word@mail.acme.org"), "1smtp://***@mail.acme.org");
  assert.equal(withoutUserInfo("me:word@mail.acme.org"), "me:***@mail.acme.org");
  assert.equal(withoutUserInfo("a mail to me@acme.org"), "a mail to me@acme.org");
  assert.equal(withoutUserInfo("${MAILER_EMAIL:-me@acme.org}"), "${MAILER_EMAIL:-me@acme.org}");
  assert.equal(withoutUserInfo("${RELAY:-me:word@mail.acme.org}"), "${RELAY:-me:***@mail.acme.org}");
});

test("a text with signs of a regular expression is hidden as it stands", () => {
  assert.equal(hider(["(a"])("it is (a and a"), "it is *** and a");
  assert.equal(hider(["[a-z]+("])("[a-z]+( and word"), "*** and word");
  assert.equal(hider(["x".repeat(2_000_000)])("short"), "short");
});

test("secrets that overlap are hidden together, and what stands for one is not searched again", () => {
  assert.equal(hider(["password1234", "1234abcdefgh"])("a password1234abcdefgh b"), "a *** b");
  assert.equal(hider(["*", "plum-tree-9"])("plum-tree-9"), "***");
});
