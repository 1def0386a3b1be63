// Measures the language server and the command line beside what a user would run instead, in one run, in turn.
// What it prints is explained in docs/performance.md and docs/reliability.md, which `--write` makes anew.
import { parseArgs } from "node:util";
import { measureManyFiles, measureSixtyLines } from "./bench/cli-runs.mjs";
import { measureEditing } from "./bench/editing.mjs";
import { measureExplain } from "./bench/explain.mjs";
import { benchHostile } from "./bench/hostile-report.mjs";
import { writePerformance } from "./bench/page.mjs";
import { ensurePeers, idleServer, ourCli } from "./bench/peers.mjs";
import { readResults, saveResult } from "./bench/results.mjs";
import { allScenarios, scenarioOf } from "./bench/scenarios.mjs";
import { printCommands, printExplain, printServers } from "./bench/tables.mjs";

const usage = `npm run bench -- [SCENARIO…] [--limit SECONDS | --minutes N] [--edits N] [--starts N] [--runs N] [--corpus DIR] [--write]
npm run bench -- hostile [PART OF A NAME…] [--limit SECONDS] [--doors lint,explain,why,server] [--computing] [--write]

Scenarios: ${allScenarios.join(", ")}; all of them where none is given.
edits-N, edits-all-N and edits-env-N take any number of services.

--minutes what all scenarios together may take, about; it sets the limit
--limit   what a server may take in a scenario (120), or a process with a hostile input (60)
--computing  (hostile) count only the time in which a process computes, for a machine that is busy with other things
--corpus  measure cli-files on the compose files of this folder instead of on made ones
--write   write docs/performance.md, or the hostile part of docs/reliability.md, from what was measured last`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    limit: { type: "string" },
    minutes: { type: "string" },
    edits: { type: "string", default: "60" },
    starts: { type: "string", default: "5" },
    runs: { type: "string", default: "15" },
    corpus: { type: "string" },
    computing: { type: "boolean", default: false },
    doors: { type: "string", default: "lint,explain,why,server" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(usage);
} else if (positionals[0] === "hostile") {
  const limit = { milliseconds: Number(values.limit ?? 60) * 1_000, computing: values.computing };
  process.exitCode = await benchHostile({
    parts: positionals.slice(1),
    doors: values.doors.split(","),
    limit,
    write: values.write,
  });
} else {
  await benchAll(positionals.length > 0 ? positionals : allScenarios);
}

async function benchAll(names) {
  const scenarios = names.map((name) => ({ name, scenario: scenarioOf(name) }));
  const unknown = scenarios.find(({ scenario }) => scenario === null);
  if (unknown !== undefined) {
    console.error(`bench: no scenario "${unknown.name}"\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const peers = ensurePeers();
  console.log(`Everything runs on Node ${peers.nodeVersion}.`);
  const limit = limitOf(scenarios.filter(({ scenario }) => scenario.kind === "edits").length);
  for (const { name, scenario } of scenarios) saveResult(name, peers.nodeVersion, await measure(name, scenario, peers, limit));
  if (values.write) writePerformance(readResults());
}

/** Milliseconds that a server may take in a scenario; of `--minutes` a quarter is kept for starts, and for runs of command lines. */
function limitOf(scenarios) {
  if (values.minutes === undefined || scenarios === 0) return Number(values.limit ?? 120) * 1_000;
  return (Number(values.minutes) * 60_000 * 0.75) / (3 * scenarios);
}

async function measure(name, scenario, peers, limit) {
  if (scenario.kind === "edits") {
    const effort = { edits: Number(values.edits), starts: Number(values.starts), limit };
    const result = await measureEditing(peers.servers, scenario.shape, effort, idleServer(peers.node));
    printServers(name, result);
    return { kind: "edits", shape: scenario.shape, ...result };
  }
  const programs = { node: peers.node, cli: ourCli(peers.node), dclint: peers.dclint };
  const runs = Number(values.runs);
  if (scenario.kind === "explain") {
    const result = measureExplain({ runs: Math.ceil(runs / 2) });
    printExplain(name, result);
    return { kind: "explain", ...result };
  }
  const result =
    scenario.kind === "cli-60"
      ? await measureSixtyLines(programs, { runs })
      : await measureManyFiles(programs, { runs: Math.ceil(runs / 3), corpus: values.corpus ?? null });
  printCommands(name, result);
  return { kind: scenario.kind, ...result };
}
