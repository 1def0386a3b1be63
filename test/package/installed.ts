import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository, seen from the compiled test. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

/** What scripts/test-package.mjs made before. */
export interface Prepared {
  /** The npm package. */
  readonly tarball: string;
  /** The VS Code extension. */
  readonly vsix: string;
  /** The folder of all that is released: the three files among them. */
  readonly release: string;
  /** The command line in one file. */
  readonly single: string;
  /** An executable; null: it could not be made here. */
  readonly executable: string | null;
  /** Each Node by its major version, and the folder into which it installed the package. */
  readonly nodes: readonly { readonly major: string; readonly node: string; readonly folder: string }[];
  /** Where `npm install -g` put what `npm pack` makes of the repository itself. */
  readonly global: string;
}

export const prepared = JSON.parse(process.env.PLAUSIBLE_MAIL_PREPARED ?? "null") as Prepared;

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with nothing of this process's environment but the path. */
export function run(program: string, args: readonly string[], cwd: string, stdin = ""): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", HOME: cwd } });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", reject).on("close", (status) => resolve({ status, stdout, stderr }));
    child.stdin.on("error", () => {}); // it may be gone before it is written
    child.stdin.end(stdin);
  });
}

/** The example of the repository in a folder of its own, which goes with the test. */
export function exampleFolder(after: (work: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-package-")));
  cpSync(join(root, "examples/quick-start"), folder, { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every command, once, as a user would call it. */
export async function tryEveryCommand(call: (args: readonly string[], stdin?: string) => Promise<Outcome>): Promise<string[]> {
  const faults: string[] = [];
  const expect = async (args: readonly string[], status: number, pattern: RegExp, stdin?: string) => {
    const outcome = await call(args, stdin);
    if (outcome.status !== status || !pattern.test(outcome.stdout)) faults.push(`${args.join(" ")}: ${JSON.stringify(outcome)}`);
  };
  await expect(["--version"], 0, /^\d+\.\d+\.\d+\n$/);
  await expect(["--help"], 0, /^Usage: plausible-mail/);
  await expect(["lint"], 1, /tls-port-mismatch/);
  await expect(["lint", "--format", "sarif"], 1, /"markdown": "# tls-port-mismatch/);
  await expect(["lint", "--fix-dry-run"], 0, /^\+SMTP_HOST_SSL_ENABLED=false$/m);
  await expect(["lint", "--lang", "zh-cn"], 1, /错误/);
  await expect(["explain", "--format", "json"], 0, /"schemaVersion": 1/);
  await expect(["test", "--connect-to", "127.0.0.1:1", "--format", "json"], 1, /"schemaVersion": 1/);
  await expect(
    ["why", "--format", "json"],
    1,
    /"schemaVersion": 1/,
    `Failed to send e-mail: {:error, :econnrefused}\n${deliveryError}`,
  );
  await expect(["rules", "port-25"], 0, /^# port-25$/m);
  await expect(["rules", "port-25", "--lang", "zh-cn"], 0, /端口/);
  await expect(["completion", "bash"], 0, /_plausible_mail/);
  await expect(["completion", "man"], 0, /^\.TH/);
  return faults;
}

const deliveryError =
  "** (Mua.TransportError) connection refused\n    (bamboo_mua 0.2.2) lib/bamboo/mua.ex:87: Bamboo.Mua.deliver/2\n";
