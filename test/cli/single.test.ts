import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
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
async function single(...args: string[]): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }> {
  const options = { cwd: folder.folder, env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8" } };
  try {
    return { status: 0, ...(await run(process.execPath, ["plausible-mail.mjs", ...args], options)) };
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
