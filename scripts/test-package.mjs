// Makes what is released, installs it as a user would, and runs it: the npm package on Node 20, 22 and 24, the VS Code
// extension, the command line in one file, and the executable. Each Node comes from npm, into the ignored folder `.package-test`.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { nodeFromNpm, npm, quiet } from "./npm.mjs";
import { makeRelease } from "./release/make.mjs";
import { makeExecutable } from "./sea.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const cache = path.join(root, ".package-test");
const versions = { 20: "20.20.2", 22: "22.23.3", 24: "24.21.0" };

const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-package-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));

const release = path.join(scratch, "release");
const { tarball, vsix, single } = await makeRelease(release);
const nodes = Object.entries(versions).map(([major, version]) => ({
  major,
  node: nodeOf(major, version),
  folder: installed(major),
}));
for (const { node, folder } of nodes) install(tarball, node, folder);
const prepared = {
  tarball,
  nodes,
  vsix,
  single,
  release,
  executable: await makeExecutable(path.join(scratch, "plausible-mail"), {
    node: nodes.at(-1).node,
    tools: path.join(cache, "tools"),
  }),
  global: installedFromRepository(),
};

const { status } = spawnSync(
  process.execPath,
  [
    "--enable-source-maps",
    "--test",
    "--test-reporter=spec",
    "--test-concurrency=2",
    "test/out/package/npm.test.js",
    "test/out/package/extension.test.js",
    "test/out/package/release.test.js",
    "test/out/package/ci.test.js",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, PLAUSIBLE_MAIL_PREPARED: JSON.stringify(prepared) } },
);
process.exit(status ?? 1);

/** A Node of a major version: the one that runs this, where it is of that version. */
function nodeOf(major, version) {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  return nodeFromNpm(version, path.join(cache, major));
}

function installed(major) {
  const folder = path.join(scratch, `node-${major}`);
  mkdirSync(folder);
  return folder;
}

function install(tarball, node, folder) {
  npm(["install", ...quiet, "--offline", tarball], folder, node === process.execPath ? null : node);
}

/** As hooks of pre-commit do it: what `npm pack` prints is the name of the file, and nothing else. */
function installedFromRepository() {
  const prefix = path.join(scratch, "global");
  mkdirSync(prefix);
  const { stdout, status } = spawnSync("npm", ["pack", "--pack-destination", scratch], {
    cwd: root,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (status !== 0 || !/^\S+\.tgz\n$/.test(stdout))
    throw new Error(`npm pack printed more than a name: ${JSON.stringify(stdout)}`);
  npm(["install", ...quiet, "--offline", "--global", "--prefix", prefix, path.join(scratch, stdout.trim())], scratch, null);
  return prefix;
}
