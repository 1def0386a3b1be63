import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { textOf } from "../../src/base/messages.js";
import { applyEdits } from "../../src/base/text.js";
import type { Analysis } from "../../src/lint/analysis.js";
import { freshKeyEdits, keyOf } from "../../src/rules/kit/fresh-key.js";
import type { Finding, Fix, Rule } from "../../src/rules/kit/types.js";
import { type Example, type ExampleFile, examplesOf, type Mark } from "./examples.js";
import { analyseFiles, folder } from "./project.js";
import { assertFilled, fail, testChineseForm, testForm, testTexts } from "./rule-texts.js";

/** Rules that speak of what Compose refuses; only their examples may be refused. */
const refusalRules: readonly string[] = ["compose-error", "env-file-missing"];

/** What a fix that leaves a value to the user may leave behind: the request for that value. */
const stillToFill: readonly string[] = ["unresolved-variable", "placeholder-value"];

/**
 * Runs the README beside a rule's test. A bad example gives exactly the marked findings, of all rules; a good one gives
 * none. Every fix leaves files that still load, the finding gone, and nothing new. Then the form of the README, and the
 * texts of the rule in both languages.
 *
 * @param testUrl `import.meta.url` of the compiled test
 */
export function testReadme(rule: Rule, testUrl: string): void {
  const examples = examplesOf(readmeOf(testUrl));
  describe(`README of ${rule.meta.id}`, () => {
    test("has a bad and a good example", () => {
      assert.ok(examples.some(({ kind }) => kind === "bad"));
      assert.ok(examples.some(({ kind }) => kind === "good"));
      if (rule.meta.fixable) assert.ok(examples.some(({ kind, unfixable }) => kind === "bad" && !unfixable));
    });
    for (const example of examples) {
      test(`${example.kind} example in line ${example.line}`, () => testExample(rule, example));
    }
    testForm(rule, readmeOf(testUrl));
    testChineseForm(rule, readmeOf(testUrl, "README.zh-cn.md"));
    testTexts(rule, examples);
  });
}

/** The README beside a compiled test, in the source folder. */
export function readmeOf(testUrl: string, name = "README.md"): string {
  return readFileSync(new URL(name, testUrl.replace("/server/out/src/", "/server/src/")), "utf8");
}

function testExample(rule: Rule, example: Example): void {
  const contents = contentsOf(example.files);
  const analysis = analyseFiles(contents);
  if (!refusalRules.includes(rule.meta.id)) {
    assert.deepEqual(analysis.project.errors, [], "the example must be a project that Compose takes");
  }
  assert.ok(analysis.services.length > 0, "the example must have a service that runs Plausible");
  assertMarks(example, analysis);
  if (example.kind === "bad" && !analysis.findings.some((finding) => finding.rule === rule.meta.id)) {
    fail(`A bad example needs a mark of its own rule: a line of ^^^^ ${rule.meta.id} under the text at fault.`);
  }

  const own = analysis.findings.filter((finding) => finding.rule === rule.meta.id);
  for (const finding of own) {
    for (const language of ["en", "zh-cn"] as const) assertFilled(textOf(finding.message, language));
    if (example.unfixable) assert.deepEqual(finding.fixes, [], "an example marked `no-fix` has none");
    else if (rule.meta.fixable) assert.ok(finding.fixes.length > 0, "a fixable rule offers a fix in each of its other examples");
    for (const fix of finding.fixes) testFix(rule, contents, analysis, finding, fix);
  }
  if (example.kind === "bad") {
    const automatic = own[0]?.fixes[0]?.automatic === true;
    const word = automatic
      ? "must say `yaml bad automatic`: its first fix needs no decision"
      : "must not say `automatic`: its first fix needs one";
    assert.equal(example.automatic, automatic, `the fence of the example ${word}`);
  }
  if (example.fixed.length > 0) {
    const fix = own[0]?.fixes[0];
    assert.ok(fix, "there must be a fix to show its result");
    const fixed = applyFix(contents, fix);
    for (const { name, text } of example.fixed) assert.equal(fixed[name], text);
  }
}

