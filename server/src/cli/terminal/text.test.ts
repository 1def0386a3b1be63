import assert from "node:assert/strict";
import { test } from "node:test";
import stringWidth from "string-width";
import { printable, startOf, width, wrap } from "./text.js";

test("Chinese characters take two columns, joining marks none", () => {
  assert.equal(width("abc"), 3);
  assert.equal(width("端口"), 4);
  assert.equal(width("e\u0301"), 1);
  assert.equal(width("a\u200bb"), 2);
});

test("what is taken for narrow at a glance is that for the library too", () => {
  for (let code = 0x20; code < 0x2600; code += 1) {
    const text = String.fromCharCode(code);
    assert.equal(width(text), stringWidth(text), code.toString(16));
  }
});

test("lines break at blanks and never inside code", () => {
  assert.deepEqual(wrap("one two three", 8), ["one two", "three"]);
  assert.deepEqual(wrap('write "A=b c" now', 9), ["write", '"A=b c"', "now"]);
  assert.deepEqual(wrap('write “- "A=b"” now', 9), ["write", '“- "A=b"”', "now"]);
  assert.deepEqual(wrap("averyveryverylongword x", 5), ["averyveryverylongword", "x"]);
  assert.deepEqual(wrap("", 10), [""]);
});

test("Chinese breaks between characters, with its punctuation at the end of the line", () => {
  assert.deepEqual(wrap("邮件无法发送。请修改", 12), ["邮件无法发", "送。请修改"]);
  assert.deepEqual(wrap('请写 "A=1"，或端口', 10), ["请写", '"A=1"，或', "端口"]);
});

test("control characters of others do not reach the terminal", () => {
  assert.equal(printable("a\u001b[31mb\u0007\u009b"), "a␛[31mb␇\ufffd");
  assert.equal(printable("a\tb\n"), "a\tb\n");
});

test("a long text is cut at a column, and never within a character", () => {
  assert.equal(startOf("abcdef", 3), "abc");
  assert.equal(startOf("ab", 3), "ab");
  assert.equal(startOf("a设置", 4), "a设");
  assert.equal(startOf("😀😀", 3), "😀");
});
