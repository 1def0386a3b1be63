import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { bootable, composeFile, makeProject, root, type TestProject } from "../support/cli.js";

const run = promisify(execFile);

let folder: TestProject;

before(async () => {
  folder = makeProject({
    "compose.yml": composeFile([...bootable, "SMTP_HOST_ADDR=smtp.postmarkapp.com", "SMTP_HOST_SSL_ENABLED=true"]),
  });
  await run(process.execPath, [join(root, "scripts/single.mjs"), join(folder.folder, "plausible-mail.mjs")]);
});
after(() => folder.remove());

/** The file in a folder with nothing beside it but a compose file. */
function single(...args: string[]) {
  return runFile("plausible-mail.mjs", args);
}

async function runFile(
  file: string,
  args: readonly string[],
): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  const options = { cwd: folder.folder, env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8" } };
  try {
    return { status: 0, ...(await run(process.execPath, [file, ...args], options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

test("the command line in one file runs alone", async () => {
  assert.match((await single("--version")).stdout, /^\d+\.\d+\.\d+\n$/);
  const linted = await single("lint", "--format", "json");
  assert.equal(linted.stderr, "");
  const rules = (JSON.parse(linted.stdout).findings as { rule: string }[]).map(({ rule }) => rule);
  assert.ok(rules.includes("tls-port-mismatch"));
  assert.equal(linted.status, 1);
  assert.match((await single("rules", "port-25")).stdout, /# port-25/);
  assert.equal((await single("explain")).status, 0);
  const tested = await single("test", "--connect-to", "127.0.0.1:1", "--format", "json");
  assert.equal(JSON.parse(tested.stdout).verdict.cause, "connection-refused");
  assert.match(tested.stdout, /"server": "node plausible-mail\.mjs test /);
});

test("the extension makes one file of its own parts, which tests and nothing else", async () => {
  const { oneFile } = await import(pathToFileURL(join(root, "client/out/one-file.js")).href);
  const dist = join(root, "server/dist");
  const parts = JSON.parse(readFileSync(join(dist, "tester.json"), "utf8")) as { files: string[] };
  const texts = new Map(parts.files.map((name) => [name, readFileSync(join(dist, name), "utf8")]));
  const asked = [...texts.values()].flatMap((text) =>
    [...text.matchAll(/require\("\.\/([^"]+)"\)/g)].map(([, name]) => name ?? ""),
  );
  // A test is of one project: nothing is searched for it.
  assert.deepEqual(
    [...new Set(asked)].filter((name) => !texts.has(name) && !name.includes("-globby-")),
    [],
  );
  writeFileSync(join(folder.folder, "tester.mjs"), oneFile(parts, texts, "1.2.3"));
  const tester = (...args: string[]) => runFile("tester.mjs", args);
  assert.equal((await tester("--version")).stdout, "1.2.3\n");
  const tested = await tester("test", "--connect-to", "127.0.0.1:1", "--format", "json");
  assert.equal(JSON.parse(tested.stdout).verdict.cause, "connection-refused");
  assert.match((await tester("test", "--connect-to", "127.0.0.1:1", "--lang", "zh-cn")).stdout, /测试失败/);
  assert.match((await tester("test", "--help", "--lang", "zh-cn")).stdout, /--find-working/);
  assert.match(
    (await tester("test", "--connect-to", "127.0.0.1:1", "--dns", "--dns-server", "127.0.0.1:1", "--timeout", "0.2")).stdout,
    /SPF/,
  );
  const inside = await tester("test", "--in-container", "--dry-run");
  assert.match(`${inside.stdout}${inside.stderr}`, /docker compose/);
  const other = await tester("lint");
  assert.equal(other.status, 2);
  assert.match(other.stderr, /unknown command 'lint'/);
});
