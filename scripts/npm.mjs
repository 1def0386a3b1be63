// Runs npm for scripts that install programs of others into an ignored folder.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

/** What keeps npm quiet, and keeps packages from running code of theirs while they are installed. */
export const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Runs npm in a folder; what an outer `npm run` put into the environment is left out.
 * @param {string[]} args
 * @param {string} cwd
 * @param {string | null} node the Node executable that npm, and what it starts, runs on; null: the one of this process
 */
export function npm(args, cwd, node, { optional = false } = {}) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(package|lifecycle|command|config_(local_)?prefix)|^INIT_CWD$/.test(name),
    ),
  );
  if (node !== null) {
    env.PATH = `${path.dirname(node)}${path.delimiter}${env.PATH}`;
    // A machine-wide npmrc may point to the headers of another Node.
    env.npm_config_nodedir = path.dirname(path.dirname(node));
  }
  const run = spawnSync("npm", args, { cwd, env, encoding: "utf8" });
  if (run.status === 0) return;
  const told = `npm ${args.join(" ")} failed:\n${run.error?.message ?? ""}${run.stdout ?? ""}${run.stderr ?? ""}`;
  if (!optional) throw new Error(told);
  console.error(`npm ${args[0]} failed, which only makes the editor noisier (is there a C++ compiler and Python?)`);
}

/**
 * A Node of a version, which npm has as a package.
 * @param {string} version
 * @param {string} folder an ignored one, where it is kept
 * @returns {string} the executable
 */
export function nodeFromNpm(version, folder) {
  const name = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const node = path.join(folder, "node_modules", name, process.platform === "win32" ? "bin/node.exe" : "bin/node");
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), "{}");
    npm(["install", ...quiet, `${name}@${version}`], folder, null);
  }
  return node;
}
