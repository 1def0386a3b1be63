import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, seen from the compiled test. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));
const cli = join(root, "server/bin/plausible-mail.js");

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

/** Runs the real command line to its end. */
export function runCli(args: readonly string[], { cwd, stdin, env, interruptAt }: CliOptions): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...env },
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
    run: (args, options = {}) => runCli(args, { ...options, cwd: join(folder, options.in ?? ".") }),
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
