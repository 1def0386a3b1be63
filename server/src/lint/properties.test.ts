import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseDocument } from "yaml";
import { harmOf } from "../../testing/rules/harm.js";
import { analyseFiles } from "../../testing/rules/project.js";
import { applyFix, withExampleKey } from "../../testing/rules/readme.js";
import { filesOf, sketch } from "../../testing/rules/sketch.js";
import { runs } from "../../testing/runs.js";
import { textOf } from "../base/messages.js";
import type { Finding } from "../rules/kit/types.js";
import type { Analysis } from "./analysis.js";
import { defaultConfig } from "./config.js";

// What holds for every environment, not only for those that somebody thought of.

const shown = (analysis: Analysis) => analysis.findings.map((finding) => showOne(analysis, finding)).sort();

function showOne({ project }: Analysis, { rule, severity, variable, at, message }: Finding): string {
  const marked = project.files.get(at.file)?.text.slice(at.start, at.end);
  return [rule, severity, variable, marked, textOf(message, "en")].join(" | ");
}

test("any environment has an answer, in both languages", () => {
  fc.assert(
    fc.property(sketch, (project) => {
      const analysis = analyseFiles(filesOf(project));
      for (const { message, fixes } of analysis.findings) {
        for (const language of ["en", "zh-cn"] as const) {
          textOf(message, language);
          for (const fix of fixes) textOf(fix.title, language);
        }
      }
    }),
    runs(80),
  );
});

test("a variable that has nothing to do with mail changes no finding", () => {
  const more = [{ name: "TZ_OF_THE_GARDEN", value: "Europe/Berlin" }];
  fc.assert(
    fc.property(
      sketch.filter(({ boots, entries }) => boots || entries.length > 0),
      (project) => {
        const before = analyseFiles(filesOf(project));
        // What Compose refuses as a whole has no environment to add to.
        fc.pre(before.project.errors.length === 0);
        assert.deepEqual(shown(analyseFiles(filesOf(project, more))), shown(before));
      },
    ),
    runs(50),
  );
});

test("every fix, applied alone, leaves YAML that parses, and no more findings of its rule", () => {
  fc.assert(
    fc.property(sketch, (project) => {
      const files = filesOf(project);
      const before = analyseFiles(files);
      fc.pre(parses(files["compose.yml"]));
      for (const finding of before.findings) {
        for (const fix of finding.fixes) {
          const title = `${finding.rule}: ${textOf(fix.title, "en")}`;
          const fixed = applyFix(files, withExampleKey(before, finding, fix));
          assert.ok(parses(fixed["compose.yml"]), `${title}\n${fixed["compose.yml"]}`);
          const after = analyseFiles(fixed);
          const count = (analysis: Analysis) => analysis.findings.filter(({ rule }) => rule === finding.rule).length;
          assert.ok(count(after) <= count(before), `${title}\n${Object.values(fixed).join("\n")}\n${shown(after).join("\n")}`);
        }
      }
    }),
    runs(20, 4),
  );
});

function parses(text: string | undefined): boolean {
  return text !== undefined && parseDocument(text).errors.length === 0;
}

test("no fix, applied alone, leaves the project worse than it was", () => {
  const shell = new Map<string, string>();
  fc.assert(
    fc.property(sketch, (project) => {
      const files = filesOf(project);
      const before = analyseFiles(files);
      fc.pre(parses(files["compose.yml"]) && before.project.errors.length === 0);
      const beforeInShell = analyseFiles(files, defaultConfig, shell);
      for (const finding of before.findings) {
        for (const fix of finding.fixes) {
          const fixed = applyFix(files, withExampleKey(before, finding, fix));
          const after = analyseFiles(fixed);
          const afterInShell = analyseFiles(fixed, defaultConfig, shell);
          const title = `${finding.rule}: ${textOf(fix.title, "en")}`;
          const texts = [...Object.entries(files), ["=====", ""], ...Object.entries(fixed)].map(
            ([name, text]) => `${name}\n${text}`,
          );
          const harm = harmOf(finding, fix, { before, after, beforeInShell, afterInShell });
          assert.deepEqual(harm, [], [title, ...texts].join("\n"));
        }
      }
    }),
    runs(60, 8),
  );
});
