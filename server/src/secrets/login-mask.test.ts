import assert from "node:assert/strict";
import { test } from "node:test";
import type { Delivery } from "../plausible/mailer/model.js";
import { createMask } from "./login-mask.js";

const auth = (password: string, username = "user"): Delivery["auth"] => ({ username, password, mechanisms: [], unseen: [] });
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("the password is taken out in every form in which AUTH sends it", () => {
  const password = "p$ss+w/ord?";
  const mask = createMask(auth(password));
  for (const form of [
    password,
    base64(password),
    base64(`\0user\0${password}`),
    base64(`user=user\x01auth=Bearer ${password}\x01\x01`),
    base64(password).replace(/=+$/, ""),
    encodeURIComponent(password),
  ]) {
    assert.equal(mask(`< 535 bad ${form}, sorry`), "< 535 bad ***, sorry", form);
  }
});

test("a password with signs that JSON escapes is taken out where a server quotes it so", () => {
  const mask = createMask(auth('pa"ss\\word'));
  assert.equal(mask('535 {"got":"pa\\"ss\\\\word"}'), '535 {"got":"***"}');
});

test("a very short password is taken out as a word, not inside others", () => {
  const mask = createMask(auth("a"));
  assert.equal(mask("535 authentication: a"), "535 authentication: ***");
});

test("without a password nothing is masked", () => {
  assert.equal(createMask(null)("AUTH PLAIN"), "AUTH PLAIN");
  const sent = `535 no ${base64("\0user\0")}`;
  assert.equal(createMask(auth(""))(sent), sent);
});
