import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { Command, Outcome, RunLimits, Runner } from "./containers/runner.js";

/** What is kept of the errors of a run. */
const errorCharacters = 64_000;

/** Runs programs of this machine. A run that is ended takes with it what it has started. */
export function processRunner(env: ReadonlyMap<string, string>): Runner {
  return {
    has: (program) => onPath(program, env),
    run: (command, limits, signal, onOutput) => new Run(command, limits, signal, env, onOutput).ended,
  };
}

function onPath(program: string, env: ReadonlyMap<string, string>): boolean {
  const windows = process.platform === "win32";
  const endings = windows ? (env.get("PATHEXT") ?? ".EXE;.CMD;.BAT").split(";") : [""];
  return (env.get("PATH") ?? env.get("Path") ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .some((folder) => endings.some((ending) => isProgram(join(folder, program + ending))));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function start(program: string, words: readonly string[], cwd: string, env: ReadonlyMap<string, string>) {
  return spawn(program, words, {
    cwd,
    // No advertisements among the answers, and no colours.
    env: { ...Object.fromEntries(env), DOCKER_CLI_HINTS: "false", COMPOSE_ANSI: "never", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    // A group of its own, which can be ended as a whole.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
}

/** One run, from its start to its end. */
class Run {
  readonly ended: Promise<Outcome>;
  #stdout = "";
  #stderr = "";
  #cut = false;

  constructor(
    { argv, cwd }: Command,
    { seconds, characters }: RunLimits,
    signal: AbortSignal,
    env: ReadonlyMap<string, string>,
    onOutput: ((piece: string) => void) | undefined,
  ) {
    const [program = "", ...words] = argv;
    this.ended = new Promise((resolve) => {
      if (signal.aborted) return resolve({ kind: "cancelled" });
      const child = start(program, words, cwd, env);
      const stop = () => endGroup(child.pid);
      let late = false;
      const timer = Number.isFinite(seconds)
        ? setTimeout(() => {
            late = true;
            stop();
          }, seconds * 1000)
        : undefined;
      signal.addEventListener("abort", stop, { once: true });
      const done = (outcome: Outcome) => {
        clearTimeout(timer);
        signal.removeEventListener("abort", stop);
        resolve(outcome);
      };
      child.stdout.setEncoding("utf8").on("data", (piece: string) => {
        if (onOutput !== undefined) onOutput(piece);
        else this.#keep(piece, characters);
      });
      child.stderr.setEncoding("utf8").on("data", (piece: string) => {
        onOutput?.(piece);
        this.#stderr = (this.#stderr + piece).slice(0, errorCharacters);
      });
      child.on("error", (error: NodeJS.ErrnoException) => {
        done({ kind: error.code === "EACCES" || error.code === "EPERM" ? "not-allowed" : "no-program" });
      });
      child.on("close", (status) => {
        const [stdout, stderr] = [this.#stdout, this.#stderr];
        if (signal.aborted) done({ kind: "cancelled" });
        else if (late) done({ kind: "too-long", stdout, stderr });
        else done({ kind: "ended", status: status ?? 1, stdout, stderr, cut: this.#cut });
      });
    });
  }

  #keep(piece: string, characters: number): void {
    const room = characters - this.#stdout.length;
    if (piece.length > room) this.#cut = true;
    this.#stdout += piece.slice(0, Math.max(0, room));
  }
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
