import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import Ajv from "ajv";
import type { Log } from "sarif";
import { lineHashes } from "#server/cli/reporters/line-hashes.js";
import { composeFile, makeProject, root, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const made = makeProject(files);
  projects.push(made);
  return made;
}

const require = createRequire(import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(path, "utf8"));

/** The schema as it was published; a package for tests has it. */
const isSarif = new Ajv({ schemaId: "auto", meta: false, unknownFormats: "ignore" })
  .addMetaSchema(json(require.resolve("ajv/lib/refs/json-schema-draft-04.json")))
  .compile(json(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json")));

function sarifOf(text: string): Log {
  const log = JSON.parse(text) as Log;
  assert.ok(isSarif(log), JSON.stringify(isSarif.errors, null, 1));
  return log;
}

const canary = "kT9-canary-5Wq2";
const login = ["SMTP_USER_NAME=postmaster@blumenhof.example", `SMTP_USER_PWD=${canary}`];
const bad = composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true", ...login]);
const good = composeFile([
  "SMTP_HOST_ADDR=smtp.eu.mailgun.org",
  "SMTP_HOST_PORT=587",
  "SMTP_USER_NAME=p@blumenhof.example",
  "SMTP_USER_PWD",
]);

const all = ["sarif", "github", "junit", "gitlab", "json", "pretty"];

test("SARIF is valid, in both languages, with findings, fixes, none, and nothing that could be read", async () => {
  const many = project({
    "a b/compose.yml": bad,
    "b/compose.yml": good,
    "c/compose.yml": `${bad}  other: [\n`,
    "d#1/docker-compose.yml": composeFile(['SMTP_HOST_ADDR="smtp.eu.mailgun.org"', "SMTP_HOST_PORT=abc"]),
  });
  for (const args of [[], ["--lang", "zh-cn"], ["b"], ["nowhere"], ["--fix-dry-run"]]) {
    const { status, stdout } = await many.run(["lint", "--format", "sarif", ...args]);
    const { runs } = sarifOf(stdout);
    const [run] = runs;
    assert.equal(run?.invocations?.[0]?.exitCode, status, args.join(" "));
    assert.equal(run?.invocations?.[0]?.executionSuccessful, status !== 2);
    const told = run?.invocations?.[0]?.toolExecutionNotifications ?? [];
    assert.equal(
      told.some(({ level }) => level === "error"),
      status === 2,
    );
  }
});

test("what SARIF says: places, rules with their pages, fixes, levels", async () => {
  const one = project({ ".git/HEAD": "", "stacks/a b/compose.yml": bad });
  const { stdout } = await one.run(["lint", "--format", "sarif"], { in: "stacks" });
  const run = sarifOf(stdout).runs[0];
  assert.equal(run?.columnKind, "utf16CodeUnits");
  assert.match(run?.tool.driver.semanticVersion ?? "", /^\d+\.\d+\.\d+$/);
  const result = run?.results?.find(({ ruleId }) => ruleId === "tls-port-mismatch");
  const rule = run?.tool.driver.rules?.[result?.ruleIndex ?? -1];
  assert.equal(rule?.id, "tls-port-mismatch");
  assert.match(rule?.help?.markdown ?? "", /^# tls-port-mismatch/);
  assert.match(rule?.shortDescription?.text ?? "", /SMTP_HOST_SSL_ENABLED/);
  for (const { id, fullDescription } of run?.tool.driver.rules ?? []) {
    assert.match(fullDescription?.text ?? "", /^[^#`<|-]/, `${id}: prose, and no heading`);
  }
  assert.equal(result?.level, "error");
  const place = result?.locations?.[0]?.physicalLocation;
  assert.deepEqual(place?.artifactLocation, { uri: "stacks/a%20b/compose.yml", uriBaseId: "%SRCROOT%" });
  const lines = bad.split("\n");
  const line = lines.findIndex((text) => text.includes("SSL_ENABLED"));
  const column = (lines[line]?.indexOf("true") ?? 0) + 1;
  assert.deepEqual(place?.region, { startLine: line + 1, startColumn: column, endLine: line + 1, endColumn: column + 4 });
  const change = result?.fixes?.[0]?.artifactChanges[0];
  assert.equal(change?.artifactLocation.uri, "stacks/a%20b/compose.yml");
  assert.equal(change?.replacements[0]?.insertedContent?.text, "false");
  assert.ok(run?.results?.every(({ fixes }) => fixes?.every(({ artifactChanges }) => artifactChanges.length > 0) ?? true));
});

test("a checkout that the pipeline names is the root of all paths, for every forge", async () => {
  const one = project({ "repository/sub/compose.yml": bad });
  const workspace = join(one.folder, "repository");
  for (const env of [{ GITHUB_WORKSPACE: workspace }, { CI_PROJECT_DIR: workspace }]) {
    const run = async (format: string) => (await one.run(["lint", "--format", format], { in: "repository/sub", env })).stdout;
    assert.match(await run("sarif"), /"uri": "sub\/compose\.yml"/);
    assert.match(await run("github"), /^::error file=sub\/compose\.yml,line=\d+/);
    assert.match(await run("gitlab"), /"path": "sub\/compose\.yml"/);
    assert.match(await run("junit"), /<testsuite name="sub\/compose\.yml"/);
  }
});

test("the hash of a line is GitHub's; what is made of a password has none", async () => {
  const far = "\n# ".padEnd(140, "-");
  const text = bad.replace("\n      - SMTP_USER_NAME", `${far}\n      - SMTP_USER_NAME`);
  const one = project({ "compose.yml": text, "mark/compose.yml": Buffer.from(`\ufeff${text}`), "near/compose.yml": bad });
  const hashes = async () => {
    const { runs } = sarifOf((await one.run(["lint", "--format", "sarif"])).stdout);
    return (runs[0]?.results ?? [])
      .filter(({ ruleId }) => ruleId === "tls-port-mismatch")
      .map((result) => ({
        primaryLocationLineHash: result.partialFingerprints?.primaryLocationLineHash,
        "plausibleMail/v1": result.partialFingerprints?.["plausibleMail/v1"],
        line: result.locations?.[0]?.physicalLocation?.region?.startLine ?? 0,
      }));
  };
  const [plain, marked, near] = await hashes();
  assert.equal(plain?.primaryLocationLineHash, lineHashes(text)[(plain?.line ?? 0) - 1]);
  assert.equal(marked?.primaryLocationLineHash, lineHashes(`\ufeff${text}`)[(marked?.line ?? 0) - 1]);
  assert.equal(near?.primaryLocationLineHash, undefined);
  assert.match(near?.["plausibleMail/v1"] ?? "", /^[0-9a-f]{32}:1$/);
  writeFileSync(join(one.folder, "compose.yml"), `# moved\n\n${text}`);
  const [moved] = await hashes();
  assert.equal(moved?.["plausibleMail/v1"], plain?.["plausibleMail/v1"]);
  assert.equal(moved?.line, (plain?.line ?? 0) + 2);
});

test("GitHub: worst first, one line each, nothing in a text begins another command", async () => {
  const odd = project({
    "a,b:100%/compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=25", ...login]),
    "compose.yml": bad,
  });
  const summary = join(odd.folder, "summary.md");
  writeFileSync(summary, "before\n");
  const { status, stdout } = await odd.run(["lint", "--format", "github"], { env: { GITHUB_STEP_SUMMARY: summary } });
  assert.equal(status, 1);
  const lines = stdout.trimEnd().split("\n");
  const commands = lines.map((line) => /^::(error|warning|notice) /.exec(line)?.[1]);
  const rank = ["error", "warning", "notice"];
  assert.deepEqual(
    commands,
    [...commands].sort((a, b) => rank.indexOf(a ?? "") - rank.indexOf(b ?? "")),
  );
  assert.ok(commands.includes("error") && commands.includes("warning"), stdout);
  assert.match(
    stdout,
    /^::warning file=a%2Cb%3A100%25\/compose\.yml,line=\d+,endLine=\d+,col=\d+,endColumn=\d+,title=port-25::[^\n]*%0A/m,
  );
  const page = readFileSync(summary, "utf8");
  assert.match(page, /^before\n### Plausible Mail\n/);
  assert.doesNotMatch(page, /more/, "all of them are in the table");
  assert.equal(page.split("\n").filter((line) => /^\| (error|warning|info|hint) /.test(line)).length, lines.length);
  const none = await project({}).run(["lint", "--format", "github"]);
  assert.equal(none.status, 2);
  assert.match(none.stdout, /^::error title=plausible-mail::/);
});

test("JUnit: a case for each finding, one that passes for a clean file, errors for what can't be read", async () => {
  const some = project({ "a/compose.yml": bad, "b/compose.yml": good, 'x&<y>"/compose.yml': good });
  const { stdout } = await some.run(["lint", "--format", "junit", ".", "nowhere"]);
  assert.match(
    stdout,
    /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="plausible-mail" tests="\d+" failures="1" errors="1">\n/,
  );
  assert.match(
    stdout,
    /<testsuite name="b\/compose\.yml" tests="1" failures="0" errors="0">\n {4}<testcase name="lint" classname="b\/compose\.yml"\/>/,
  );
  assert.match(
    stdout,
    /<testcase name="tls-port-mismatch plausible SMTP_HOST_SSL_ENABLED" classname="a\/compose\.yml"><failure type="error" message=/,
  );
  assert.match(stdout, /<testsuite name="x&#38;&#60;y&#62;&#34;\/compose\.yml"/);
  assert.match(stdout, /<error type="unreadable" message="nowhere: no such file or folder"\/>/);
  const lenient = project({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=25", ...login]) });
  assert.doesNotMatch((await lenient.run(["lint", "--format", "junit"])).stdout, /<failure/);
  assert.match((await lenient.run(["lint", "--format", "junit", "--fail-on", "hint"])).stdout, /<failure type="warning"/);
});

test("GitLab: what its Code Quality report needs, each fingerprint once", async () => {
  const twice = project({ "a/compose.yml": bad, "b/compose.yml": bad });
  const issues = JSON.parse((await twice.run(["lint", "--format", "gitlab"])).stdout) as Record<string, unknown>[];
  for (const issue of issues) {
    assert.deepEqual(Object.keys(issue).sort(), ["check_name", "description", "fingerprint", "location", "severity"]);
    assert.ok(["info", "minor", "major", "critical", "blocker"].includes(String(issue.severity)));
  }
  assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
  assert.ok(issues.length >= 2);
});

test("--output: the format by the name of the file or before it, beside stdout, in folders that are made", async () => {
  const one = project({ "compose.yml": bad });
  const names = ["out/a.sarif", "out/b.xml", "out/c.json", "gitlab:out/quality.json", "pretty:out/page.txt", "github:out/gh"];
  const outputs = names.flatMap((name) => ["--output", name]);
  const { status, stdout } = await one.run(["lint", ...outputs]);
  assert.equal(status, 1);
  assert.equal(stdout, (await one.run(["lint"])).stdout);
  const of = (name: string) => readFileSync(join(one.folder, "out", name), "utf8");
  sarifOf(of("a.sarif"));
  assert.match(of("b.xml"), /^<\?xml/);
  assert.equal(of("c.json"), (await one.run(["lint", "--format", "json"])).stdout);
  assert.equal(of("quality.json"), (await one.run(["lint", "--format", "gitlab"])).stdout);
  assert.equal(of("page.txt"), stdout);
  assert.equal(of("gh"), (await one.run(["lint", "--format", "github"])).stdout);
});

test("--output: a name without a format, and a place that can't be written, end with status 2 and a reason", async () => {
  const one = project({ "compose.yml": bad, file: "" });
  const unknown = await one.run(["lint", "--output", "report.txt", "--format", "json"]);
  assert.equal(unknown.status, 2);
  assert.match(JSON.parse(unknown.stdout).failures[0], /^--output report\.txt: .*pretty, json, sarif, github, junit, gitlab$/);
  assert.ok(!existsSync(join(one.folder, "report.txt")));
  const blocked = await one.run(["lint", "--output", "file/report.sarif", "--output", "fine.json"]);
  assert.equal(blocked.status, 2);
  assert.match(blocked.stderr, /^plausible-mail: file\/report\.sarif: can't be written \(.+\)\n$/m);
  assert.match(blocked.stdout, /tls-port-mismatch/);
  assert.ok(existsSync(join(one.folder, "fine.json")));
});

test("no report shows a password", async () => {
  const names = [
    bad,
    composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", `SMTP_USER_PWD:${canary}`]),
    composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_USER_NAME=x", `SMTP_USER_PWD="${canary}"`]),
  ];
  for (const text of names) {
    const one = project({ "compose.yml": text });
    for (const format of all) {
      const { stdout, stderr } = await one.run(["lint", "--format", format]);
      assert.ok(!(stdout + stderr).includes(canary), format);
    }
    const dry = await one.run(["lint", "--fix-dry-run"]);
    assert.ok(!(dry.stdout + dry.stderr).includes(canary));
  }
});

test("the example of the repository in every format", async () => {
  mkdirSync(join(root, "test/out"), { recursive: true });
  const copy = project({ "compose.yml": readFileSync(join(root, "examples/quick-start/compose.yml"), "utf8") });
  for (const format of all) {
    const { stdout, stderr } = await copy.run(["lint", "--format", format]);
    assert.notEqual(stdout, "", format);
    assert.equal(stderr, "", format);
  }
});
