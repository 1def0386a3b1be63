import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { examplesOf } from "../../testing/rules/examples.js";
import { analyseFiles } from "../../testing/rules/project.js";
import { assertFilled, contentsOf } from "../../testing/rules/readme.js";
import { type MessageTemplate, textOf } from "../base/messages.js";
import { rules } from "./index.js";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const folder = `${root}server/src/rules/`;
const languages = ["en", "zh-cn"] as const;

/** The sections of a rule's doc page, in their order. */
const sections = ["## What Plausible does", "## How to fix it"];

test("every folder with a rule is in the index, in order", () => {
  const folders = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${folder}${entry.name}/rule.ts`))
    .map(({ name }) => name);
  assert.deepEqual(Object.keys(rules), folders.sort());
});

for (const [id, rule] of Object.entries(rules)) {
  describe(id, () => {
    const readme = readFileSync(`${folder}${id}/README.md`, "utf8");

    test("its id is its folder's name", () => assert.equal(rule.meta.id, id));

    test("both languages have the same placeholders and code", () => {
      for (const [key, template] of Object.entries({ ...rule.messages, summary: rule.meta.summary })) {
        assert.deepEqual(placeholdersOf(template["zh-cn"]), placeholdersOf(template.en), key);
        assert.ok(
          languages.every((language) => template[language].trim() !== ""),
          key,
        );
        assert.match(template["zh-cn"].replace(/`[^`]*`|\{\w+\}/g, ""), /\p{Script=Han}|^[\s，、]*$/u, `${key} must be Chinese`);
        for (const language of languages) assert.equal(template[language].split("`").length % 2, 1, `${key}: a lone backtick`);
      }
    });

    test("its README has its title, summary and sections in order", () => {
      const [title, , summary] = readme.split("\n");
      assert.equal(title, `# ${id}`);
      assert.equal(summary, rule.meta.summary.en);
      const headings = readme.split("\n").filter((line) => line.startsWith("## "));
      assert.deepEqual(headings, sections);
      const firstExample = readme.indexOf("\n```");
      assert.ok(firstExample !== -1 && firstExample < readme.indexOf(`\n${sections[0]}`), "examples come first");
    });

    test("its examples run, and its README names every other rule that speaks in them", () => {
      assert.match(readFileSync(`${folder}${id}/rule.test.ts`, "utf8"), /^testReadme\(/m);
      const prose = readme.replace(/^```[\s\S]*?^```$/gm, "");
      const others = examplesOf(readme).flatMap(({ files }) =>
        files.flatMap(({ marks }) => marks.map(({ rule: other }) => other)),
      );
      for (const other of new Set(others))
        if (other !== id) assert.ok(prose.includes(`\`${other}\``), `why does ${other} speak?`);
    });

    test("its messages, titles and related places are filled, and it has fixes if and only if it says so", () => {
      let fixes = 0;
      for (const example of examplesOf(readme)) {
        for (const finding of analyseFiles(contentsOf(example.files)).findings) {
          if (finding.rule !== id) continue;
          fixes += finding.fixes.length;
          const texts = [finding.message, ...finding.fixes.map((fix) => fix.title), ...finding.related.map((at) => at.message)];
          for (const text of texts) for (const language of languages) assertFilled(textOf(text, language));
        }
      }
      assert.equal(fixes > 0, rule.meta.fixable);
    });

    test("its doc page is there", () => {
      const page = readFileSync(`${root}docs/rules/${id}.md`, "utf8");
      assert.match(page.split("\n")[0] ?? "", /generated/);
      assert.ok(page.endsWith(readme), "npm run docs writes it anew");
    });
  });
}

function placeholdersOf(text: MessageTemplate["en"]): string[] {
  return [...new Set(text.match(/(?<!\$)\{\w+\}/g) ?? [])].sort();
}
