import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
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

test("the hook of this repository runs in a small repository", {
  skip: unlessHad("pre-commit", preCommit !== undefined),
}, (context) => {
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-hook-")));
  context.after(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
  const cwd = join(scratch, "repository");
  cpSync(join(root, "examples/quick-start"), cwd, { recursive: true });
  const git = (...args: string[]) => {
    const { status, stderr } = spawnSync("git", args, { cwd, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  };
  git("init", "--quiet");
  git("add", "--all", "--force");
  const { command: [program = "", ...first] = [], path = "" } = preCommit ?? {};
  // It copies this repository, installs what it needs to be built, and puts what `npm pack` makes of it into a folder.
  const { status, stdout, stderr } = spawnSync(program, [...first, "try-repo", root, "plausible-mail", "--all-files"], {
    cwd,
    encoding: "utf8",
    env: {
      ...withPython(path),
      TMPDIR: scratch,
      PRE_COMMIT_HOME: join(scratch, "home"),
      PATH: (process.env.PATH ?? "")
        .split(delimiter)
        .filter((folder) => !folder.includes("node_modules"))
        .join(delimiter),
      // A keyring that a tool may use, and that nothing here does: it isn't fetched from elsewhere.
      npm_config_build_from_source: "keytar",
    },
  });
  const printed = `${stdout}${stderr}`;
  assert.equal(status, 1, printed);
  assert.match(printed, /^Plausible Mail\.+Failed$/m);
  assert.match(printed, /error tls-port-mismatch/);
});
