// Runs a process that may hang or eat all memory, and ends it when it does.
import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";
import { memoryOf } from "./memory.mjs";

/**
 * @typedef {{ milliseconds: number, bytes: number, computing?: boolean }} Limits
 *   `computing`: only the time counts in which the process computes; one that only waits gets ten times as long
 */

const every = 25;

/** Looks at a process until `stop`, and kills it over a limit. */
export class Watch {
  /** The highest resident memory that was seen, in bytes. */
  highest = 0;
  /** Milliseconds of computing that were seen; null where the system does not tell. */
  cpu = null;
  /** Why it was killed: `time`, `memory`, or null. */
  killed = null;
  #timer;

  /**
   * @param {number} pid
   * @param {Limits} limits
   */
  constructor(pid, limits) {
    const end = performance.now() + limits.milliseconds * (limits.computing ? 10 : 1);
    this.#timer = setInterval(() => {
      const used = memoryOf(pid);
      this.highest = Math.max(this.highest, used?.highest ?? 0);
      this.cpu = used?.cpu ?? this.cpu;
      if (this.highest > limits.bytes) this.#kill(pid, "memory");
      else if (performance.now() > end || (limits.computing && this.cpu > limits.milliseconds)) this.#kill(pid, "time");
    }, every);
  }

  #kill(pid, why) {
    this.killed = why;
    this.stop();
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It ended by itself in this moment.
    }
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/**
 * Runs a command line to its end, or to the limit.
 * @param {string[]} command
 * @param {{ cwd: string, stdin?: string, limits: Limits }} options
 * @returns {Promise<{ status: number | null, signal: string | null, killed: string | null, ms: number, highest: number, cpu: number | null, stdout: string, stderr: string }>}
 */
export function runWatched([program, ...args], { cwd, stdin = "", limits }) {
  return new Promise((resolve, reject) => {
    const before = performance.now();
    const child = spawn(program, args, { cwd, stdio: ["pipe", "pipe", "pipe"] });
    const watch = new Watch(child.pid, limits);
    const written = { stdout: [], stderr: [] };
    for (const name of ["stdout", "stderr"]) child[name].on("data", (chunk) => written[name].push(chunk));
    child.stdin.on("error", () => {}); // who reads no input may be gone before it is written
    child.stdin.end(stdin);
    child.on("error", reject).on("close", (status, signal) => {
      watch.stop();
      const [stdout, stderr] = [written.stdout, written.stderr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      const ms = performance.now() - before;
      resolve({ status, signal, killed: watch.killed, ms, highest: watch.highest, cpu: watch.cpu, stdout, stderr });
    });
  });
}
