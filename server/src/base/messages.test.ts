import assert from "node:assert/strict";
import { test } from "node:test";
import { code, codes, link, markdown, message, partsOf, plainText, textOf } from "./messages.js";

const both = (text: string) => ({ en: text, "zh-cn": text });

test("a template's backticks mark code, also around a value; each door shows it in its own way", () => {
  const said = message(both("Set `{name}={value}` in {file}."), { name: "A", value: 1, file: "b.yml" });
  assert.deepEqual(partsOf(said, "en"), [
    { kind: "text", text: "Set " },
    { kind: "code", text: "A=1" },
    { kind: "text", text: " in b.yml." },
  ]);
  assert.equal(textOf(said, "en"), "Set `A=1` in b.yml.");
  assert.equal(plainText(said, "en"), "Set A=1 in b.yml.");
  assert.equal(markdown(said, "en"), "Set `A=1` in b.yml.");
});

test("in Chinese a blank stands between Chinese and Latin letters, and between no two Chinese ones, whatever a message is put into", () => {
  const said = (value: string) => textOf(message(both("端口使用 {mode} 时"), { mode: message(both(value)) }), "zh-cn");
  assert.equal(said("隐式 TLS"), "端口使用隐式 TLS 时");
  assert.equal(said("STARTTLS"), "端口使用 STARTTLS 时");
  assert.equal(said("默认方式"), "端口使用默认方式时");
  assert.equal(textOf(message(both("请使用{what}。"), { what: message(both("44 个字符")) }), "zh-cn"), "请使用 44 个字符。");
});

test("values are parts: a message, a list of code, a link; what stands in them is never read as a mark", () => {
  const inner = message(both("`{adapter}` {note}"), { adapter: "X", note: "{adapter} `as is`" });
  const said = message(both("{inner}, {names}, {place}, {code}"), {
    inner,
    names: codes(["A", "B"]),
    place: link(".env:3", "file:///.env#L3"),
    code: code("a`b"),
  });
  assert.equal(plainText(said, "en"), "X {adapter} `as is`, A, B, .env:3, a`b");
  assert.equal(textOf(said, "en"), "`X` {adapter} `as is`, `A`, `B`, .env:3, `a`b`");
  assert.equal(markdown(said, "en"), "`X` {adapter} \\`as is\\`, `A`, `B`, [.env:3](file:///.env#L3), ``a`b``");
});

test("a list keeps its own marks where the template writes it as code", () => {
  assert.equal(textOf(message(both("{names}"), { names: codes(["A", "B"]) }), "zh-cn"), "`A`、`B`");
  const said = message(both("Add `{names}`"), { names: codes(["A", "B"]) });
  assert.equal(textOf(said, "en"), "Add `A`, `B`");
  assert.equal(plainText(said, "en"), "Add A, B");
});

test("Markdown shows a value's own characters", () => {
  const said = message(both("{value}"), { value: "_a_ **b** [c](d) <e> SMTP_HOST_ADDR" });
  assert.equal(markdown(said, "en"), "\\_a\\_ \\*\\*b\\*\\* \\[c\\](d) \\<e> SMTP_HOST_ADDR");
});

test("what is missing stays to be seen: a placeholder without its value, a backtick without its partner", () => {
  assert.equal(textOf(message(both("`{a}` and {b}, ${C}")), "en"), "`{a}` and {b}, ${C}");
  assert.equal(textOf(message(both("a ` b `c` d")), "en"), "a ` b `c` d");
  assert.equal(plainText(message(both("`a` b ` c")), "en"), "a b ` c");
  assert.equal(textOf(message(both("``, `{a}`"), { a: "" }), "en"), "``, ``");
});

test("a mask sees each part as a whole, and nothing of its neighbours", () => {
  const seen: string[] = [];
  const mask = (text: string) => {
    seen.push(text);
    return text.replace("secret", "***");
  };
  const said = message(both("{a} is {b}: `{b}`。"), { a: "x", b: "secret" });
  assert.equal(plainText(said, "en", mask), "x is ***: ***。");
  assert.deepEqual(seen, ["x is secret: ", "secret", "。"]);
  assert.equal(markdown(said, "en", mask), "x is \\*\\*\\*: `***`。");
});
