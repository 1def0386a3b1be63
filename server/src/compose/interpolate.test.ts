import assert from "node:assert/strict";
import { test } from "node:test";
import { type Interpolation, interpolate, interpolationWords, templateWords } from "./interpolate.js";

const names: Readonly<Record<string, string>> = {
  HOST: "smtp.zoo.example",
  PORT: "587",
  EMPTY: "",
  lower: "low",
  MONEY: "a$HOST",
};

function resolve(text: string): Interpolation<string> {
  return interpolate(text, (name) => {
    const value = names[name];
    return value === undefined ? undefined : { value, origin: `origin of ${name}` };
  });
}

function textOf(text: string): string {
  const result = resolve(text);
  assert.ok(result.ok, `${text} was refused`);
  return result.text;
}

function failureOf(text: string) {
  const result = resolve(text);
  assert.ok(!result.ok, `${text} was accepted`);
  return { message: templateWords(result), at: text.slice(result.span.start, result.span.end) };
}

test("references, defaults, alternates and dollars", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["plain", "plain"],
    ["$HOST", "smtp.zoo.example"],
    ["a${PORT}b$PORT", "a587b587"],
    ["${NOPE:-d}|${EMPTY:-d}|${HOST:-d}", "d|d|smtp.zoo.example"],
    ["${NOPE-d}|${EMPTY-d}", "d|"],
    ["${NOPE:+a}|${EMPTY:+a}|${HOST:+a}", "||a"],
    ["${NOPE+a}|${EMPTY+a}", "|a"],
    ["${HOST:?m}|${EMPTY?m}", "smtp.zoo.example|"],
    ["$NOPE.", "."],
    ["${smtp-host}|$smtp-host", "host|-host"],
    ["$lower $LOWER", "low "],
    ["pa$5word $- $! $. $ ( $( $[ end$", "pa$5word $- $! $. $ ( $( $[ end$"],
    ["a$$b $$HOST $${HOST} $$$PORT $$$$", "a$b $HOST ${HOST} $587 $$"],
    ["$MONEY", "a$HOST"],
    ["x}y{z", "x}y{z"],
    ["x$\ny", "x$\ny"],
    ["$ſx$Kelvin.", "."],
    ["$HÖST", "ÖST"],
  ];
  for (const [text, expected] of cases) assert.equal(textOf(text), expected, text);
});

test("what a default is", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["${NOPE:-${HOST}}", "smtp.zoo.example"],
    ["${NOPE:-${NOPE2:-deep}}tail", "deeptail"],
    ["${N:-${M:-a}-${O:-b}}", "a-b"],
    ["${NOPE:-a}b}", "ab}"],
    ["${NOPE:-{x}}", "{x}"],
    ["${N:-{{x}}", "{{x}"],
    ['${N:-"}"}', '""}'],
    ["${N:-}}", "}"],
    ["${NOPE:-{}}x", "{}x"],
    ["${NOPE:-{{}}${PORT}}", "{{}587}"],
    ["${NOPE:-a}}b{c}", "a}b{c}"],
    ["${NOPE:-a:-b}${NOPE-c?d}", "a:-bc?d"],
    ["${NOPE:-pa$$w}", "pa$w"],
    ["${EMPTY:+a-b}${EMPTY+c:-d}", "c:-d"],
    ["${HOST:-${MUST:?needed only without HOST}}", "smtp.zoo.example"],
    ["${HOST:?${ALSO:?not needed}}", "smtp.zoo.example"],
  ];
  for (const [text, expected] of cases) assert.equal(textOf(text), expected, text);
  assert.equal(resolve("${NOPE:-a\n}").ok, false, "a default ends with its line");
});

