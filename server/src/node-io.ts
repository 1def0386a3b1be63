import { createReadStream, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { decodeText } from "./base/decode-text.js";
import type { FilePath } from "./base/text.js";
import type { Io } from "./cli/io.js";
import type { OwnProgram } from "./containers/network-test.js";
import { decodePieces, diskFiles, reasonOf, toFilePath } from "./disk.js";
import { ownFiles } from "./own-files.js";

/** What the command line has from the process, or the test, that it runs in. */
export interface Shell extends Pick<Io, "env" | "stdout" | "stderr" | "interruptible" | "ask"> {
  /** The current folder, as the operating system writes it. */
  readonly cwd: string;
  readonly stdin: AsyncIterable<Uint8Array | string> & { destroy(): unknown };
  /** Where the package's own files (its version, its documentation) may lie, the likeliest first. */
  readonly packageFolders: readonly URL[];
  /** The file that Node was started with; undefined: none is known. */
  readonly script?: string | undefined;
}

/** The world of the command line on this machine's disk. */
export function nodeIo(shell: Shell): Io {
  const { env, stdout, stderr, interruptible, ask } = shell;
  return {
    env,
    stdout,
    stderr,
    interruptible,
    ask,
    cwd: toFilePath(".", shell.cwd),
    files: diskFiles(),
    absolute: (path) => toFilePath(path, shell.cwd),
    readStdin: () => readAll(shell.stdin),
    pieces: (path, signal) => pieces(path === null ? shell.stdin : createReadStream(path), signal),
    search,
    ownProgram: () => ownProgram(shell.script),
    programs: async () => (await import("./processes.js")).processRunner(env),
    writer: async () => (await import("./disk-writer.js")).diskWriter,
    readDoc: (name) => readOwn(shell.packageFolders, name),
  };
}

/** The one file that the program is, or the folder of its package: it has its launcher in `bin`, and all else in `dist`. */
function ownProgram(script: string | undefined): OwnProgram | null {
  if (script === undefined) return null;
  try {
    const path = realpathSync(script);
    if (path.endsWith(".mjs")) return { path, isFile: true };
    const folder = dirname(dirname(path));
    return existsSync(join(folder, "dist", "cli.js")) ? { path: folder, isFile: false } : null;
  } catch {
    return null;
  }
}

/** A file of the package, from the first of its folders that has it; null where none does. */
export function readOwn(folders: readonly URL[], name: string): string | null {
  const inside = ownFiles[name];
  if (inside !== undefined) return inside;
  for (const folder of folders) {
    try {
      return readFileSync(new URL(name, folder), "utf8");
    } catch {
      // not here
    }
  }
  return null;
}

async function readAll(stdin: Shell["stdin"]): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of stdin) parts.push(typeof part === "string" ? Buffer.from(part) : part);
  return decodeText(Buffer.concat(parts)).text;
}

async function* pieces(stream: Shell["stdin"], signal: AbortSignal): AsyncGenerator<string> {
  signal.addEventListener("abort", () => stream.destroy(), { once: true });
  try {
    yield* decodePieces(stream);
  } catch (error) {
    if (!signal.aborted) throw new Error(reasonOf(error));
  }
}

async function search(folder: FilePath, patterns: readonly string[], { ignored } = { ignored: false }): Promise<FilePath[]> {
  const { globby } = await import("globby"); // only where a folder is searched
  const found = await globby([...patterns], {
    cwd: folder,
    absolute: true,
    dot: true,
    gitignore: !ignored,
    ignore: ["**/node_modules/**", "**/.git/**"],
    followSymbolicLinks: false,
    suppressErrors: true,
    expandDirectories: false,
  });
  return found.sort();
}
