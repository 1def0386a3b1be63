import assert from "node:assert/strict";
import { test } from "node:test";
import { inspectString } from "../elixir/inspect-string.js";
import type { BooleanParser } from "../types.js";
import { parseBoolean, parseInteger } from "./config-helpers.js";

const outcome = (parser: BooleanParser, text: string) => {
  const result = parseBoolean(parser, text, "X");
  return result.kind === "on" && result.earlierCommands !== null ? "on, but not for db createdb" : result.kind;
};

test("a flag's text means something else in each era", () => {
  const cases: readonly (readonly [text: string, strict: string, atom: string, string: string])[] = [
    ["true", "on", "on", "on"],
    ["false", "off", "off", "off"],
    ["1", "on", "refused", "dropped"],
    ["0", "off", "refused", "dropped"],
    ["True", "on", "refused", "dropped"],
    ["yes", "on", "on", "dropped"],
    ["no", "off", "on", "dropped"],
    ["off", "off", "on", "dropped"],
    ["f", "off", "on", "dropped"],
    ["t", "on", "on, but not for db createdb", "dropped"],
    ["nil", "refused", "unset", "dropped"],
    ["", "refused", "on", "dropped"],
    [" true", "refused", "refused", "dropped"],
    ['"true"', "refused", "refused", "dropped"],
    ["tls", "refused", "on", "dropped"],
    ["starttls", "refused", "refused", "dropped"],
  ];
  for (const [text, strict, atom, string] of cases) {
    assert.equal(outcome("strict", text), strict, `strict ${text}`);
    assert.equal(outcome("existing-atom", text), atom, `atom ${text}`);
    assert.equal(outcome("true-or-false-string", text), string, `string ${text}`);
  }
});

test("a refused flag carries Plausible's own words", () => {
  const strict = parseBoolean("strict", '"true"', "SMTP_HOST_SSL_ENABLED");
  assert.equal(strict.kind, "refused");
  assert.deepEqual(strict.kind === "refused" && strict.error, {
    type: "ArgumentError",
    message: 'Invalid boolean value: "\\"true\\"". Expected one of: 1, 0, t, f, true, false, y, n, yes, no, on, off',
    variable: "SMTP_HOST_SSL_ENABLED",
  });
  const tried = parseBoolean("existing-atom", "1", "X");
  const untried = parseBoolean("existing-atom", "qwertz", "X");
  assert.equal(tried.kind === "refused" && tried.measured, true);
  assert.equal(untried.kind === "refused" && untried.measured, false);
});

test("an integer is decimal digits with an optional sign, and nothing else", () => {
  const cases: readonly (readonly [string, number | null])[] = [
    ["587", 587],
    ["+587", 587],
    ["-1", -1],
    ["0465", 465],
    ["99999", 99999],
    ["", null],
    ["587 ", null],
    [" 587", null],
    ["587\n", null],
    ["587.0", null],
    ["1_000", null],
    ["0x24b", null],
    ["５８７", null],
    ["+", null],
  ];
  for (const [text, expected] of cases) assert.equal(parseInteger(text), expected, JSON.stringify(text));
});

test("strings are shown as Elixir inspects them", () => {
  assert.equal(inspectString('a"b\\\n\r\t'), '"a\\"b\\\\\\n\\r\\t"');
  assert.equal(inspectString("#{x} # ü"), '"\\#{x} # ü"');
  assert.equal(inspectString("a\0ü"), "<<97, 0, 195, 188>>");
  assert.equal(inspectString("\x07\x1b\x7f\u00a0\ufeff"), '"\\a\\e\\d\u00a0\\uFEFF"');
  assert.equal(inspectString("\x01".repeat(60)), `<<${"1, ".repeat(50)}...>>`);
});
