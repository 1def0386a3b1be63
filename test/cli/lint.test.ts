import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { composeFile, makeProject, root, runCli, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const made = makeProject(files);
  projects.push(made);
  return made;
}

const login = ["SMTP_USER_NAME=postmaster@blumenhof.example", "SMTP_USER_PWD"];
const good = composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", ...login]);
const bad = composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED=true", ...login]);

test("the bundled example: two findings, in the shape that the contract gives", async () => {
  const { status, stdout, stderr } = await runCli(["lint", "--format", "json"], { cwd: join(root, "examples/quick-start") });
  assert.equal(status, 1);
  assert.equal(stderr, "");
  const report = JSON.parse(stdout);
  assert.equal(report.schemaVersion, 1);
  assert.deepEqual(report.summary, { files: 1, services: 1, error: 2, warning: 0, info: 0, hint: 0 });
  const [first, second] = report.findings;
  assert.equal(first.rule, "tls-port-mismatch");
  assert.equal(first.severity, "error");
  assert.equal(first.service, "plausible");
  assert.equal(first.variable, "SMTP_HOST_SSL_ENABLED");
  assert.equal(first.file, ".env");
  assert.deepEqual(first.range, { start: { line: 9, character: 22 }, end: { line: 9, character: 26 } });
  assert.equal(first.docs, "docs/rules/tls-port-mismatch.md");
  assert.ok(first.related.some(({ file }: { file: string }) => file === "compose.yml"));
  assert.ok(first.fixes.length > 0);
  assert.equal(first.fixes[0].preferred, true);
  assert.deepEqual(Object.keys(first.fixes[0].edits[0]).sort(), ["file", "newText", "range"]);
  assert.equal(second.rule, "literal-quotes");
  assert.equal(second.file, "compose.yml");
});

test("pretty: place, severity, rule, message, carets under the exact text, fixes, a sum; all within 80 columns", async () => {
  const { status, stdout } = await runCli(["lint"], { cwd: join(root, "examples/quick-start") });
  assert.equal(status, 1);
  assert.match(stdout, /^\.env:10:23: error tls-port-mismatch$/m);
  assert.match(stdout, /10 │ SMTP_HOST_SSL_ENABLED=true\n +│ {23}\^\^\^\^\n/);
  assert.match(stdout, /^ {2}fix: /m);
  assert.match(stdout, /2 errors \(1 Plausible service, 1 compose file\)\n$/);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 80, line);
  assert.doesNotMatch(stdout, /\u001b/);
});

test("Simplified Chinese by flag and by locale", async () => {
  const cwd = join(root, "examples/quick-start");
  const byFlag = await runCli(["lint", "--lang", "zh-cn"], { cwd });
  const byLocale = await runCli(["lint"], { cwd, env: { LANG: "zh_CN.UTF-8" } });
  assert.match(byFlag.stdout.replace(/\n\s*/g, ""), /邮件无法发出/); // Chinese breaks anywhere
  assert.equal(byLocale.stdout, byFlag.stdout);
});

test("nothing to complain of", async () => {
  const { status, stdout } = await project({ "compose.yml": good }).run(["lint"]);
  assert.equal(status, 0);
  assert.match(stdout, /No email problems found/);
});

