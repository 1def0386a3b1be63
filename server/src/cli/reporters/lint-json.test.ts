import assert from "node:assert/strict";
import { test } from "node:test";
import { placed } from "../../../testing/cli.js";
import { contextOf, findings, reportOf, texts } from "../../../testing/lint-report.js";
import { lintGithub } from "./lint-github.js";
import { lintGitlab } from "./lint-gitlab.js";
import { lintJson } from "./lint-json.js";
import { lintJunit } from "./lint-junit.js";
import { outputNamed, rendered } from "./lint-output.js";
import { lintSarif } from "./lint-sarif.js";

test("JSON: every field, secrets hidden; a fix that would show one is left out, and only the first may be preferred", () => {
  const report = lintJson(reportOf(findings), "en", "/repo/sub");
  const at = (name: string, line: number, text: string) => `${name}:${line} ${JSON.stringify(text)}`;
  const here = (line: number, text: string) => at("compose.yml", line, text);
  const env = (line: number, text: string) => at("a b#%.env", line, text);
  assert.deepEqual(placed(JSON.parse(JSON.stringify(report)), texts), {
    schemaVersion: 1,
    findings: [
      {
        rule: "port-25",
        severity: "hint",
        message: "Set `A` to `2`.",
        service: null,
        variable: null,
        at: env(1, "A=1\nB"),
        related: [],
        fixes: [{ title: "Set `A` to `2`", preferred: false, edits: [{ at: env(1, "1"), newText: "2" }] }],
        docs: "docs/rules/port-25.md",
      },
      {
        rule: "tls-port-mismatch",
        severity: "error",
        message: "Use `465`, not 100%,\nas it is *safe* | ok.",
        service: "plausible",
        variable: "SMTP_HOST_PORT",
        at: here(6, "587"),
        related: [
          { message: "Beside `***`", at: here(8, "SMTP_USER_NAME") },
          { message: "Also here", at: env(2, "B=2") },
        ],
        fixes: [
          {
            title: "Use port `465`",
            preferred: true,
            edits: [
              { at: here(6, "587"), newText: "465" },
              { at: env(2, "2"), newText: "3" },
            ],
          },
          { title: "Not `***`", preferred: false, edits: [{ at: here(8, "=me"), newText: "=you" }] },
        ],
        docs: "docs/rules/tls-port-mismatch.md",
      },
      {
        rule: "compose-error",
        severity: "warning",
        message: "Compose says SMTP_USER_PWD=*** and services.",
        service: "plausible",
        variable: null,
        at: here(3, "image: ghcr.io"),
        related: [],
        fixes: [],
        docs: "docs/rules/compose-error.md",
      },
      {
        rule: "tls-port-mismatch",
        severity: "info",
        message: "A=x of `SMTP_USER_PWD=x`.",
        service: "plausible",
        variable: "***",
        at: at("../../elsewhere/compose.yml", 1, ""),
        related: [],
        fixes: [{ title: "Make a new key", preferred: true, edits: [] }],
        docs: "docs/rules/tls-port-mismatch.md",
      },
    ],
    summary: { files: 2, services: 1, error: 1, warning: 1, info: 1, hint: 1 },
    failures: [],
  });
  assert.deepEqual(lintJson(reportOf([], { failures: ["x"] }), "en", "/repo/sub").failures, ["x"]);
});

test("a report in a file: JSON with what else there is, a page without colours", async () => {
  const context = contextOf("en", { more: { fixed: [] } });
  const report = reportOf(findings);
  const json = JSON.parse(await rendered("json", report, context)) as Record<string, unknown>;
  assert.deepEqual(Object.keys(json), ["schemaVersion", "findings", "summary", "failures", "fixed"]);
  const coloured = { ...context, surroundings: { ...context.surroundings, colour: { stdout: true, stderr: true } } };
  const page = await rendered("pretty", report, coloured);
  assert.match(page, /^a b#%\.env:1:1: hint port-25\n[^\u001b]*\n$/);
  assert.equal(context.written(), "", "and nothing goes to the terminal");
  assert.equal(await rendered("sarif", report, context), await lintSarif(report, context));
  assert.equal(await rendered("github", report, context), lintGithub(report, context));
  assert.equal(await rendered("junit", report, context), lintJunit(report, context));
  assert.equal(await rendered("gitlab", report, context), lintGitlab(report, context));
});

test("the format of a report by the name of its file, or before it", () => {
  const named = (text: string) => {
    try {
      const { format, file } = outputNamed(text);
      return `${format} ${file}`;
    } catch (error) {
      return String((error as Error).message);
    }
  };
  assert.equal(named("a/b.sarif"), "sarif a/b.sarif");
  assert.equal(named("b.XML"), "junit b.XML");
  assert.equal(named("b.json"), "json b.json");
  assert.equal(named("gitlab:b.json"), "gitlab b.json");
  assert.equal(named("pretty:x"), "pretty x");
  assert.equal(named("C:/b.json"), "json C:/b.json");
  for (const text of ["b.txt", "b", "json:", "xml:b", "sarif.b"]) {
    const said = named(text);
    assert.ok(said.includes(text) && said.includes("pretty, json, sarif, github, junit, gitlab"), said);
  }
});
