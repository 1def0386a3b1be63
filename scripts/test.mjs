// Runs every compiled test that needs neither a browser nor real mail servers, or those under the paths given (`npm test -- compose smtp/judge`).
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { globbySync } from "globby";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const files = globbySync(["server/out/**/*.test.js", "test/out/**/*.test.js", "!test/out/{editor,mta}/**"], { cwd: root }).filter(
  (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
);
if (files.length === 0) {
  console.error(`No test matches ${wanted.join(" ")}`);
  process.exit(2);
}
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", "--test-concurrency=2", ...files],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);
