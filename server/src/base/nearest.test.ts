import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest } from "./nearest.js";

const names = ["SMTP_HOST_ADDR", "SMTP_HOST_PORT", "MAILER_EMAIL", "off"];

test("finds what was probably meant", () => {
  assert.equal(nearest("MAILER_EMAI", names), "MAILER_EMAIL");
  assert.equal(nearest("smtp_host_addr", names), "SMTP_HOST_ADDR");
  assert.equal(nearest("SMPT_HOST_PORT", names), "SMTP_HOST_PORT");
  assert.equal(nearest("of", names), "off");
});

test("how far away a word may be rests on its length", () => {
  const near = (word: string) => nearest(word, ["offed", "levels", "abcdefghijkl"]);
  assert.equal(near("offe"), "offed");
  assert.equal(near("offXY"), null, "two of five");
  assert.equal(near("levXYs"), "levels");
  assert.equal(near("leXYZs"), null, "three of six");
  assert.equal(near("abcdefghXYZl"), "abcdefghijkl");
  assert.equal(near("abcdefgXYZWl"), null, "four of twelve");
  assert.equal(near("abcdefXYZkl"), null, "three, and one letter too short for it");
  assert.equal(nearest("ab", ["abc", "ab"]), "ab", "the nearest, not the first");
});

test("says nothing where nothing is near", () => {
  assert.equal(nearest("MAIL_FROM", names), null);
  assert.equal(nearest("on", names), null);
  assert.equal(nearest("", []), null);
});
