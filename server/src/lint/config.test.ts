import assert from "node:assert/strict";
import { test } from "node:test";
import { type Message, message, plainText, quotedText } from "../base/messages.js";
import { configErrorLine, defaultConfig, mergeSettings, parseConfig } from "./config.js";
import { inSettings } from "./config-texts.js";

/** As a terminal shows it. */
const say = (text: Message) => quotedText(text, "en");

function errorOf(text: string): string {
  const parsed = parseConfig(text);
  return parsed.ok ? "" : say(configErrorLine(parsed.error, ".plausible-mail.yml"));
}

test("reads levels, images and files", () => {
  const parsed = parseConfig(
    "rules:\n  port-25: off\n  no-relay: hint\nimages:\n  - registry.example.com/stats*\nfiles: stacks/*.yml\n",
  );
  assert.ok(parsed.ok);
  assert.deepEqual(
    [...parsed.value.rules],
    [
      ["port-25", "off"],
      ["no-relay", "hint"],
    ],
  );
  assert.deepEqual(parsed.value.images, ["registry.example.com/stats*"]);
  assert.deepEqual(parsed.value.files, ["stacks/*.yml"]);
});

test("takes an empty file, and one of comments", () => {
  for (const text of ["", "# nothing yet\n", "rules:\n"]) assert.deepEqual(parseConfig(text), { ok: true, value: defaultConfig });
});

test("says in one line which key is wrong, what it takes, and what was probably meant", () => {
  assert.equal(
    errorOf("rule: {}\n"),
    '.plausible-mail.yml: rule: no such key (did you mean "rules"?); expected rules, images, services or files',
  );
  assert.equal(errorOf("rules:\n  prt-25: off\n"), '.plausible-mail.yml: rules.prt-25: no such rule (did you mean "port-25"?)');
  assert.equal(
    errorOf("rules:\n  port-25: wrning\n"),
    '.plausible-mail.yml: rules.port-25: expected error, warning, info, hint or off, got "wrning" (did you mean "warning"?)',
  );
  assert.equal(errorOf("rules: [port-25]\n"), '.plausible-mail.yml: rules: expected a map of rule ids, got ["port-25"]');
  assert.equal(errorOf("images: 3\n"), ".plausible-mail.yml: images: expected a list of globs, got 3");
  assert.equal(errorOf("- a\n"), '.plausible-mail.yml: expected a map with rules, images, services or files, got ["a"]');
  const broken = errorOf("rules: {port-25: off\n");
  assert.match(broken, /^\.plausible-mail\.yml:\d+: /);
  assert.doesNotMatch(broken, /\n/);
});

test("settings win over the file, rule by rule", () => {
  const file = parseConfig("rules: {port-25: off, no-relay: hint}\nimages: [a]\n");
  assert.ok(file.ok);
  const merged = mergeSettings(file.value, { rules: { "port-25": "error" }, images: [] });
  assert.ok(merged.ok);
  assert.deepEqual(
    [...merged.value.rules],
    [
      ["port-25", "error"],
      ["no-relay", "hint"],
    ],
  );
  assert.deepEqual(merged.value.images, ["a"]);
  const refused = mergeSettings(file.value, { rules: { nothing: "off" } });
  assert.ok(!refused.ok);
  assert.equal(say(configErrorLine(refused.error, inSettings)), "settings: rules.nothing: no such rule");
});

test("an error carries where it stands: the key at fault, not the same word elsewhere", () => {
  const marked = (text: string) => {
    const parsed = parseConfig(text);
    const at = parsed.ok ? null : parsed.error.at;
    return at === null ? null : `${text.slice(0, at.start)}[${text.slice(at.start, at.end)}]${text.slice(at.end)}`;
  };
  assert.equal(marked("# port-25: no\nrules:\n  port-25: no\n"), "# port-25: no\nrules:\n  [port-25]: no\n");
  assert.equal(marked('rules: {"prt-25": off}\n'), 'rules: {"[prt-25]": off}\n');
  assert.equal(marked("images: 3\n"), "[images]: 3\n");
  assert.equal(marked("- a\n"), "[- a]\n");
  assert.equal(marked("images: [a]\nrules: a: b\n"), "images: [a]\n[rules: a: b]\n");
});

