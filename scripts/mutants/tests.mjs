// Which tests are asked about a changed folder, and in which order.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { globbySync } from "globby";

const folder = "test/out/mutants";
const ownTests = "own";

/** Whoever changes a room should learn there what breaks; what is left is asked of those who use it, the quick ones first. */
const users = {
  secrets: ["server/out/src/cli", "server/out/src/editor/features", "server/out/src/log", "server/out/src/lint"],
  instance: ["server/out/src/rules", "server/out/src/lint"],
  lint: ["server/out/src/rules", "server/out/src/editor"],
  "rules/kit": ["server/out/src/lint"],
  "smtp/verdict": [
    "server/out/src/smtp-test",
    "server/out/src/log",
    "test/out/protocol/test-",
    "test/out/cli/test.",
    "test/out/smtp",
  ],
  "editor/features": ["server/out/src/editor", "test/out/protocol"],
  "editor/session": ["server/out/src/editor", "test/out/protocol"],
  "cli/reporters": ["server/out/src/cli", "test/out/cli"],
  compose: ["test/out/oracle/compose", "server/out/src/rules", "server/out/src/lint"],
  plausible: ["test/out/oracle/plausible", "server/out/src/rules", "server/out/src/lint"],
  log: ["test/out/oracle/log", "test/out/cli/why", "test/out/protocol/explain-log-line"],
  doctor: ["test/out/cli/doctor"],
  lsp: ["test/out/protocol"],
};

/**
 * The tests that may notice a change in a part of server/src: files, each of which imports the tests of one folder, because to
 * load the program costs more than most tests do.
 */
export function testsOf(part) {
  const room = part.endsWith(".ts") ? part.slice(0, part.lastIndexOf("/")) : part;
  const own = `server/out/src/${room === "rules/kit" ? "rules" : room}/`; // what rules share is tested by them
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const all = globbySync(["server/out/src/**/*.test.js", "test/out/**/*.test.js", `!${folder}`]);
  const taken = new Set();
  const files = [];
  for (const start of [own, ...usersOf(room)]) {
    const mine = all.filter((file) => file.startsWith(start) && !taken.has(file));
    for (const file of mine) taken.add(file);
    for (const tests of start.startsWith("server/") ? [mine] : mine.map((file) => [file])) {
      if (tests.length > 0)
        files.push(written(start === own ? ownTests : `test-${String(files.length).padStart(2, "0")}`, tests));
    }
  }
  return files;
}

function usersOf(room) {
  for (let name = room; ; name = name.slice(0, name.lastIndexOf("/"))) {
    if (users[name] !== undefined) return users[name];
    if (!name.includes("/")) return [];
  }
}

function written(name, tests) {
  const path = `${folder}/${name}.test.mjs`;
  writeFileSync(path, tests.map((file) => `import "../../../${file}";\n`).join(""));
  return path;
}

/** Whether a test that noticed a change is one of the folder itself. */
export function isOwn(file) {
  return file.endsWith(`/${ownTests}.test.mjs`);
}
