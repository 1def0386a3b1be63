import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { run } from "#server/cli/commands/program.js";
import { nodeIo } from "#server/node-io.js";

/** The repository, seen from the compiled test. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));
const cli = join(root, "server/bin/plausible-mail.js");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };

export interface CliRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly stdin?: string;
  /** Beside PATH; nothing of the test's own environment is passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts the process (SIGINT) once this text has come on stderr. */
  readonly interruptAt?: string;
}

/** The program as a command of this process would run it: the same disk, its own folder, environment and streams. */
async function runHere(args: readonly string[], { cwd, stdin, env }: CliOptions): Promise<CliRun> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const output = (parts: string[]) => ({ write: (text: string) => void parts.push(text), terminal: false, columns: 80 });
  const io = nodeIo({
    cwd,
    env: new Map(Object.entries(environment(env))),
    stdin: Readable.from([Buffer.from(stdin ?? "")]),
    stdout: output(stdout),
    stderr: output(stderr),
    interruptible: () => new AbortController().signal,
    ask: null,
    packageFolders: [pathToFileURL(root)],
  });
  const status = await run(args, version, io);
  return { status, stdout: stdout.join(""), stderr: stderr.join("") };
}

function environment(more: CliOptions["env"]): Record<string, string> {
  return { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...more };
}

/** Runs the real command line, bundled and in a process of its own, to its end. */
export function runCli(args: readonly string[], { cwd, stdin, env, interruptAt }: CliOptions): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: environment(env),
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const before = stderr;
      stderr += text;
      if (interruptAt !== undefined && !before.includes(interruptAt) && stderr.includes(interruptAt)) child.kill("SIGINT");
    });
    child.on("error", reject).on("close", (status) => resolve({ status, stdout, stderr }));
    child.stdin.on("error", () => {}); // a command that reads no input may be gone before it is written
    child.stdin.end(stdin ?? "");
  });
}

export interface TestProject {
  readonly folder: string;
  /** Runs the program in this folder, without a process of its own: starting one costs more than all that it does. */
  run(args: readonly string[], options?: Omit<CliOptions, "cwd"> & { readonly in?: string }): Promise<CliRun>;
  remove(): void;
}

/** A folder with these files. */
export function makeProject(files: Readonly<Record<string, string | Uint8Array>>): TestProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-cli-")));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  return {
    folder,
    run: (args, options = {}) => {
      const program = options.interruptAt === undefined ? runHere : runCli; // only a process can be interrupted
      return program(args, { ...options, cwd: join(folder, options.in ?? ".") });
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A compose file with one Plausible service and these list items in its environment. */
export function composeFile(environment: readonly string[], image = "ghcr.io/plausible/community-edition:v3.2.1"): string {
  const items = environment.map((item) => `      - ${item}\n`).join("");
  return `services:\n  plausible:\n    image: ${image}\n    environment:\n${items}`;
}

/** What a Plausible that boots needs beside its mail settings. */
export const bootable: readonly string[] = [
  "BASE_URL=https://stats.blumenhof.example",
  "SECRET_KEY_BASE=0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
];