test("an alias of nothing is an error like any other", () => {
  assert.match(errorOf("images: *none\n"), /^\.plausible-mail\.yml: .*none/);
});

test("what is too deep, multiplies or holds itself is an error in one short line", () => {
  const bomb = Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index}, `.repeat(20)}]\n`).join(
    "",
  );
  const texts = [
    `rules: ${"[".repeat(10_000)}${"]".repeat(10_000)}\n`,
    `rules:\n  ${"- ".repeat(10_000)}a\n`,
    `rules: ${"[".repeat(10_000)}\n`,
    `a0: &a0 [a]\n${bomb}`,
    "rules: &a [*a]\n",
    "rules: &a\n  port-25: *a\n",
    `rules:\n${Array.from({ length: 10_000 }, (_, index) => `  rule-${index}: off\n`).join("")}`,
    `rules: [${"port-25, ".repeat(1_000)}]\n`,
    `rules:\n  port-25: ${"warning".repeat(1_000)}\n`,
  ];
  for (const text of texts) {
    const error = errorOf(text);
    assert.match(error, /^\.plausible-mail\.yml/, text.slice(0, 40));
    assert.ok(error.length < 200 && !error.includes("\n"), error);
  }
});

test("every error is told, each with its keys, its place and what was meant", () => {
  const text = 'rule: {}\nrules:\n  prt-25: off\n  "no-relay": loud\nimages: [""]\nservices: {a: b}\nfiles: [1]\n';
  const parsed = parseConfig(text);
  assert.ok(!parsed.ok);
  assert.equal(parsed.error, parsed.errors[0]);
  const told = parsed.errors.map(({ keys, at, meant, line, reason }) => {
    assert.equal(line, null);
    assert.ok(say(reason).length > 0 && at !== null);
    return [keys.join("."), text.slice(at.start, at.end), meant];
  });
  assert.deepEqual(told, [
    ["rule", "rule", "rules"],
    ["rules.prt-25", "prt-25", "port-25"],
    ["rules.no-relay", "no-relay", null],
    ["images", "images", null],
    ["services", "services", null],
    ["files", "files", null],
  ]);
});

test("a value that is wrong is shown as JSON, a long one by its kind", () => {
  const got = (value: unknown) => {
    const merged = mergeSettings(defaultConfig, { images: value });
    return merged.ok ? null : /, got (.*)$/.exec(say(merged.error.reason))?.[1];
  };
  assert.equal(got(true), "true");
  assert.equal(got({ a: 1 }), '{"a":1}');
  assert.equal(got([1]), "[1]");
  assert.equal(got([""]), '[""]');
  assert.equal(got(["a".repeat(55)]), null);
  assert.equal(got(["a".repeat(54), 1]), `["${"a".repeat(54)}",1]`, "60 signs");
  assert.equal(got(["a".repeat(55), 1]), "a list");
  assert.equal(got({ a: "b".repeat(60) }), "a map");
  assert.equal(got(Symbol("a")), "a long symbol");
  const round: { own?: unknown } = {};
  round.own = round;
  assert.equal(got(round), "a map");
  const errorOfRules = (rules: unknown) => {
    const merged = mergeSettings(defaultConfig, { rules });
    return merged.ok ? "" : say(merged.error.reason);
  };
  assert.match(errorOfRules({ "port-25": "x".repeat(70) }), /got a long string$/);
  assert.match(errorOfRules("off"), /^expected a map of rule ids, got "off"$/);
  assert.match(errorOfRules([]), /got \[\]$/);
});

