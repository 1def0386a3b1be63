import assert from "node:assert/strict";
import { memoryFiles } from "../src/base/files.js";
import type { Language, MessageTemplate } from "../src/base/messages.js";
import type { SourceText, TextEdit } from "../src/base/text.js";
import type { Io } from "../src/cli/io.js";
import type { LintReport } from "../src/cli/lint-report.js";
import type { ReportContext } from "../src/cli/reporters/report-context.js";
import { loadProject } from "../src/compose/project/load.js";
import type { Finding, Fix } from "../src/rules/kit/types.js";
import { secretsOf } from "../src/secrets/secrets.js";

const secret = "plum-tree-9";
/** The files of the project that the findings are of, in the folder `/repo/sub`. */
export const texts: Readonly<Record<string, string>> = {
  "compose.yml": `services:
  plausible:
    image: ghcr.io/plausible/community-edition:v3.2.1
    env_file: a b#%.env
    environment:
      - SMTP_HOST_PORT=587
      - SMTP_USER_PWD=${secret}
      - SMTP_USER_NAME=me
`,
  "a b#%.env": "A=1\nB=2\n",
};
const paths = Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/repo/sub/${name}`, text]));
const request = { composeFiles: ["/repo/sub/compose.yml"], processEnvironment: null };
const project = loadProject(memoryFiles(paths), request);
const secrets = secretsOf(project);

const says = (
  en: string,
  chinese = en,
): { readonly template: MessageTemplate; readonly values: object } & Finding["message"] => ({
  template: { en, "zh-cn": chinese },
  values: {},
});

/** Where a text stands for the first time. */
function at(marked: string, name = "compose.yml") {
  const start = (texts[name] ?? "").indexOf(marked);
  assert.notEqual(start, -1);
  return { file: `/repo/sub/${name}`, start, end: start + marked.length };
}

const edit = (marked: string, newText: string, name?: string): TextEdit => ({ ...at(marked, name), newText });
const fix = (title: string, automatic: boolean, edits: readonly TextEdit[]): Fix => ({ title: says(title), automatic, edits });

/** A finding of each severity: with and without a service, a variable, related places and fixes; secrets in most texts. */
export const findings: readonly Finding[] = [
  {
    rule: "port-25",
    severity: "hint",
    message: says("Set `A` to `2`."),
    service: null,
    variable: null,
    at: at("A=1\nB", "a b#%.env"),
    related: [],
    fixes: [fix("Set `A` to `2`", false, [edit("1", "2", "a b#%.env")])],
  },
  {
    rule: "tls-port-mismatch",
    severity: "error",
    message: says("Use `465`, not 100%,\nas it is *safe* | ok.", "请用 `465`。"),
    service: "plausible",
    variable: "SMTP_HOST_PORT",
    at: at("587"),
    related: [
      { at: at("SMTP_USER_NAME"), message: says(`Beside \`${secret}\``) },
      { at: at("B=2", "a b#%.env"), message: says("Also here") },
    ],
    fixes: [
      fix("Use port `465`", true, [edit("587", "465"), edit("2", "3", "a b#%.env")]),
      fix("Write it twice", true, [edit("SMTP_USER_NAME=me", `A=${secret}\n      - B=${secret}`)]),
      fix(`Not \`${secret}\``, true, [edit("=me", "=you")]),
    ],
  },
  {
    rule: "compose-error",
    severity: "warning",
    message: says("Compose says SMTP_USER_PWD=x and services."),
    service: "plausible",
    variable: null,
    at: at("image: ghcr.io"),
    related: [],
    fixes: [],
  },
  {
    rule: "tls-port-mismatch",
    severity: "info",
    message: says("A=x of `SMTP_USER_PWD=x`."),
    service: "plausible",
    variable: secret,
    at: { file: "/elsewhere/compose.yml", start: 3, end: 5 },
    related: [],
    fixes: [fix("Make a new key", true, [])],
  },
];

/** What `lint` found, with these findings. */
export function reportOf(some: readonly Finding[], more: Partial<LintReport> = {}): LintReport {
  const files: ReadonlyMap<string, SourceText> = project.files;
  return {
    subject: "compose",
    findings: some.map((finding) => ({ finding, files, secrets: () => secrets })),
    files: 2,
    paths: ["/repo/sub/a b#%.env", "/repo/sub/compose.yml", "/repo/sub/clean.yml"],
    projects: [],
    services: 1,
    failures: [],
    notes: [],
    ...more,
  };
}

/** Documentation of two of the rules. */
export const pages: Readonly<Record<string, string>> = {
  "docs/rules/port-25.md":
    "<!-- generated -->\n\n# port-25\n\n```yaml\na: b\n```\n\n| a |\n\n- item\n\n<p>\n\nPort `25` is *often*\nblocked.\n\nMore.\n",
  "docs/zh-cn/rules/port-25.md": "# port-25\n\n端口 `25` 常被封锁。\n",
  "docs/rules/compose-error.md": "# compose-error\n",
};

/** What reports know beside it; `written`: what went to standard output. */
export function contextOf(
  language: Language = "en",
  more: Partial<ReportContext> = {},
): ReportContext & { readonly written: () => string } {
  const out: string[] = [];
  const io = {
    cwd: "/repo/sub",
    files: memoryFiles(paths),
    stdout: { write: (text: string) => void out.push(text), terminal: false, columns: 80 },
    readDoc: (name: string) => pages[name] ?? null,
    writer: async () => ({ hasMark: () => false }),
  } as unknown as Io;
  return {
    io,
    surroundings: { language, colour: { stdout: false, stderr: false }, quiet: false },
    version: "1.2.3",
    root: "/repo",
    failOn: "error",
    status: 1,
    more: {},
    written: () => out.join(""),
    ...more,
  };
}
