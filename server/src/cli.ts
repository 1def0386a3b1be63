import { createReadStream, readFileSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { globby } from "globby";
import type { FilePath } from "./base/text.js";
import type { Io, Output } from "./cli/io.js";
import { run } from "./cli/program.js";
import { decodePieces, diskFiles, reasonOf, toFilePath } from "./disk.js";

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

async function readStdin(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

async function* pieces(path: FilePath | null, signal: AbortSignal): AsyncGenerator<string> {
  const stream = path === null ? process.stdin : createReadStream(path);
  signal.addEventListener("abort", () => stream.destroy(), { once: true });
  try {
    yield* decodePieces(stream);
  } catch (error) {
    if (!signal.aborted) throw new Error(reasonOf(error));
  }
}

/** The package's own files: beside the bundle when it is installed, further up in a clone. */
function readOwn(name: string): string | null {
  for (const folder of ["../", "../../", "../../../"]) {
    try {
      return readFileSync(new URL(folder + name, import.meta.url), "utf8");
    } catch {
      // not here
    }
  }
  return null;
}

const { version } = JSON.parse(readOwn("package.json") ?? "{}") as { version?: string };

const io: Io = {
  cwd: toFilePath("."),
  env: new Map(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined)),
  files: diskFiles(),
  stdout: output(process.stdout),
  stderr: output(process.stderr),
  interruptible,
  absolute: (path) => toFilePath(path),
  readStdin,
  pieces,
  ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? ask : null,
  search: async (folder, patterns) =>
    (
      await globby([...patterns], {
        cwd: folder,
        absolute: true,
        dot: true,
        gitignore: true,
        ignore: ["**/node_modules/**", "**/.git/**"],
        followSymbolicLinks: false,
        suppressErrors: true,
        expandDirectories: false,
      })
    ).sort(),
  readDoc: readOwn,
};

try {
  process.exitCode = await run(process.argv.slice(2), version ?? "0.0.0", io);
} catch (error) {
  process.stderr.write(
    `plausible-mail: a mistake of this program, please report it: ${error instanceof Error ? error.stack : error}\n`,
  );
  process.exitCode = 2;
}