test("what Compose refuses, in its words", () => {
  const invalid = [
    "${",
    "${}",
    "${1A}",
    "${A }",
    "${ A}",
    "${A",
    "${A:x}",
    "${A:=x}",
    "${A/x/y}",
    "${!A}",
    "${#A}",
    "${A^^}",
    "${A[0]}",
    "${a.b}",
  ];
  for (const text of invalid) assert.deepEqual(failureOf(text), { message: `Invalid template: "${text}"`, at: text });
  assert.equal(failureOf('a"${').message, 'Invalid template: "a\\"${"');
  assert.deepEqual(failureOf("A=${HOST}${M"), { message: 'Invalid template: "A=${HOST}${M"', at: "${M" });
  assert.deepEqual(failureOf("${NOPE:?must be set}"), {
    message: "required variable NOPE is missing a value: must be set",
    at: "${NOPE:?must be set}",
  });
  assert.equal(failureOf("${EMPTY:?}").message, "required variable EMPTY is missing a value");
  assert.equal(
    failureOf("${NOPE?set ${HOST:-x} $PORT}!").message,
    "required variable NOPE is missing a value: set smtp.zoo.example 587",
  );
  assert.equal(failureOf("${NOPE:-${MUST:?must}}").message, "required variable MUST is missing a value: must");
});

test("an error quotes the part in which Compose finds it", () => {
  assert.equal(failureOf("A=${N:-${M}").message, 'Invalid template: "${M"');
  assert.equal(failureOf("a${HOST:-}b${1}").message, 'Invalid template: "b${1}"');
  assert.equal(failureOf("${NOPE:-{}} ${HOST}").message, 'Invalid template: "{}} ${HOST"');
  assert.equal(failureOf("${NOPE:?a${}").message, 'Invalid template: "a${"');
  const failure = resolve("A=${");
  assert.ok(!failure.ok);
  assert.equal(
    interpolationWords(failure, "services.plausible.environment.[]"),
    "invalid interpolation format for services.plausible.environment.[].\nYou may need to escape any $ with another $.\nA=${",
  );
});

test("unresolved names are those for which nothing stands in", () => {
  const unresolved = (text: string) => {
    const result = resolve(text);
    return result.ok ? result.unresolved : null;
  };
  assert.deepEqual(unresolved("$A${B}$A ${HOST}"), ["A", "B"]);
  assert.deepEqual(unresolved("${A:-x}${B-}${C:+y}"), []);
  assert.deepEqual(unresolved("${A:-$B}${HOST:-$C}"), ["B"]);
  const inherited = interpolate("x$A", () => ({ value: "", origin: null, unresolved: ["DEEP"] }));
  assert.deepEqual(inherited.ok && inherited.unresolved, ["DEEP"]);
});

test("the sole reference is the one that gives the whole text", () => {
  const sole = (text: string) => {
    const result = resolve(text);
    assert.ok(result.ok);
    if (result.sole === null) return null;
    const { name, used, inserted, origin } = result.sole;
    return [
      result.chain.map((each) => text.slice(each.span.start, each.span.end)),
      name,
      used,
      inserted && text.slice(inserted.start, inserted.end),
      origin,
    ];
  };
  assert.deepEqual(sole("$HOST"), [["$HOST"], "HOST", "value", null, "origin of HOST"]);
  assert.deepEqual(sole("${HOST:-x}"), [["${HOST:-x}"], "HOST", "value", null, "origin of HOST"]);
  assert.deepEqual(sole("${NOPE:-x}"), [["${NOPE:-x}"], "NOPE", "default", "x", undefined]);
  assert.deepEqual(sole("${NOPE:-}"), [["${NOPE:-}"], "NOPE", "default", "", undefined]);
  assert.deepEqual(sole("${HOST:+y}"), [["${HOST:+y}"], "HOST", "alternate", "y", undefined]);
  assert.deepEqual(sole("${NOPE:-${PORT}}"), [["${NOPE:-${PORT}}", "${PORT}"], "PORT", "value", null, "origin of PORT"]);
  assert.deepEqual(sole("${NOPE:-x${PORT}}"), [["${NOPE:-x${PORT}}"], "NOPE", "default", "x${PORT}", undefined]);
  assert.deepEqual(sole("$NOPE"), [["$NOPE"], "NOPE", "unset", null, undefined]);
  for (const text of ["x$HOST", "$HOST$HOST", "$HOST ", "$$", "plain", ""]) assert.equal(sole(text), null, text);
});

test("deep and long texts take linear time", () => {
  const depth = 20_000;
  assert.equal(textOf(`${"${A:-".repeat(depth)}x${"}".repeat(depth)}`), "x");
  assert.equal(textOf("${A:-x}".repeat(depth)), "x".repeat(depth));
  assert.equal(resolve("${A:-".repeat(depth)).ok, false);
  assert.equal(resolve(`${"${A:-".repeat(depth)}}`).ok, false);
});
