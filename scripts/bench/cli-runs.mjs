// Times whole runs of command lines: ours, dclint's, and `node` that does nothing.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { globbySync } from "globby";
import { median, quantile } from "./statistics.mjs";
import { projectOf, smallProjects } from "./texts.mjs";

/** @typedef {{ name: string, p50: number, p95: number, runs: number }} CliFigures milliseconds of a whole process */

/** `lint` of sixty lines, beside dclint and beside the start of Node alone. */
export async function measureSixtyLines({ node, cli, dclint }, { runs }) {
  return await inFolder({ "compose.yml": projectOf({ services: 4, plausible: "one", values: "inline" }).compose }, (folder) => {
    const commands = [
      { name: "node -e 0", command: [node, "-e", "0"] },
      { name: "plausible-mail", command: [...cli, "lint", "--format", "json", "."] },
      { name: "dclint", command: [...dclint, "-f", "json", "compose.yml"] },
    ];
    return { files: 1, commands: inTurn(commands, folder, runs) };
  });
}

/** `lint` of many small projects: of a folder that somebody gives, or of ones that are made here. */
export async function measureManyFiles({ node, cli, dclint }, { runs, corpus }) {
  const measure = (folder) => {
    const files = globbySync(["**/{docker-compose,compose}*.{yml,yaml}"], { cwd: folder, gitignore: false }).sort();
    const read = files.filter((file) => isRead(dclint, folder, file));
    const commands = [
      { name: "node -e 0", command: [node, "-e", "0"] },
      { name: "plausible-mail", command: [...cli, "lint", "--format", "json", ...read] },
      { name: "dclint", command: [...dclint, "-f", "json", ...read] },
    ];
    return { files: read.length, made: corpus === null, commands: inTurn(commands, folder, runs) };
  };
  return corpus === null ? await inFolder(smallProjects(73), measure) : measure(corpus);
}

/** dclint stops at some files; the others are what both can be asked for. */
function isRead(dclint, folder, file) {
  const [program, ...args] = dclint;
  const { stdout } = spawnSync(program, [...args, "-f", "json", basename(file)], {
    cwd: join(folder, dirname(file)),
    encoding: "utf8",
  });
  try {
    const [{ messages }] = JSON.parse(stdout);
    return !messages.some(({ rule }) => rule === "invalid-yaml");
  } catch {
    return false;
  }
}

function inTurn(commands, cwd, runs) {
  const all = commands.map(({ name, command }) => ({ name, command, times: [] }));
  for (let run = 0; run < runs; run += 1) {
    for (const { command, times } of all) {
      const [program, ...args] = command;
      const before = performance.now();
      const { status, error, stderr } = spawnSync(program, args, { cwd, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8" });
      times.push(performance.now() - before);
      if (error !== undefined || (status !== 0 && status !== 1))
        throw new Error(`${command.join(" ").slice(0, 200)}: ${status} ${stderr}`);
    }
  }
  return all.map(({ name, times }) => ({ name, p50: median(times), p95: quantile(times, 0.95), runs }));
}

async function inFolder(files, work) {
  const folder = mkdtempSync(join(tmpdir(), "plausible-mail-bench-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
