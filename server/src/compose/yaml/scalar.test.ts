import assert from "node:assert/strict";
import { test } from "node:test";
import { plainScalarText, resolvePlainScalar } from "./scalar.js";

function check(cases: Readonly<Record<string, string | null>>): void {
  for (const [source, expected] of Object.entries(cases)) assert.equal(plainScalarText(source), expected, `\`${source}\``);
}

const unchanged = (sources: readonly string[]) => check(Object.fromEntries(sources.map((source) => [source, source])));

test("null and booleans", () => {
  check({ "": null, "~": null, null: null, Null: null, NULL: null, nULL: "nULL" });
  check({ true: "true", True: "true", TRUE: "true", false: "false", False: "false", FALSE: "false", tRUE: "tRUE" });
  unchanged(["yes", "no", "on", "off", "y", "n", "Yes", "NO", "On", "constructor", "__proto__"]);
});

test("integers", () => {
  check({ "587": "587", "+587": "587", "-5": "-5", "0": "0", "00": "0", "-0": "0", "1_000": "1000", "1__0": "10", "1_": "1" });
  check({
    "0465": "309",
    "0777": "511",
    "+0465": "309",
    "-0465": "-309",
    "0_465": "309",
    "007": "7",
    "0o721": "465",
    "0O17": "15",
    "-0o17": "-15",
  });
  check({ "0587": "587", "08": "8", "0019": "19", "09.0": "9" });
  check({ "0x24B": "587", "0X1F": "31", "-0x1F": "-31", "0x_FF": "255", "0b101": "5", "0B11": "3", "+0b11": "3" });
  check({
    "9007199254740993": "9007199254740993",
    "12345678901234567890": "12345678901234567890",
    "0xFFFFFFFFFFFFFFFF": "18446744073709551615",
  });
  check({ "18446744073709551616": "1.8446744073709552e+19", "+18446744073709551615": "1.8446744073709552e+19" });
  check({ "-9223372036854775808": "-9223372036854775808", "-9223372036854775809": "-9.223372036854776e+18" });
});

test("floats", () => {
  check({ "1e3": "1000", "1E5": "100000", "1e6": "1e+06", "1e+3": "1000", "1e20": "1e+20", "123e4": "1.23e+06", "0.1e1": "1" });
  check({
    "1.0": "1",
    "1.50": "1.5",
    "3.10": "3.1",
    "587.": "587",
    "1_2.5": "12.5",
    "123456.7": "123456.7",
    "1234567.5": "1.2345675e+06",
  });
  check({
    "0.0001": "0.0001",
    "0.00001": "1e-05",
    "1e-7": "1e-07",
    "-0.0": "-0",
    "5e-324": "5e-324",
    "1e-400": "0",
    "0.1234567890123456789": "0.12345678901234568",
  });
  check({ ".5": "0.5", ".5e3": "500", "-.5": "-0.5", ".5_0": "0.5", ".5e1_0": "5e+09" });
  check({ ".inf": "+Inf", "+.INF": "+Inf", "-.Inf": "-Inf", ".nan": "NaN" });
});

test("dates, as Go prints them", () => {
  check({ "2024-01-01": "2024-01-01 00:00:00 +0000 UTC", "2024-1-5": "2024-01-05 00:00:00 +0000 UTC" });
  check({ "2024-01-01T01:02:03Z": "2024-01-01 01:02:03 +0000 UTC", "2024-01-01 10:00:00.50": "2024-01-01 10:00:00.5 +0000 UTC" });
  check({ "2024-02-29t1:2:3+02:00": "2024-02-29 01:02:03 +0200 +0200" });
  unchanged([
    "2024-13-45",
    "2023-02-29",
    "2024-02-30",
    "2024-01",
    "2024-01-01T01:02:03",
    "2024-01-01 24:00:00",
    "2024-01-01 10:00:00.5 Z",
  ]);
});

test("what looks like a number and is text", () => {
  unchanged(["0x", "0b12", "0o8", "0o", "123abc", "1:30", "12:30:45", "1,000", "=", "+", "-", "-x", "1e", "1e+", "_1", "."]);
  unchanged([
    ".e3",
    "._5",
    ".5_",
    ".5__0",
    ".5.5",
    "+.nan",
    "0x1p4",
    "1e309",
    "inf",
    "nan",
    "Infinity",
    "...",
    "smtp.zoo.example",
    "a@b.c",
  ]);
});

test("the type decides what a list may hold", () => {
  const types = ["", "true", "587", "1e400", ".5", "2024-01-01", "x"].map((source) => resolvePlainScalar(source).type);
  assert.deepEqual(types, ["null", "boolean", "integer", "string", "float", "timestamp", "string"]);
});
