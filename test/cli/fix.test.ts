import assert from "node:assert/strict";
import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, test } from "node:test";
import { applyPatch } from "diff";
import { fixAll, writeFixed } from "#server/cli/lint-fix.js";
import { lintTargets } from "#server/cli/lint-run.js";
import { nodeIo } from "#server/node-io.js";
import { composeFile, makeProject, type TestProject } from "../support/cli.js";

const projects: TestProject[] = [];
after(() => {
  for (const project of projects) project.remove();
});

function project(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const made = makeProject(files);
  projects.push(made);
  return made;
}

const read = (one: TestProject, name: string) => readFileSync(join(one.folder, name), "utf8");
const canary = "kT9-canary-5Wq2";
const settings = (ssl: string, more: readonly string[] = []) =>
  composeFile(["SMTP_HOST_ADDR=smtp.eu.mailgun.org", "SMTP_HOST_PORT=587", `SMTP_HOST_SSL_ENABLED=${ssl}`, ...more]);
const login = ["SMTP_USER_NAME=postmaster@blumenhof.example", "SMTP_USER_PWD"];

test("--fix changes the values at fault, and not another byte", async () => {
  const odd = (text: string) => `# keep   \r\n${text.replaceAll("\n", "\r\n")}\r\n# the end, without a line break`;
  const one = project({ "compose.yml": odd(settings("true", login)), "untouched/compose.yml": settings("false", login) });
  chmodSync(join(one.folder, "compose.yml"), 0o640);
  const { status, stdout, stderr } = await one.run(["lint", "--fix"]);
  assert.equal(read(one, "compose.yml"), odd(settings("false", login)));
  assert.equal(read(one, "untouched/compose.yml"), settings("false", login));
  if (process.platform !== "win32") assert.equal(statSync(join(one.folder, "compose.yml")).mode & 0o777, 0o640);
  assert.equal(status, 0);
  assert.match(stdout, /No email problems found/);
  assert.match(stderr, /^Fixed: compose\.yml\nAfter a change, "docker compose up -d" recreates the container/);
  assert.equal((await one.run(["lint", "--fix"])).stderr, "");
});

test("--fix reports what remains, and leaves what needs a decision", async () => {
  const one = project({ "compose.yml": settings("true", ["SMTP_USER_NAME=x"]) });
  const { status, stdout } = await one.run(["lint", "--fix", "--format", "json"]);
  const report = JSON.parse(stdout);
  assert.deepEqual(report.fixed, { written: true, files: ["compose.yml"], diff: null });
  const rules = report.findings.map(({ rule }: { rule: string }) => rule);
  assert.ok(!rules.includes("tls-port-mismatch"));
  assert.ok(rules.includes("half-credentials") || rules.includes("missing-credentials"), rules.join());
  assert.equal(status, 1);
});

test("--fix-dry-run shows a diff that gives what --fix writes, and writes nothing", async () => {
  const text = settings("true", login);
  const one = project({ "compose.yml": text });
  const { status, stdout, stderr } = await one.run(["lint", "--fix-dry-run"]);
  assert.equal(status, 0);
  assert.equal(read(one, "compose.yml"), text);
  assert.match(stdout, /^--- a\/compose\.yml\n\+\+\+ b\/compose\.yml\n@@ /);
  assert.equal(applyPatch(text, stdout), settings("false", login));
  assert.match(stderr, /No email problems found/);
  const asJson = JSON.parse((await one.run(["lint", "--fix-dry-run", "--format", "json"])).stdout);
  assert.deepEqual(asJson.fixed, { written: false, files: ["compose.yml"], diff: stdout });
  assert.equal((await project({ "compose.yml": settings("false", login) }).run(["lint", "--fix-dry-run"])).stdout, "");
});

test("a diff shows no password, also next to the change", async () => {
  const one = project({ "compose.yml": settings("true", [...login.slice(0, 1), `SMTP_USER_PWD=${canary}`]) });
  const { stdout, stderr } = await one.run(["lint", "--fix-dry-run"]);
  assert.match(stdout, /^ {7}- SMTP_USER_PWD=\*\*\*$/m);
  assert.match(stderr, /--fix can/);
  await one.run(["lint", "--fix"]);
  assert.match(read(one, "compose.yml"), new RegExp(canary));
});

