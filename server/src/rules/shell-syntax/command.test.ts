import assert from "node:assert/strict";
import { test } from "node:test";
import { commandIn } from "./command.js";

test("a command is told by its signs and its name", () => {
  for (const text of [
    "$(openssl rand -hex 32)",
    '"$(cat /run/secrets/mail)"',
    "$(< /run/secrets/mail)",
    "`openssl rand -base64 32`",
    "`/usr/bin/pwgen 64 1`",
    "prefix-$(hostname)",
    "`make-key --length 64`",
    "$(SMTP_PASSWORD)",
  ]) {
    assert.equal(commandIn(text, "plain"), true, text);
  }
  for (const text of ["$(openssl rand -hex 32)", "x$(cat /a)y", "`pwgen 20 1`", "$(SMTP_PASSWORD)"]) {
    assert.equal(commandIn(text, "secret"), true, text);
  }
});

test("a password may have such signs, and a value may stand between backticks", () => {
  for (const text of ["a$(b)c", "pass`id`x", "`Kirsche77`", "x`y`z", "$(", "`", "$5(off)", "`mail.zoo.example`"]) {
    assert.equal(commandIn(text, "secret"), false, text);
  }
  for (const text of [
    "`smtp.zoo.example`",
    "`true`",
    "`587`",
    "`Zoo Statistics`",
    "`https://stats.example.com`",
    "`ada@zoo.example`",
  ]) {
    assert.equal(commandIn(text, "plain"), false, text);
  }
});
