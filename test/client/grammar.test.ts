import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const program = fileURLToPath(import.meta.resolve("vscode-tmgrammar-test/dist/unit.js"));
const grammars = path.dirname(fileURLToPath(import.meta.resolve("tm-grammars/grammars/yaml.json")));

/** The grammars that ours is injected into. */
const hosts = ["yaml", "dotenv", "ini", "shellscript"].flatMap((name) => ["-g", path.join(grammars, `${name}.json`)]);

/** Runs vscode-tmgrammar-test, which takes our own grammar from the manifest. */
function check(file: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "--compact", ...hosts, file], {
    cwd: root,
    encoding: "utf8",
  });
  return { status, output: `${stdout}${stderr}` };
}

for (const name of readdirSync(path.join(root, "test/grammar"))) {
  test(`colours of ${name} are those that its comments tell`, () => {
    const { status, output } = check(path.join("test/grammar", name));
    assert.equal(status, 0, output);
  });
}
