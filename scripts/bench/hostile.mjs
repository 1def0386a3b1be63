// Gives hostile inputs to every door of the program, each in a process of its own, and tells what became of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { ourCli, ourServer } from "./peers.mjs";
import { outsideOf } from "./ranges.mjs";
import { OverLimit, Session } from "./session.mjs";
import { judge } from "./verdict.mjs";
import { runWatched, Watch } from "./watched.mjs";

/** What each input should need at most; at the limits of a run it is killed. */
export const goal = { milliseconds: 1_000, bytes: 512 * 1024 * 1024 };

const memoryFlag = `--max-old-space-size=${goal.bytes / 1024 / 1024}`;
const ordinaryLog = "[error] Failed to send e-mail: {:network_failure, :timeout}\n";

/**
 * @typedef {{ input: string, door: string, ms: number, cpu: number | null, highest: number, faults: string[] }} HostileResult
 *   faults: `slow` and `memory` (over the goal), `killed` (over the limit), `crash`, `silent` (neither a finding nor an error),
 *   `range` (outside of the document), `secret` (shown), `trace` (of a stack); none: it passed
 */

/** The doors by name. */
export const doors = {
  lint: (place) => throughCli(["lint", "--no-process-env", "--format", "json", "compose.yml"], place),
  explain: (place) => throughCli(["explain", "--no-process-env", "--format", "json", "compose.yml"], place),
  why: (place) => throughCli(["why", "--no-process-env", "--format", "json", "-f", "compose.yml"], place),
  server: throughServer,
};

/**
 * @param {import("../../test/support/hostile-input.js").HostileInput} input
 * @param {string[]} names of doors
 * @param {{ milliseconds: number, computing: boolean }} limit after which a process is killed; `computing` as for `Watch`
 * @returns {Promise<HostileResult[]>}
 */
export async function runHostile(input, names, limit) {
  const folder = mkdtempSync(join(tmpdir(), "plausible-mail-hostile-"));
  try {
    const files = input.files();
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    if (input.pipe !== undefined) spawnSync("mkfifo", [join(folder, input.pipe)]);
    const limits = { ...limit, bytes: goal.bytes };
    const text = decoded(Buffer.from(files["compose.yml"]));
    const place = { folder, text, quiet: input.quiet === true, log: input.log?.() ?? ordinaryLog, limits };
    if (input.arguments !== undefined)
      return [{ input: input.name, door: input.arguments[0], ...(await throughCli(input.arguments, place)) }];
    const results = [];
    for (const door of names) results.push({ input: input.name, door, ...(await doors[door](place)) });
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As an editor would open it. */
function decoded(bytes) {
  return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}

async function throughCli(args, { folder, log, quiet, limits }) {
  const [node, cli] = ourCli(process.execPath);
  // A log is given in this way only where no argument names one.
  const stdin = args[0] === "why" ? log : "";
  const run = await runWatched([node, memoryFlag, cli, ...args], { cwd: folder, stdin, limits });
  return {
    ms: run.ms,
    cpu: run.cpu,
    highest: run.highest,
    faults: judge(args[0], { ...run, quiet, pretty: args.includes("pretty"), ms: counted(run, limits) }, goal),
  };
}

/** Opens the file, points at its first word, types a character and takes it away; the longest of these waits counts. */
async function throughServer({ folder, text, quiet, limits }) {
  const session = new Session(ourServer(process.execPath), folder, limits.milliseconds * (limits.computing ? 10 : 1) + 1_000, [
    memoryFlag,
  ]);
  const watch = new Watch(session.pid, { ...limits, milliseconds: 3 * limits.milliseconds });
  const waits = [];
  const timed = async (work) => {
    const before = performance.now();
    try {
      return await work();
    } finally {
      waits.push(performance.now() - before);
    }
  };
  let found = [];
  let failed = null;
  try {
    const uri = pathToFileURL(join(folder, "compose.yml")).href;
    await session.initialize(folder, null);
    found = await timed(() => session.open(uri, text));
    await timed(() => session.request("textDocument/hover", { textDocument: { uri }, position: { line: 0, character: 1 } }));
    const start = { line: 0, character: 0 };
    await timed(() => session.change([{ range: { start, end: start }, text: " " }]));
    await timed(() => session.change([{ range: { start, end: { line: 0, character: 1 } }, text: "" }]));
    await session.stop();
  } catch (error) {
    failed = error;
  } finally {
    watch.stop();
    session.kill();
  }
  const run = {
    killed: watch.killed ?? (failed instanceof OverLimit ? "time" : null),
    failed,
    ms: Math.max(...waits, 0),
    highest: watch.highest,
    stdout: JSON.stringify(found),
    stderr: session.stderr,
    quiet,
    findings: found.length,
    outside: outsideOf(text, found),
  };
  return {
    ms: run.ms,
    cpu: watch.cpu,
    highest: run.highest,
    faults: judge("server", { ...run, ms: counted({ ...run, cpu: watch.cpu }, limits) }, goal),
  };
}

/** The time that is judged. */
function counted({ ms, cpu }, { computing }) {
  return computing && cpu !== null ? cpu : ms;
}