function testFix(rule: Rule, contents: Readonly<Record<string, string>>, before: Analysis, finding: Finding, fix: Fix): void {
  const title = textOf(fix.title, "en");
  for (const language of ["en", "zh-cn"] as const) assertFilled(textOf(fix.title, language));
  const after = analyseFiles(applyFix(contents, withExampleKey(before, finding, fix)));
  const refused = new Set(before.project.errors.map(({ message }) => message));
  const errors = after.project.errors.filter(({ message }) => !refused.has(message));
  assert.deepEqual(errors, [], `after "${title}"`);
  const left = after.findings.filter((other) => other.rule === rule.meta.id && other.variable === finding.variable);
  assert.deepEqual(left.map(showFinding), [], `the finding must be gone after "${title}"`);
  const known = new Set(before.findings.map(({ rule: id, variable }) => `${id} ${variable}`));
  const fresh = after.findings.filter(
    ({ rule: id, variable }) => !known.has(`${id} ${variable}`) && (fix.automatic || !stillToFill.includes(id)),
  );
  assert.deepEqual(fresh.map(showFinding), [], `nothing new may be found after "${title}"`);
}

/** The same fix with edits where it has none of its own: with an example of the key that a door would make. */
export function withExampleKey({ services }: Analysis, { service, variable }: Finding, fix: Fix): Fix {
  const view = services.find((one) => one.service.name === service);
  if (fix.freshKey === undefined || view === undefined || variable === null) return fix;
  const edits = freshKeyEdits(view, variable, keyOf(new Uint8Array(fix.freshKey.bytes).fill(7)));
  assert.ok(edits, "a key that is offered can be written");
  return { ...fix, edits };
}

/** The files after a fix, by the names that the example uses. A file that is not there is made. */
export function applyFix(contents: Readonly<Record<string, string>>, fix: Fix): Record<string, string> {
  const result = { ...contents };
  for (const file of new Set(fix.edits.map((edit) => edit.file))) {
    const name = file.slice(folder.length + 1);
    const edits = fix.edits.filter((edit) => edit.file === file);
    const text = result[name] ?? "";
    for (const { start, end } of edits) {
      assert.ok(file.startsWith(`${folder}/`) && start <= end && end <= text.length, `no place in ${file} for this edit`);
    }
    result[name] = applyEdits(text, edits);
  }
  return result;
}

export function contentsOf(files: readonly ExampleFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ name, text }) => [name, text]));
}

function markOf({ project }: Analysis, { rule, at }: Finding): Mark {
  const source = project.files.get(at.file);
  assert.ok(source, `${at.file} is no file of the project`);
  const { line, character: start } = source.positionAt(at.start);
  return { file: at.file.slice(folder.length + 1), rule, line, start, end: start + at.end - at.start };
}

/** Fails with the example as it is marked and as it is found, both as the README would show them. */
function assertMarks({ files }: Example, analysis: Analysis): void {
  const wanted = files.flatMap(({ marks }) => marks);
  const found = analysis.findings.map((finding) => markOf(analysis, finding));
  const [asMarked, asFound] = [withMarks(files, wanted), withMarks(files, found)];
  if (asMarked === asFound) return;
  const fresh = analysis.findings.filter((finding) => !wanted.some((one) => isDeepStrictEqual(one, markOf(analysis, finding))));
  const said = fresh.map((finding) => `  ${showFinding(finding)}\n`).join("");
  fail(`The README expects\n\n${asMarked}\nand found is\n\n${asFound}${said === "" ? "" : `\nNot expected:\n${said}`}`);
}

/** The files of an example with their marks, in the form of a README. */
function withMarks(files: readonly ExampleFile[], marks: readonly Mark[]): string {
  return files
    .map((file) => [...(files.length > 1 ? [`  (${file.name})`] : []), ...markedLines(file, marks)].join("\n"))
    .join("\n");
}

function markedLines({ name, text }: ExampleFile, marks: readonly Mark[]): string[] {
  return text.split("\n").flatMap((content, line) => {
    const below = marks.filter((mark) => mark.file === name && mark.line === line).sort((a, b) => a.start - b.start);
    return [`  ${content}`, ...below.map((mark) => `  ${caretLine(mark)}`).sort()];
  });
}

function caretLine({ start, end, rule }: Mark): string {
  const carets = "^".repeat(Math.max(1, end - start));
  return `${start === 0 ? "" : "#".padEnd(start)}${carets} ${rule}`;
}

function showFinding(finding: Finding): string {
  return `${finding.rule}: ${textOf(finding.message, "en")}`;
}
