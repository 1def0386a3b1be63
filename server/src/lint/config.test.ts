import assert from "node:assert/strict";
import { test } from "node:test";
import { configErrorLine, defaultConfig, mergeSettings, parseConfig } from "./config.js";

function errorOf(text: string): string {
  const parsed = parseConfig(text);
  return parsed.ok ? "" : configErrorLine(parsed.error, ".plausible-mail.yml");
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
  assert.equal(configErrorLine(refused.error, "settings"), "settings: rules.nothing: no such rule");
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
