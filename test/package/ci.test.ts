import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { exampleFolder, root } from "./installed.js";

const read = (name: string) => readFileSync(join(root, name), "utf8");

test("every workflow: no permission but those of its jobs, actions pinned, no expression in a script", async () => {
  const { faultsOf, faultsOfWorkflows } = await import(pathToFileURL(join(root, "scripts/release/workflows.mjs")).href);
  assert.deepEqual(faultsOfWorkflows(join(root, ".github/workflows")), []);
  const bad = `on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n      - run: echo \${{ github.head_ref }}\n`;
  assert.equal(faultsOf(bad).length, 5);
});

test("the action passes what a workflow says by the environment, and nothing else", () => {
  const action = parse(read("action.yml"));
  for (const step of action.runs.steps) assert.doesNotMatch(step.run, /\$\{\{/);
  const names = ["paths", "version", "config", "fail-on", "format", "sarif-file", "working-directory", "lang", "env-file"];
  assert.deepEqual(Object.keys(action.inputs), names);
  assert.deepEqual(Object.keys(action.outputs), ["exit-code", "sarif-file", "errors", "warnings"]);
});

test("the action lints, tells the outcome, and runs nothing that stands in an input", {
  skip: process.platform === "win32",
}, (context: TestContext) => {
  const cwd = exampleFolder((work) => context.after(work));
  const run = (env: Record<string, string>) => {
    const output = join(cwd, "github-output");
    writeFileSync(output, "");
    const { status, stdout } = spawnSync("bash", [join(root, "scripts/action.sh")], {
      cwd,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH ?? "",
        GITHUB_OUTPUT: output,
        GITHUB_WORKSPACE: cwd,
        PLAUSIBLE_MAIL_PROGRAM: join(root, "server/bin/plausible-mail.js"),
        ...env,
      },
    });
    return { status, stdout, outputs: readFileSync(output, "utf8") };
  };
  const plain = run({ INPUT_SARIF_FILE: "out/report.sarif" });
  assert.equal(plain.status, 1);
  assert.match(plain.stdout, /^::error file=\.env,line=10,/m);
  assert.equal(plain.outputs, "exit-code=1\nsarif-file=out/report.sarif\nerrors=2\nwarnings=0\n");
  assert.match(readFileSync(join(cwd, "out/report.sarif"), "utf8"), /"version": "2\.1\.0"/);
  const odd = run({ INPUT_PATHS: "compose.yml\n$(touch pwned); `touch pwned`\n--version", INPUT_CONFIG: "$(touch pwned)" });
  assert.equal(odd.status, 2);
  assert.ok(!readdirSync(cwd).includes("pwned"));
});

test("the hook of pre-commit: what it runs is a name of the package, and its files are those that lint reads", () => {
  const [hook] = parse(read(".pre-commit-hooks.yaml"));
  assert.equal(hook.entry.split(" ")[0], Object.keys(JSON.parse(read("package.json")).bin)[0]);
  assert.equal(hook.pass_filenames, false);
  const files = new RegExp(hook.files);
  for (const name of [
    "compose.yml",
    "a/docker-compose.prod.yaml",
    ".env",
    "x/.env.example",
    "plausible-conf.env",
    ".plausible-mail.yml",
    "stack.yml",
  ]) {
    assert.ok(files.test(name), name);
  }
  for (const name of ["README.md", "composer.json", "src/a.yml"]) assert.ok(!files.test(name), name);
});

test("the Dockerfile: pinned, without root, with the program as its entry", () => {
  const text = read("Dockerfile");
  const stages = text.split("\n").filter((line) => line.startsWith("FROM "));
  for (const stage of stages) assert.match(stage, /^FROM node:\d+\.\d+\.\d+-[\w-]+(@sha256:[0-9a-f]{64})?( AS \w+)?$/);
  assert.match(text, /^USER node$/m);
  assert.match(text, /^ENTRYPOINT \["plausible-mail"\]$/m);
  assert.doesNotMatch(text, /^ADD |latest|sudo|apt-get/m);
});

test("the notes of a release are its section of the changelog", async () => {
  const { notesOf } = await import(pathToFileURL(join(root, "scripts/release/notes.mjs")).href);
  const log = "# Changelog\n\n## [Unreleased]\n\n- new\n\n## [1.0.0] - 2026-01-01\n\n- old\n";
  assert.deepEqual(notesOf(log, "1.0.0"), { text: "- old\n", released: true });
  assert.deepEqual(notesOf(log, "1.1.0"), { text: "- new\n", released: false });
});