test("what JSON settings may say: off as false, one glob as a text, nothing as null", () => {
  const file = parseConfig("services: [a]\nfiles: [b]\n");
  assert.ok(file.ok);
  const merged = mergeSettings(file.value, { rules: { "port-25": false }, images: "x/*", services: null, files: undefined });
  assert.ok(merged.ok);
  assert.deepEqual([...merged.value.rules], [["port-25", "off"]]);
  assert.deepEqual([merged.value.images, merged.value.services, merged.value.files], [["x/*"], ["a"], ["b"]]);
  const over = mergeSettings(file.value, { services: ["c"], files: ["d"], rules: null });
  assert.ok(over.ok);
  assert.deepEqual([over.value.services, over.value.files, [...over.value.rules]], [["c"], ["d"], []]);
  assert.deepEqual(mergeSettings(file.value, null), { ok: true, value: file.value });
  assert.ok(!mergeSettings(file.value, "x").ok);
});

test("a file that is very long isn't read, and where one is nested too deep is told", () => {
  const long = parseConfig(`# ${"a".repeat(99_000)}\n${"# b\n".repeat(250)}`);
  assert.ok(!long.ok);
  assert.deepEqual(
    { ...long.error, reason: say(long.error.reason), at: null },
    { reason: "longer than 100 kB", keys: [], line: null, at: null, meant: null },
  );
  assert.deepEqual(long.error.at, { start: 0, end: 99_002 });
  assert.ok(parseConfig(`#${"a".repeat(99_998)}\n`).ok, "exactly so long");
  assert.ok(!parseConfig(`#${"a".repeat(99_999)}\n`).ok);
  const text = `images: []\nrules: ${"[".repeat(300)}\n`;
  const deep = parseConfig(text);
  assert.ok(!deep.ok);
  assert.deepEqual(
    [say(deep.error.reason), deep.error.keys, deep.error.line, deep.error.meant],
    ["nested too deep", [], 1, null],
  );
  assert.deepEqual(deep.error.at, { start: 11, end: text.length - 1 });
  const broken = parseConfig("images: []\nrules: [a\n");
  assert.ok(!broken.ok);
  assert.ok(broken.error.line !== null && broken.error.line >= 1 && broken.error.at !== null);
  assert.doesNotMatch(say(broken.error.reason), /at line/);
  assert.equal(
    say(configErrorLine({ ...broken.error, reason: message({ en: "it", "zh-cn": "它" }) }, "f")),
    `f:${broken.error.line + 1}: it`,
  );
});

test("every error is told in Chinese too, with only what a user writes in Latin letters", () => {
  const said = (text: string) => {
    const parsed = parseConfig(text);
    return parsed.ok ? [] : parsed.errors.map((error) => plainText(configErrorLine(error, "f"), "zh-cn"));
  };
  assert.deepEqual(said("rule: {}\nrules:\n  prt-25: off\n  no-relay: wrning\n  nothing: off\nimages: {a: b}\n"), [
    "f：rule：没有此键（您是想写 rules 吗？）；可用的键为 rules、images、services 或 files",
    "f：rules.prt-25：没有此规则（您是想写 port-25 吗？）",
    'f：rules.no-relay：应为 error、warning、info、hint 或 off，实际为 "wrning"（您是想写 warning 吗？）',
    "f：rules.nothing：没有此规则",
    'f：images：应为通配符列表，实际为 {"a":"b"}',
  ]);
  assert.deepEqual(said("- a\n"), ['f：应为包含 rules、images、services 或 files 的映射，实际为 ["a"]']);
  assert.deepEqual(said(`rules: ${"[".repeat(300)}\n`), ["f:1：嵌套过深"]);
  assert.deepEqual(said(`rules: [${"port-25, ".repeat(99)}]\n`), ["f：rules：应为以规则 ID 为键的映射，实际为列表"]);
  assert.match(said("rules: [a\n").join(), /^f:\d：不是有效的 YAML：/);
});
