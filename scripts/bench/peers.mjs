// What a user would run instead of us: installed once, in exact versions, into the ignored folder `.bench`.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { npm, quiet } from "../npm.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the bench keeps what it installs and what it measured. */
export const home = path.join(root, ".bench");

/** What is installed; another version here installs anew. */
export const versions = {
  "@microsoft/compose-language-service": "1.0.0",
  "yaml-language-server": "2.0.0",
  dclint: "3.1.0",
};

/** The two language servers ask for Node 22.13; an older one is given this from npm, and then everything runs on it, we too. */
const newerNode = "24.21.0";

/**
 * Installs what is missing.
 * @returns {{ node: string, nodeVersion: string, servers: import("./session.mjs").Server[], dclint: string[] }}
 *   the Node that everything runs on, and how each program is started
 */
export function ensurePeers() {
  const ownNode = isNewEnough(process.versions.node);
  const nodePackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
  const wanted = ownNode ? versions : { ...versions, [nodePackage]: newerNode };
  install(wanted);
  const node = ownNode ? process.execPath : path.join(home, "node_modules", nodePackage, "bin/node");
  return {
    node,
    nodeVersion: ownNode ? process.versions.node : newerNode,
    servers: serversOn(node),
    dclint: [node, inside("dclint/bin/dclint.cjs")],
  };
}

/** Our own command line on a Node. */
export function ourCli(node) {
  return [node, path.join(root, "server/bin/plausible-mail.js")];
}

/** Our own language server on a Node, with the options that our extension starts it with. */
export function ourServer(node) {
  return {
    name: "plausible-mail",
    command: [node, "--max-semi-space-size=4", path.join(root, "server/bin/plausible-mail-language-server.js"), "--stdio"],
    settings: {},
    initializationOptions: null,
  };
}

/** A server that checks nothing. */
export function idleServer(node) {
  const program = fileURLToPath(new URL("idle-server.mjs", import.meta.url));
  return { name: "nothing", command: [node, program, "--stdio"], settings: {}, initializationOptions: null };
}

function serversOn(node) {
  // Both wait before they begin to check, so that they need not check while somebody types. That is a choice and no cost,
  // so it is taken away: the one has an option for it, the other is started with a file that shortens this one delay.
  const withoutDelay = pathToFileURL(fileURLToPath(new URL("without-delay.mjs", import.meta.url))).href;
  const schema = pathToFileURL(inside("dclint/schemas/compose.schema.json")).href;
  return [
    ourServer(node),
    {
      name: "compose-language-service",
      command: [node, inside("@microsoft/compose-language-service/bin/docker-compose-langserver"), "--stdio"],
      settings: {},
      initializationOptions: { diagnosticDelay: 0 },
    },
    {
      name: "yaml-language-server",
      command: [node, "--import", withoutDelay, inside("yaml-language-server/bin/yaml-language-server"), "--stdio"],
      settings: {
        yaml: { schemas: { [schema]: "compose.yml" }, schemaStore: { enable: false }, validate: true },
        http: {},
      },
      initializationOptions: null,
    },
  ];
}

function inside(file) {
  return path.join(home, "node_modules", file);
}

function isNewEnough(version) {
  const [major, minor] = version.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 13);
}

function install(wanted) {
  const stamp = path.join(home, "ready.json");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === JSON.stringify(wanted)) return;
  const packages = Object.entries(wanted).map(([name, version]) => `${name}@${version}`);
  console.error(`Installing ${packages.join(", ")} into .bench (once; less than a minute) …`);
  rmSync(path.join(home, "node_modules"), { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, "package.json"), JSON.stringify({ name: "bench-peers", private: true }));
  npm(["install", "--no-save", "--engine-strict=false", ...quiet, ...packages], home, null);
  writeFileSync(stamp, JSON.stringify(wanted));
}
