import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { toolsRoot, unlessHad } from "./shells.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** pre-commit: the one that is installed, else that of Debian's package, on this machine's Python. */
const preCommit = [
  { command: ["pre-commit"], path: "" },
  ...(toolsRoot === null
    ? []
    : [{ command: ["python3", "-m", "pre_commit"], path: join(toolsRoot, "usr/lib/python3/dist-packages") }]),
].find(
  ({ command: [program = "", ...args], path }) =>
    spawnSync(program, [...args, "--version"], { env: withPython(path) }).status === 0,
);

function withPython(path: string): NodeJS.ProcessEnv {
  return { ...process.env, ...(path === "" ? {} : { PYTHONPATH: path }) };
}

test("the hook of this repository runs in a small repository, and only where files of a project change", {
  skip: unlessHad("pre-commit", preCommit !== undefined),
}, (context) => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-hook-")));
  context.after(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const cwd = join(scratch, "repository");
  cpSync(join(root, "examples/quick-start"), cwd, { recursive: true });
  writeFileSync(join(cwd, "notes.txt"), "");
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };
  git("init", "--quiet");
  git("add", "--all", "--force");
  const { command: [program = "", ...first] = [], path = "" } = preCommit ?? {};
  const hook = (...args: string[]) => {
    // It copies this repository, installs what it needs to be built, and puts what `npm pack` makes of it into a folder.
    const { status, stdout, stderr } = spawnSync(program, [...first, "try-repo", root, "plausible-mail", "--verbose", ...args], {
      cwd,
      encoding: "utf8",
      env: {
        ...withPython(path),
        PRE_COMMIT_HOME: join(scratch, "home"),
        PATH: [...(process.env.PATH ?? "").split(delimiter)].filter((folder) => !folder.includes("node_modules")).join(delimiter),
      },
    });
    return { status, printed: `${stdout}${stderr}` };
  };
  const all = hook("--all-files");
  assert.equal(all.status, 1, all.printed);
  assert.match(all.printed, /^Plausible Mail\.+Failed$/m);
  assert.match(all.printed, /error tls-port-mismatch/);
  const other = hook("--files", "notes.txt");
  assert.equal(other.status, 0, other.printed);
  assert.match(other.printed, /no files to check\)Skipped/);
});
