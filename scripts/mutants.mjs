// Changes the program in thousands of small ways and tells how many of them the tests notice, folder by folder (StrykerJS).
// It takes hours and is part of no other command. What was found stays in .stryker/, so that only what changed runs again.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Stryker } from "@stryker-mutator/core";
import { fillSection } from "./bench/sections.mjs";
import { lineOf, scoreOf, survivorsOf, tableOf } from "./mutants/score.mjs";
import { testsOf } from "./mutants/tests.mjs";

const usage = `npm run test:mutants -- [FOLDER…] [--sample N] [--seed S] [--own] [--write]

FOLDER      below server/src, e.g. secrets, rules/kit, smtp/verdict; or one file of it, secrets/secret-names.ts
--sample N  only N changes of each folder, drawn at random; all of them would take hours
--seed S    other ones (1)
--own       asks the folder's own tests alone, which takes minutes for all of a folder; its score isn't kept
--write     put the scores of all folders that were ever measured into docs/reliability.md`;

/** The folders of which the score counts. */
const usual = ["secrets", "instance", "lint", "rules/kit", "smtp/verdict", "editor/features", "editor/session", "cli/reporters"];
const kept = ".stryker";
const table = join(kept, "scores.json");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: "string" },
    seed: { type: "string", default: "1" },
    own: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage);
else await main(positionals.length > 0 ? positionals : usual);

async function main(parts) {
  const unknown = parts.find((part) => !existsSync(join("server/src", part)));
  if (unknown !== undefined || !/^\d+$/.test(values.sample ?? "0")) {
    console.error(`mutants: ${unknown === undefined ? "--sample is a number" : `there is no server/src/${unknown}`}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  mkdirSync(kept, { recursive: true });
  process.env.XDG_CACHE_HOME = resolve("test/out/cache"); // what the programs keep is not the user's
  const scores = existsSync(table) ? JSON.parse(readFileSync(table, "utf8")) : {};
  for (const part of parts) {
    await mutate(part);
    const report = JSON.parse(readFileSync(reportOf(part), "utf8"));
    const score = { ...scoreOf(report, part), sample: values.sample ?? null, seed: values.seed };
    for (const survivor of survivorsOf(report)) console.log(survivor);
    console.log(`${part}: ${lineOf(score)}`);
    if (values.own) continue;
    scores[part] = score;
    writeFileSync(table, JSON.stringify(scores));
  }
  if (values.write) fillSection("docs/reliability.md", "mutants", tableOf(scores));
}

function reportOf(part) {
  return join(kept, `${part.replaceAll("/", "-")}.json`);
}

/** The compiled program is changed: what TypeScript would refuse is no test's business. */
async function mutate(part) {
  process.env.PLAUSIBLE_MAIL_MUTANT_TESTS = JSON.stringify(testsOf(part, values.own));
  const compiled = `server/out/src/${part.replace(/\.ts$/, ".js")}`;
  const stryker = new Stryker({
    mutate: part.endsWith(".ts") ? [compiled] : [`${compiled}/**/*.js`, `!${compiled}/**/*.test.js`],
    testRunner: "here",
    plugins: [resolve("scripts/mutants/runner.mjs"), resolve("scripts/mutants/plugins.mjs")],
    ignorers: ["words"],
    coverageAnalysis: "perTest", // a test that never reaches a change is not asked about it
    ignoreStatic: true, // of what runs once, when a module is loaded, nobody can tell which tests it concerns
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: reportOf(part) },
    concurrency: 1,
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 20,
    tempDirName: join(kept, "tmp"),
    // The bundles are copied as they are: what runs in a process of its own is the program without a change.
    ignorePatterns: [".bench", ".vscode-test", "docs/images", "test/out/suites", kept],
    allowEmpty: true,
    packageManager: "npm",
    tsconfigFile: "none.json", // it would be read with an API that TypeScript no longer has
    ...howMany(part),
  });
  await stryker.runMutationTest();
}

/** A whole folder is measured in several goes: what was found before and has not changed since is not tried again. */
function howMany(part) {
  if (values.own && values.sample === undefined) return {};
  if (values.sample === undefined) return { incremental: true, incrementalFile: `${reportOf(part)}.incremental` };
  process.env.PLAUSIBLE_MAIL_SAMPLE = values.sample;
  process.env.PLAUSIBLE_MAIL_SEED = values.seed;
  return { checkers: ["sample"] };
}
