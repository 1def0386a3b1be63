import { isatty } from "node:tty";
import type { ExitStatus, Io, Output } from "./cli/io.js";
import { nodeIo, readOwn } from "./node-io.js";

const interrupt = new AbortController();

function interruptible(): AbortSignal {
  process.once("SIGINT", () => interrupt.abort());
  return interrupt.signal;
}

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

function output(stream: NodeJS.WriteStream): Output {
  return { write: (text) => void stream.write(text), terminal: stream.isTTY === true, columns: stream.columns || 80 };
}

async function ask(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT")); // as anywhere else in the program
  try {
    return /^(y|yes|是)$/i.test((await terminal.question(`${question} [y/N] `, { signal: interrupt.signal })).trim());
  } catch {
    return false; // interrupted
  } finally {
    terminal.close();
  }
}

/** Beside the bundle when the package is installed, further up in a clone. */
const packageFolders = ["../", "../../", "../../../"].map((folder) => new URL(folder, import.meta.url));

const { version } = JSON.parse(readOwn(packageFolders, "package.json") ?? "{}") as { version?: string };

const io = nodeIo({
  cwd: process.cwd(),
  env: new Map(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)),
  get stdin() {
    return process.stdin;
  },
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  interruptible,
  ask: isatty(0) && process.stderr.isTTY === true ? ask : null,
  packageFolders,
  script: process.argv[1],
});

/** A mistake of this program is told as one, with the place where it happened. */
function tellMistake(error: unknown): void {
  process.stderr.write(
    `plausible-mail: a mistake of this program, please report it: ${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 2;
}

/** Runs a command line as this process. */
export function runInProcess(run: (args: readonly string[], version: string, io: Io) => Promise<ExitStatus>): void {
  run(process.argv.slice(2), version ?? "0.0.0", io).then((status) => {
    process.exitCode = status;
  }, tellMistake);
}