test("--fail-on decides the exit status, not what is shown", async () => {
  const warned = project({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=25", ...login]) });
  const plain = await warned.run(["lint", "--format", "json"]);
  assert.equal(plain.status, 0);
  assert.equal(JSON.parse(plain.stdout).summary.warning, 1);
  assert.equal((await warned.run(["lint", "--fail-on", "warning"])).status, 1);
  assert.equal((await warned.run(["lint", "--fail-on", "hint"])).status, 1);
});

test("a folder is searched as an editor would, without what git ignores", async () => {
  const tree = project({
    ".gitignore": "/ignored/\n",
    "a/compose.yml": bad,
    "b/docker-compose.prod.yaml": bad,
    "c/notes.yml": bad,
    "ignored/compose.yml": bad,
    "node_modules/x/compose.yml": bad,
    ".hidden/compose.yaml": bad,
  });
  const { stdout } = await tree.run(["lint", "--format", "json"]);
  const files = JSON.parse(stdout).findings.map(({ file }: { file: string }) => file);
  assert.deepEqual(files, [".hidden/compose.yaml", "a/compose.yml", "b/docker-compose.prod.yaml"]);
});

test("overrides and mere fragments join the folder's default project; other files stand alone", async () => {
  const tree = project({
    "compose.yml": good,
    "compose.override.yml": "services:\n  plausible:\n    environment:\n      - SMTP_HOST_SSL_ENABLED=true\n",
    "other/compose.yml": good,
    "other/compose.tls.yml": "services:\n  plausible:\n    environment:\n      - SMTP_HOST_SSL_ENABLED=true\n",
    "apart/compose.yml": good,
    "apart/compose.test.yml": bad,
  });
  const { stdout } = await tree.run(["lint", "--format", "json"]);
  const report = JSON.parse(stdout);
  assert.deepEqual(
    report.findings.map(({ file }: { file: string }) => file),
    ["apart/compose.test.yml", "compose.override.yml", "other/compose.tls.yml"],
  );
  assert.deepEqual([report.summary.files, report.summary.services], [6, 4]);
});

test("an empty folder, a missing file: exit status 2, one line, JSON all the same", async () => {
  const empty = project({});
  const folder = await empty.run(["lint", "--format", "json"]);
  assert.equal(folder.status, 2);
  assert.match(folder.stderr, /^plausible-mail: .*no compose file.*\n$/);
  assert.deepEqual(JSON.parse(folder.stdout).findings, []);
  const file = await empty.run(["lint", "nope.yml", "--format", "json"]);
  assert.equal(file.status, 2);
  assert.equal(file.stderr, "plausible-mail: nope.yml: no such file or folder\n");
  assert.equal(JSON.parse(file.stdout).schemaVersion, 1);
});

test("a missing file does not keep the others from being linted", async () => {
  const { status, stdout } = await project({ "compose.yml": bad }).run(["lint", "nope.yml", "compose.yml", "--format", "json"]);
  assert.equal(status, 2);
  assert.equal(JSON.parse(stdout).findings.length, 1);
});

test("a file that cannot be read", { skip: process.platform === "win32" }, async () => {
  const tree = project({ "other.txt": "" });
  // A link to itself is unreadable for everybody, also for root.
  symlinkSync("compose.yml", join(tree.folder, "compose.yml"));
  const { status, stderr } = await tree.run(["lint", "compose.yml"]);
  assert.equal(status, 2);
  assert.equal(stderr, "plausible-mail: compose.yml: too many levels of symbolic links\n");
});

test("compose files without Plausible: silence and 0", async () => {
  const { status, stdout } = await project({
    "compose.yml": "services:\n  web:\n    image: nginx\n    environment: [SMTP_HOST_PORT=x]\n",
  }).run(["lint"]);
  assert.equal(status, 0);
  assert.match(stdout, /No Plausible service/);
});

const broken = `${bad}  other: [\n`;

test("a broken file among good ones is a finding and does not stop the rest", async () => {
  const tree = project({ "a/compose.yml": broken, "b/compose.yml": bad });
  const { status, stdout } = await tree.run(["lint", "--format", "json"]);
  assert.equal(status, 1);
  const rules = JSON.parse(stdout).findings.map(({ rule, file }: { rule: string; file: string }) => `${file} ${rule}`);
  assert.ok(rules.includes("a/compose.yml compose-error"), rules.join());
  assert.ok(rules.includes("b/compose.yml tls-port-mismatch"), rules.join());
});

test("what Compose refuses besides is a finding too, and a missing env file is none of it", async () => {
  const refused = project({ "compose.yml": `${good}    depends_on: [nowhere]\n` });
  const { status, stdout, stderr } = await refused.run(["lint"]);
  assert.equal(status, 1);
  assert.equal(stderr, "");
  assert.match(stdout, /error compose-error\n[\s\S]*undefined\s+service/);
  const missing = await project({ "compose.yml": `${good}    env_file: mail.env\n` }).run(["lint", "--format", "json"]);
  assert.equal(missing.status, 0);
  const rules = JSON.parse(missing.stdout).findings.map(({ rule }: { rule: string }) => rule);
  assert.deepEqual(rules, ["env-file-missing"]);
});

test("broken YAML in every given file: exit status 2, and a line with file, line and cause", async () => {
  const tree = project({ "compose.yml": "services:\n  web:\n    image: [\n" });
  const { status, stderr, stdout } = await tree.run(["lint", "compose.yml", "--format", "json"]);
  assert.equal(status, 2);
  assert.match(stderr, /^plausible-mail: compose\.yml:\d+: .+\n$/);
  assert.equal(JSON.parse(stdout).findings[0].rule, "compose-error");
});

test("a broken file that nobody asked for and that is not ours is none of our business", async () => {
  const { status, stdout } = await project({ "compose.yml": "services:\n  web:\n    image: [\n", "x/compose.yml": good }).run([
    "lint",
  ]);
  assert.equal(status, 0);
  assert.match(stdout, /No email problems found/);
});

test("standard input, under a name or without", async () => {
  const tree = project({ ".env": "SMTP_HOST_SSL_ENABLED=true\n" });
  const text = composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", "SMTP_HOST_SSL_ENABLED", ...login]);
  const unnamed = await tree.run(["lint", "-"], { stdin: text });
  assert.equal(unnamed.status, 1);
  assert.match(unnamed.stdout, /^\.env:1:23: error tls-port-mismatch$/m);
  const named = await tree.run(["lint", "-", "--stdin-filename", "deploy/compose.yml", "--format", "json"], { stdin: bad });
  assert.equal(JSON.parse(named.stdout).findings[0].file, "deploy/compose.yml");
  const nothing = await tree.run(["lint", "-"], { stdin: "services:\n  web: {image: nginx}\n" });
  assert.equal(nothing.status, 0);
});

test("CRLF and a byte order mark do not move a range", async () => {
  const plain = await project({ "compose.yml": bad }).run(["lint", "--format", "json"]);
  const windows = await project({ "compose.yml": `\uFEFF${bad.replaceAll("\n", "\r\n")}` }).run(["lint", "--format", "json"]);
  const ranges = (stdout: string) => JSON.parse(stdout).findings.map(({ range }: { range: unknown }) => range);
  assert.deepEqual(ranges(windows.stdout), ranges(plain.stdout));
  assert.equal(ranges(plain.stdout).length, 1);
});

test(".plausible-mail.yml is found upwards, and refused in one line when it is wrong", async () => {
  const tree = project({ ".plausible-mail.yml": "rules:\n  tls-port-mismatch: warning\n", "deep/er/compose.yml": bad });
  assert.equal((await tree.run(["lint"])).status, 0);
  const off = project({ ".plausible-mail.yml": 'rules: {tls-port-mismatch: "off"}\n', "compose.yml": bad });
  assert.match((await off.run(["lint"])).stdout, /No email problems/);
  const wrong = project({ ".plausible-mail.yml": "rules: {tls-port-mismatc: error}\n", "compose.yml": bad });
  const { status, stderr } = await wrong.run(["lint"]);
  assert.equal(status, 2);
  assert.match(stderr, /^plausible-mail: \.plausible-mail\.yml: .*tls-port-mismatc.*\n$/);
});

test("further images and files come from the config", async () => {
  const image = "registry.blumenhof.example/stats/plausible:v3.2.1";
  const tree = project({
    ".plausible-mail.yml": "images: [registry.blumenhof.example/*/plausible]\nfiles: [stacks/*.yml]\n",
    "stacks/stats.yml": bad.replace(/image: .*/, `image: ${image}`),
  });
  const { stdout } = await tree.run(["lint", "--format", "json"]);
  assert.equal(JSON.parse(stdout).findings[0]?.file, "stacks/stats.yml");
});

test("the shell counts as for docker compose, unless it is left out", async () => {
  const tree = project({ "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT", ...login]) });
  const env = { SMTP_HOST_PORT: "abc" };
  const seen = await tree.run(["lint", "--format", "json"], { env });
  assert.deepEqual(
    JSON.parse(seen.stdout).findings.map(({ rule }: { rule: string }) => rule),
    ["invalid-integer"],
  );
  assert.equal((await tree.run(["lint", "--no-process-env"], { env })).status, 0);
});

