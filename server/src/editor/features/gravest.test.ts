import assert from "node:assert/strict";
import { test } from "node:test";
import type { Severity } from "../../rules/kit/severity.js";
import type { ShownFinding } from "../session/test-findings.js";
import { gravest, leftOutDiagnostic, mostDiagnostics } from "./gravest.js";

const found = (severity: Severity, start: number) => ({
  finding: { severity, at: { file: "/a", start, end: start } } as ShownFinding,
});
const many = (severity: Severity, count: number, from: number) =>
  Array.from({ length: count }, (_, index) => found(severity, from + index));

test("a list that is short enough is shown as it is", () => {
  const all = many("hint", mostDiagnostics, 0);
  assert.equal(gravest(all), all);
});

test("of a long list the gravest are shown, in the order of the file, and of those that are alike the first", () => {
  const warnings = many("warning", mostDiagnostics, 0);
  const errors = many("error", 3, 1_000);
  const shown = gravest([...many("hint", 5, 0), ...warnings, ...errors]);
  assert.deepEqual(shown, [...warnings.slice(0, mostDiagnostics - 3), ...errors]);
});

test("what tells of the others says how many there are, in both languages", () => {
  assert.match(String(leftOutDiagnostic(2_000, "en").message), /250 of 2000\./);
  assert.match(String(leftOutDiagnostic(2_000, "zh-cn").message), /共 2000 个，显示 250 个/);
});
