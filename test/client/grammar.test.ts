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

test("the colours of the files in test/grammar are those that their comments tell", () => {
  const files = readdirSync(path.join(root, "test/grammar")).map((name) => path.join("test/grammar", name));
  assert.equal(files.length, 5);
  // It takes our own grammar from the manifest.
  const run = spawnSync(process.execPath, [program, "--compact", ...hosts, ...files], { cwd: root, encoding: "utf8" });
  assert.equal(run.status, 0, `${run.stdout}${run.stderr}`);
});