test("--env-file takes the place of .env", async () => {
  const tree = project({
    "compose.yml": composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT", ...login]),
    ".env": "SMTP_HOST_PORT=587\n",
    "other.env": "SMTP_HOST_PORT=x\n",
  });
  assert.equal((await tree.run(["lint"])).status, 0);
  const { status, stdout } = await tree.run(["lint", "--env-file", "other.env"]);
  assert.equal(status, 1);
  assert.match(stdout, /^other\.env:1:16/m);
});

test("suppressions in compose files and env files", async () => {
  const tree = project({
    "compose.yml": bad.replace(
      "      - SMTP_HOST_SSL_ENABLED",
      "      # plausible-mail-disable-next-line tls-port-mismatch -- our relay is odd\n      - SMTP_HOST_SSL_ENABLED",
    ),
  });
  assert.equal((await tree.run(["lint"])).status, 0);
});

test("--quiet leaves the findings only", async () => {
  const { stdout } = await project({ "compose.yml": good }).run(["lint", "--quiet"]);
  assert.equal(stdout, "");
});

test("control characters of a file do not reach the terminal", async () => {
  const { stdout } = await project({
    "compose.yml": bad.replace("SMTP_HOST_SSL_ENABLED=true", "SMTP_HOST_SSL_ENABLED=tr\u009bue\u200b"),
  }).run(["lint"]);
  assert.doesNotMatch(stdout, /[\u0080-\u009f]/);
});
