import assert from "node:assert/strict";
import { test } from "node:test";
import { type MessageTemplate, textOf } from "../../src/base/messages.js";
import type { Rule } from "../../src/rules/kit/types.js";
import { type Example, examplesOf } from "./examples.js";
import { analyseFiles } from "./project.js";

const languages = ["en", "zh-cn"] as const;

/** The sections of a rule's page, in their order. */
const sections = ["## What Plausible does", "## How to fix it"];

/** What the page of a rule must have. */
export function testForm({ meta }: Rule, readme: string): void {
  test("nothing of the README's template is left", () => {
    const left = readme.split("\n").flatMap((line, at) => (/\bTODO\b/.test(line) ? [`  README.md:${at + 1}: ${line}\n`] : []));
    if (left.length > 0) fail(`Still to be written:\n${left.join("")}`);
  });

  test("the README has its title, summary, examples and sections, in this order", () => {
    const [title, , summary] = readme.split("\n");
    assert.equal(title, `# ${meta.id}`);
    assert.equal(summary, meta.summary.en, "the third line is the summary of the rule's meta");
    const headings = readme.split("\n").filter((line) => line.startsWith("## "));
    assert.deepEqual(headings, sections);
    const firstExample = readme.indexOf("\n```");
    assert.ok(firstExample !== -1 && firstExample < readme.indexOf(`\n${sections[0]}`), "examples come first");
  });

  test("the README names every other rule that speaks in its examples", () => {
    const prose = readme.replace(/^```[\s\S]*?^```$/gm, "");
    const marks = examplesOf(readme).flatMap(({ files }) => files.flatMap((file) => file.marks));
    for (const other of new Set(marks.map(({ rule }) => rule))) {
      if (other !== meta.id) assert.ok(prose.includes(`\`${other}\``), `say why ${other} speaks here too, or change the example`);
    }
  });
}

/** What the Chinese page of a rule must have; its examples are those of the README. */
export function testChineseForm({ meta }: Rule, chinese: string): void {
  test("the Chinese README has its title, summary and sections, and nothing of its template", () => {
    const [title, , summary] = chinese.split("\n");
    assert.equal(title, `# ${meta.id}`);
    assert.equal(summary, meta.summary["zh-cn"], "the third line is the summary of the rule's meta");
    const headings = chinese.split("\n").filter((line) => line.startsWith("## "));
    assert.deepEqual(headings, ["## Plausible 的行为", "## 修复方法"]);
    assert.doesNotMatch(chinese, /\bTODO\b/, "README.zh-cn.md is still to be written");
    assert.doesNotMatch(chinese, /^```/m, "`<!-- example -->` stands for the next examples of README.md");
  });
}

/** What the texts of a rule must be, as they are written and as its examples show them. */
export function testTexts(rule: Rule, examples: readonly Example[]): void {
  test("nothing of the rule's template is left", () => {
    const texts = Object.entries({ ...rule.messages, summary: rule.meta.summary });
    const left = texts.filter(([, { en, "zh-cn": zh }]) => /\bTODO\b/.test(en + zh)).map(([key]) => `  ${key}\n`);
    if (left.length > 0) fail(`Still to be written in both languages:\n${left.join("")}`);
  });

  test("its texts have both languages, with the same placeholders and whole code", () => {
    for (const [key, template] of Object.entries({ ...rule.messages, summary: rule.meta.summary })) {
      assert.deepEqual(placeholdersOf(template["zh-cn"]), placeholdersOf(template.en), `${key}: placeholders`);
      assert.match(template["zh-cn"].replace(/`[^`]*`|\{\w+\}/g, ""), /\p{Script=Han}|^[\s，、]*$/u, `${key} must be Chinese`);
      for (const language of languages) {
        assert.notEqual(template[language].trim(), "", `${key}: no text`);
        assert.equal(template[language].split("`").length % 2, 1, `${key}: a lone backtick`);
      }
    }
  });

  test("its texts are filled, and it has fixes if and only if its meta says fixable", () => {
    let fixes = 0;
    for (const example of examples) {
      const contents = Object.fromEntries(example.files.map(({ name, text }) => [name, text]));
      for (const finding of analyseFiles(contents).findings) {
        if (finding.rule !== rule.meta.id) continue;
        fixes += finding.fixes.length;
        const texts = [finding.message, ...finding.fixes.map((fix) => fix.title), ...finding.related.map((at) => at.message)];
        for (const text of texts) for (const language of languages) assertFilled(textOf(text, language));
      }
    }
    if (fixes > 0 !== rule.meta.fixable) {
      fail(`meta.fixable is ${rule.meta.fixable}, but the findings in the examples have ${fixes === 0 ? "no fix" : "fixes"}.`);
    }
  });
}

/** Fails with a text that says all; where in the helpers it was noticed is of no use to anybody. */
export function fail(text: string): never {
  const error = new assert.AssertionError({ message: text });
  error.stack = text;
  throw error;
}

/** Fails where a placeholder was left without its value. */
export function assertFilled(text: string): void {
  assert.doesNotMatch(text, /(?<!\$)\{[a-zA-Z]\w*\}/, "every placeholder must have a value");
}

function placeholdersOf(text: MessageTemplate["en"]): string[] {
  return [...new Set(text.match(/(?<!\$)\{\w+\}/g) ?? [])].sort();
}
