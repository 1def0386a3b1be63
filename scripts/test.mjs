// Runs every compiled test that needs neither a browser nor real mail servers, or those under the paths given (`npm test -- compose smtp/judge`).
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { globbySync } from "globby";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const concurrency = Math.max(2, availableParallelism());

const found = globbySync(["server/out/**/*.test.js", "test/out/**/*.test.js", "!test/out/{editor,mta}/**"], {
  cwd: root,
  absolute: true,
}).filter((file) => wanted.length === 0 || wanted.some((part) => file.slice(root.length).includes(part)));
if (found.length === 0) {
  console.error(`No test matches ${wanted.join(" ")}`);
  process.exit(2);
}

const suites = fileURLToPath(new URL("../test/out/suites/", import.meta.url));
rmSync(suites, { recursive: true, force: true });
mkdirSync(suites, { recursive: true });

const files = [...found.filter((file) => !isPure(file)), ...together(found.filter(isPure))];
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", `--test-concurrency=${concurrency}`, ...files],
  { cwd: root, stdio: "inherit" },
);
process.exit(run.status ?? 1);

/** Tests beside the sources start no process and share no state. */
function isPure(file) {
  return file.startsWith(`${root}server/out/`);
}

/** One file a core that imports its share: a process for each of a hundred small files costs more than the tests in them. */
function together(pure) {
  return Array.from({ length: Math.min(concurrency, pure.length) }, (_, share) => {
    const path = `${suites}beside-the-sources-${share + 1}.test.mjs`;
    const imports = pure.filter((_, index) => index % concurrency === share).map((file) => `import "${pathToFileURL(file)}";\n`);
    writeFileSync(path, imports.join(""));
    return path;
  });
}
