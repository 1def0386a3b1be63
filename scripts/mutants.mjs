// Changes the program in thousands of small ways and tells how many of them the tests notice, folder by folder (StrykerJS).
// It takes hours and is part of no other command. What was found stays in .stryker/, so that only what changed runs again.
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { fillSection } from "./bench/sections.mjs";

const usage = `npm run test:mutants -- [FOLDER…] [--write]

FOLDER   below server/src, e.g. secrets, rules/kit, smtp/verdict; or one file of it, secrets/secret-names.ts
--write  put the scores of all folders that were ever measured into docs/reliability.md`;

/** The folders of which the score counts. */
const usual = ["secrets", "instance", "lint", "rules/kit", "smtp/verdict", "editor/features", "editor/session", "cli/reporters"];
const kept = ".stryker";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
});

if (values.help) console.log(usage);
else await main(positionals.length > 0 ? positionals : usual);

async function main(parts) {
  const unknown = parts.find((part) => !existsSync(join("server/src", part)));
  if (unknown !== undefined) {
    console.error(`mutants: there is no server/src/${unknown}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  mkdirSync(kept, { recursive: true });
  for (const part of parts) {
    await mutate(part);
    console.log(`${part}: ${told(scoreOf(part))}`);
  }
  if (values.write) fillSection("docs/reliability.md", "mutants", page());
}

function nameOf(part) {
  return part.replaceAll("/", "-");
}

function reportOf(part) {
  return join(kept, `${nameOf(part)}.json`);
}

/** The compiled program is changed: what TypeScript would refuse is no test's business. */
async function mutate(part) {
  const compiled = `server/out/src/${part.replace(/\.ts$/, ".js")}`;
  const stryker = new Stryker({
    mutate: part.endsWith(".ts") ? [compiled] : [`${compiled}/**/*.js`, `!${compiled}/**/*.test.js`],
    testRunner: "tap",
    plugins: ["@stryker-mutator/tap-runner"],
    tap: { testFiles: testsOf(part), nodeArgs: ["--test-reporter=tap", "-r", "{{hookFile}}", "{{testFile}}"] },
    coverageAnalysis: "perTest",
    incremental: true,
    incrementalFile: join(kept, `${nameOf(part)}.incremental.json`),
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: reportOf(part) },
    concurrency: 1,
    timeoutMS: 30_000,
    tempDirName: join(kept, "tmp"),
    ignorePatterns: [".bench", ".vscode-test", "client", "docs/images", "server/dist", kept],
    allowEmpty: true,
    packageManager: "npm",
    tsconfigFile: "none.json", // it would be read with an API that TypeScript no longer has
    // Of what runs once, when a module is loaded, nobody can tell which tests it concerns.
    ignoreStatic: true,
  });
  await stryker.runMutationTest();
}

/** The tests of the folder itself: who changes a room should learn there what breaks. Fixes are tested by the rules that offer them. */
function testsOf(part) {
  const folder = part.endsWith(".ts") ? part.slice(0, part.lastIndexOf("/")) : part;
  return [`server/out/src/${folder === "rules/kit" ? "rules" : folder}/**/*.test.js`];
}

function scoreOf(part) {
  const report = JSON.parse(readFileSync(reportOf(part), "utf8"));
  const states = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...wanted) => states.filter((status) => wanted.includes(status)).length;
  const noticed = count("Killed", "Timeout", "RuntimeError");
  return { noticed, all: noticed + count("Survived", "NoCoverage") };
}

function told({ noticed, all }) {
  return `${noticed} of ${all} noticed${all === 0 ? "" : `, ${((noticed / all) * 100).toFixed(1)} %`}`;
}

function page() {
  const measured = readdirSync(kept).filter((name) => name.endsWith(".json") && !name.endsWith(".incremental.json"));
  const parts = measured.map((name) => name.slice(0, -".json".length)).sort();
  const rows = parts.map((part) => ({ part, score: scoreOf(part) }));
  return `| what is changed | changes | noticed |\n|---|---:|---:|\n${rows.map(({ part, score: { noticed, all } }) => `| \`${part}\` | ${all} | ${all === 0 ? "–" : `${((noticed / all) * 100).toFixed(1)} %`} |`).join("\n")}`;
}