test("a file that another program changed meanwhile is left, and so are all others", async () => {
  const one = project({ "a/compose.yml": settings("true", login), "b/compose.yml": settings("true", login) });
  const output = { write: () => {}, terminal: false, columns: 80 };
  const io = nodeIo({
    cwd: one.folder,
    env: new Map(),
    stdin: Readable.from([]),
    stdout: output,
    stderr: output,
    interruptible: () => new AbortController().signal,
    ask: null,
    packageFolders: [],
  });
  const fixed = await fixAll((world) => lintTargets([], { processEnv: false }, "en", world), io);
  assert.equal(fixed.changed.length, 2);
  writeFileSync(join(one.folder, "b/compose.yml"), `${settings("true", login)}# edited\n`);
  await assert.rejects(writeFixed(fixed, io), /^Error: b\/compose\.yml: changed by another program meanwhile/);
  assert.equal(read(one, "a/compose.yml"), settings("true", login));
  assert.match(read(one, "b/compose.yml"), /# edited/);
});

test("a file with bytes that are no UTF-8 is not changed, and named", async () => {
  const bytes = Buffer.concat([Buffer.from(settings("true", login)), Buffer.from([0x23, 0x20, 0xff, 0x0a])]);
  const one = project({ "compose.yml": bytes });
  const { stderr } = await one.run(["lint", "--fix"]);
  assert.deepEqual(readFileSync(join(one.folder, "compose.yml")), bytes);
  assert.match(stderr, /compose\.yml: contains bytes that aren't UTF-8/);
});

test("what can't be fixed in place is refused: standard input, a container, both flags", async () => {
  const one = project({ "compose.yml": settings("true", login) });
  for (const args of [
    ["-", "--fix"],
    ["--container", "compose.yml", "--fix"],
    ["--fix", "--fix-dry-run"],
  ]) {
    const { status, stderr } = await one.run(["lint", ...args], { stdin: settings("true", login) });
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /--fix/);
  }
  const dry = await one.run(["lint", "-", "--fix-dry-run"], { stdin: settings("true", login) });
  assert.equal(applyPatch(settings("true", login), dry.stdout), settings("false", login));
});

test("--rule and --ignore decide above the file; an unknown rule or level is named", async () => {
  const one = project({
    "compose.yml": settings("true", login),
    ".plausible-mail.yml": "rules:\n  tls-port-mismatch: hint\n",
  });
  const levels = async (...args: string[]) => {
    const { findings } = JSON.parse((await one.run(["lint", "--format", "json", ...args])).stdout);
    return findings.map(({ rule, severity }: { rule: string; severity: string }) => `${rule} ${severity}`);
  };
  assert.deepEqual(await levels(), ["tls-port-mismatch hint"]);
  assert.deepEqual(await levels("--rule", "tls-port-mismatch=warning"), ["tls-port-mismatch warning"]);
  assert.deepEqual(await levels("--ignore", "tls-port-mismatch"), []);
  assert.equal((await one.run(["lint", "--rule", "tls-port-mismatch=error"])).status, 1);
  for (const [args, pattern] of [
    [["--rule", "tls-port-mismatch"], /expected RULE=LEVEL/],
    [["--rule", "tls-port-mismatch=fatal"], /expected RULE=LEVEL.*error, warning, info, hint, off/],
    [["--rule", "tls-port-mismach=off"], /did you mean tls-port-mismatch\?/],
    [["--ignore", "zzz"], /--ignore zzz: no such rule/],
  ] as const) {
    const { status, stderr } = await one.run(["lint", ...args]);
    assert.equal(status, 2);
    assert.match(stderr, pattern);
  }
});

test("--config takes the place of the file that would be found", async () => {
  const one = project({
    "compose.yml": settings("true", login),
    ".plausible-mail.yml": "rules: { tls-port-mismatch: off }\n",
    "ci/strict.yml": "rules: { tls-port-mismatch: warning }\nfiles: ['odd/*.yml']\n",
    "odd/stats.yml": settings("true", login),
    "broken.yml": "rules: 1\n",
  });
  const { stdout } = await one.run(["lint", "--format", "json", "--config", "ci/strict.yml"]);
  const found = JSON.parse(stdout).findings.map(({ file, severity }: { file: string; severity: string }) => [file, severity]);
  assert.deepEqual(found, [
    ["compose.yml", "warning"],
    ["odd/stats.yml", "warning"],
  ]);
  for (const [file, pattern] of [
    ["nowhere.yml", /nowhere\.yml: no such file/],
    ["ci", /ci: is a folder/],
    ["broken.yml", /broken\.yml: rules: expected a map/],
  ] as const) {
    const { status, stderr } = await one.run(["lint", "--config", file]);
    assert.deepEqual([status, pattern.test(stderr)], [2, true], stderr);
  }
});

test("--no-inline-config shows what comments silence", async () => {
  const text = settings("true", login).replace(
    "      - SMTP_HOST_SSL",
    "      # plausible-mail-disable-next-line tls-port-mismatch -- on purpose\n      - SMTP_HOST_SSL",
  );
  const one = project({ "compose.yml": text });
  assert.equal((await one.run(["lint"])).status, 0);
  const { status, stdout } = await one.run(["lint", "--no-inline-config"]);
  assert.equal(status, 1);
  assert.match(stdout, /tls-port-mismatch/);
});

test("a baseline silences what it knows, also when it moves; what is new, or there once more, is told", async () => {
  const one = project({ "compose.yml": settings("true", [...login, `FOO_TOKEN=${canary}`]) });
  const written = await one.run(["lint", "--baseline", "known.json", "--write-baseline"]);
  assert.deepEqual([written.status, written.stderr], [0, "known.json: 1 findings written\n"]);
  assert.ok(!read(one, "known.json").includes(canary));
  assert.equal((await one.run(["lint", "--baseline", "known.json"])).status, 0);
  writeFileSync(join(one.folder, "compose.yml"), `# above\n\n${settings("true", [...login, "MAILER_EMAIL=nobody"])}`);
  const later = await one.run(["lint", "--baseline", "known.json", "--format", "json"]);
  const rules = JSON.parse(later.stdout).findings.map(({ rule }: { rule: string }) => rule);
  assert.ok(rules.length > 0 && !rules.includes("tls-port-mismatch"), rules.join());
  writeFileSync(join(one.folder, "compose.yml"), settings("false", login));
  const gone = await one.run(["lint", "--baseline", "known.json"]);
  assert.match(gone.stderr, /^1 finding in the baseline no longer occurs/);
});

test("a baseline that is not there, is none, or has no file", async () => {
  const one = project({ "compose.yml": settings("true", login), "other.json": "[]" });
  for (const [args, pattern] of [
    [["--baseline", "nowhere.json"], /nowhere\.json: no such baseline/],
    [["--baseline", "other.json"], /other\.json: not a baseline/],
    [["--write-baseline"], /--write-baseline needs --baseline FILE/],
  ] as const) {
    const { status, stderr } = await one.run(["lint", ...args]);
    assert.deepEqual([status, pattern.test(stderr)], [2, true], stderr);
  }
});
