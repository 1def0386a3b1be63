import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultConfig, mergeSettings, parseConfig } from "./config.js";

function errorOf(text: string): string {
  const parsed = parseConfig(text, ".plausible-mail.yml");
  return parsed.ok ? "" : parsed.error;
}

test("reads levels, images and files", () => {
  const parsed = parseConfig(
    "rules:\n  port-25: off\n  no-relay: hint\nimages:\n  - registry.example.com/stats*\nfiles: stacks/*.yml\n",
    ".plausible-mail.yml",
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
  for (const text of ["", "# nothing yet\n", "rules:\n"])
    assert.deepEqual(parseConfig(text, "c"), { ok: true, value: defaultConfig });
});

test("says in one line which key is wrong, what it takes, and what was probably meant", () => {
  assert.equal(
    errorOf("rule: {}\n"),
    '.plausible-mail.yml: rule: no such key (did you mean "rules"?); expected rules, images or files',
  );
  assert.equal(errorOf("rules:\n  prt-25: off\n"), '.plausible-mail.yml: rules.prt-25: no such rule (did you mean "port-25"?)');
  assert.equal(
    errorOf("rules:\n  port-25: wrning\n"),
    '.plausible-mail.yml: rules.port-25: expected error, warning, info, hint or off, got "wrning" (did you mean "warning"?)',
  );
  assert.equal(errorOf("rules: [port-25]\n"), '.plausible-mail.yml: rules: expected a map of rule ids, got ["port-25"]');
  assert.equal(errorOf("images: 3\n"), ".plausible-mail.yml: images: expected a list of globs, got 3");
  assert.equal(errorOf("- a\n"), '.plausible-mail.yml: expected a map with rules, images or files, got ["a"]');
  const broken = errorOf("rules: {port-25: off\n");
  assert.match(broken, /^\.plausible-mail\.yml:\d+: /);
  assert.doesNotMatch(broken, /\n/);
});

test("settings win over the file, rule by rule", () => {
  const file = parseConfig("rules: {port-25: off, no-relay: hint}\nimages: [a]\n", "c");
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
  assert.deepEqual(mergeSettings(file.value, { rules: { nothing: "off" } }), {
    ok: false,
    error: "settings: rules.nothing: no such rule",
  });
});
