// Which tests are asked about a changed folder, and in which order.
import { existsSync } from "node:fs";
import { globbySync } from "globby";

/**
 * Whoever changes a room should learn there what breaks. What its own tests leave is asked of a few of those who use it, the
 * quick ones first: of all tests, a change that nothing notices would take minutes.
 */
const users = {
  secrets: ["server/out/src/cli/", "server/out/src/editor/features/"],
  instance: ["server/out/src/rules/", "server/out/src/lint/"],
  lint: ["server/out/src/rules/", "test/out/fuzz/incremental"],
  smtp: ["test/out/smtp/"],
  "smtp/verdict": ["server/out/src/log/", "test/out/smtp/"],
  "editor/features": ["server/out/src/editor/", "test/out/protocol/"],
  "editor/session": [
    "server/out/src/editor/",
    "test/out/fuzz/incremental",
    "test/out/protocol/diagnostics",
    "test/out/protocol/test-",
  ],
  "cli/reporters": ["server/out/src/cli/", "test/out/cli/"],
  compose: ["test/out/oracle/compose", "server/out/src/rules/"],
  plausible: ["test/out/oracle/plausible", "server/out/src/rules/"],
  log: ["test/out/oracle/log", "test/out/cli/why"],
  doctor: ["test/out/cli/doctor"],
  lsp: ["test/out/protocol/"],
};

/** The tests that may notice a change in a part of server/src, its own ones first or alone; each file that is compiled for it. */
export function testsOf(part, ownAlone = false) {
  const own = ownTests(part);
  const all = globbySync(["server/out/src/**/*.test.js", "test/out/**/*.test.js"]).filter(isOfToday).sort();
  const found = ownAlone ? [own] : [own, ...usersOf(part.endsWith(".ts") ? folderOf(part) : part)];
  return [...new Set(found.flatMap((start) => all.filter((file) => file.startsWith(start))))];
}

/** What rules share is tested by them. */
function ownTests(part) {
  const room = part.endsWith(".ts") ? folderOf(part) : part;
  return `server/out/src/${room === "rules/kit" ? "rules" : room}/`;
}

function folderOf(path) {
  return path.slice(0, path.lastIndexOf("/"));
}

function usersOf(room) {
  for (let name = room; ; name = folderOf(name)) {
    if (users[name] !== undefined) return users[name];
    if (!name.includes("/")) return [];
  }
}

/** What was compiled before a test moved away stays behind. */
function isOfToday(file) {
  return existsSync(file.replace("/out/", "/").replace(/\.js$/, ".ts"));
}

/** Whether a test that noticed a change is one of the folder itself. */
export function isOwn(file, part) {
  return file.startsWith(ownTests(part));
}
