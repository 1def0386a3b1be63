// Runs every compiled test that needs neither a browser nor real mail servers, or those under the paths given
// (`npm test -- compose smtp/verdict`). `--deep`: the properties alone, many times more (server/testing/runs.ts), with
// other examples when `--seed` names a number. `--build`: compiles first what has changed, and bundles the programs if a
// chosen test starts them.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { globbySync } from "globby";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: flags, positionals: wanted } = parseArgs({
  options: {
    build: { type: "boolean", default: false },
    deep: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
  allowPositionals: true,
});
if (flags.build) succeed("node_modules/typescript/bin/tsc", "-b");

const cores = Math.max(2, availableParallelism());
/** One more than there are cores: these tests wait for servers and programs more than half of their time. */
const waiting = cores + 1;

const found = globbySync(
  ["server/out/**/*.test.js", "test/out/**/*.test.js", "!test/out/{container,editor,engine,mta,package,site,suites,tools}/**"],
  {
    cwd: root,
  },
)
  .filter((file) => existsSync(`${root}${sourceOf(file)}`)) // what was compiled before a test moved away stays behind
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .filter((file) => !flags.deep || runsProperties(file));
if (found.length === 0) {
  console.error(`No test matches ${wanted.join(" ")}`);
  process.exit(2);
}

if (flags.build && found.some(startsProgram)) succeed("scripts/bundle.mjs");

const suites = `${root}test/out/suites/`;
rmSync(suites, { recursive: true, force: true });
mkdirSync(suites, { recursive: true });

const cache = `${root}test/out/cache`;
mkdirSync(cache, { recursive: true });

// Node runs them in the order of their paths: those that wait all at once, and beside them, on what they leave of the cores,
// one after the other those that compute.
const files = [
  ...together(
    "a-waiting",
    found.filter((file) => !isPure(file)),
    waiting,
  ),
  ...together("b-computing", found.filter(isPure), 2 * cores),
];
const run = spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", "--test-reporter=spec", `--test-concurrency=${waiting + cores}`, ...files],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      XDG_CACHE_HOME: cache, // what the programs keep is kept here, and not in the user's own
      ...(flags.deep ? { PLAUSIBLE_MAIL_TESTS: "deep", PLAUSIBLE_MAIL_SEED: flags.seed } : {}),
    },
  },
);
process.exit(run.status ?? 1);

/** Runs a script of Node to its end, and ends with it where it fails. */
function succeed(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** `server/out/src/a.test.js` → `server/src/a.test.ts` */
function sourceOf(file) {
  return file.replace("/out/", "/").replace(/\.js$/, ".ts");
}

function runsProperties(file) {
  return readFileSync(`${root}${file}`, "utf8").includes("testing/runs.js");
}

/** These need the bundles of the command line and the language server. */
function startsProgram(file) {
  return /^test\/out\/(cli|protocol)\//.test(file);
}

/** These wait for nobody: they open no port, and start hardly a process. */
function isPure(file) {
  return /^(server|test\/out\/(client|fuzz|house|oracle))\//.test(file);
}

/**
 * Files that import a share of the tests each: to load the program, and to run it until V8 has compiled it, costs more than most
 * files of tests take. Properties take longest, so they are dealt first; few shares, but enough that no core waits long for the
 * last one.
 */
function together(name, tests, most) {
  const shares = Math.min(most, tests.length);
  const dealt = [...tests.filter(runsProperties), ...tests.filter((file) => !runsProperties(file))];
  return Array.from({ length: shares }, (_, share) => {
    const path = `${suites}${name}-${String(share + 1).padStart(2, "0")}.test.mjs`;
    const mine = dealt.filter((_, index) => index % shares === share);
    writeFileSync(path, mine.map((file) => `import "${pathToFileURL(`${root}${file}`)}";\n`).join(""));
    return path;
  });
}
