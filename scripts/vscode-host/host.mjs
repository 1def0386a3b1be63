// Starts and stops the workbench: the server on a loopback port, and a browser page that shows it.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { chromium as playwright } from "playwright-core";

/**
 * @typedef {{ node: string, server: string, chromium: string }} Host
 * @typedef {{ port: number, origin: string, pid: number, stop(): Promise<void>, exited: Promise<number | null> }} Workbench
 */

/**
 * Starts the server. `testDriver` opens the gate for development and test extensions, and silences notifications.
 * @param {Host} host
 * @param {{ userDataDir: string, extensionsDir: string, testDriver?: boolean, trustDisabled?: boolean, env?: NodeJS.ProcessEnv, args?: readonly string[], output?: (text: string) => void }} options
 * @returns {Promise<Workbench>}
 */
export async function startWorkbench(host, options) {
  const port = await freePort();
  // Its own process group: stopping it takes the extension hosts and language servers along.
  const child = spawn(host.node, [host.server, ...argumentsFor(options, port)], {
    env: serverEnvironment(options.env),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      said = (said + text).slice(-4000);
      options.output?.(text);
    });
  const exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  const kill = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The whole group is gone already.
    }
  };
  const killAtExit = () => kill("SIGKILL");
  process.once("exit", killAtExit);
  const stop = async () => {
    kill("SIGTERM");
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 5000))]);
    kill("SIGKILL");
    process.removeListener("exit", killAtExit);
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    await answers(`${origin}/healthz`, exited);
  } catch (error) {
    await stop();
    throw new Error(`The server of the workbench did not start: ${error.message}\n${said}`);
  }
  return { port, origin, pid: child.pid, stop, exited };
}

function argumentsFor(options, port) {
  return [
    `--config=${configFile(options.userDataDir)}`,
    "--auth=none",
    `--bind-addr=127.0.0.1:${port}`,
    "--disable-telemetry",
    "--disable-update-check",
    ...(options.trustDisabled ? ["--disable-workspace-trust"] : []),
    "--disable-getting-started-override",
    `--user-data-dir=${options.userDataDir}`,
    `--extensions-dir=${options.extensionsDir}`,
    ...(options.testDriver ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ...(options.args ?? []),
  ];
}

/** Installs a packed extension, as a user would. @param {Host} host @param {{ vsix: string, userDataDir: string, extensionsDir: string }} options */
export function installExtension(host, { vsix, userDataDir, extensionsDir }) {
  const run = spawnSync(
    host.node,
    [
      host.server,
      `--config=${configFile(userDataDir)}`,
      `--user-data-dir=${userDataDir}`,
      `--extensions-dir=${extensionsDir}`,
      `--install-extension=${vsix}`,
    ],
    { encoding: "utf8", env: serverEnvironment() },
  );
  if (run.status !== 0) throw new Error(`Could not install ${vsix}: ${run.stdout}${run.stderr}`);
}

/**
 * A browser without a window whose pages reach nothing but this machine.
 * @param {Host} host
 * @param {{ width: number, height: number, deviceScaleFactor?: number, colorScheme?: "light" | "dark" }} [view]
 */
export async function openBrowser(host, view = { width: 1280, height: 800 }) {
  const browser = await playwright.launch({
    executablePath: host.chromium,
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.height },
    deviceScaleFactor: view.deviceScaleFactor ?? 1,
    colorScheme: view.colorScheme ?? "dark",
    // On the same machine, to compress VS Code takes longer than to send it.
    extraHTTPHeaders: { "accept-encoding": "identity" },
  });
  await context.route(
    (url) => url.hostname !== "127.0.0.1",
    (route) => route.abort(),
  );
  return { browser, page: await context.newPage() };
}

function configFile(userDataDir) {
  mkdirSync(userDataDir, { recursive: true });
  const file = path.join(userDataDir, "code-server.yaml");
  writeFileSync(file, "cert: false\n");
  return file;
}

/** Without what an outer VS Code terminal or npm puts there, which would reach the extension host. */
function serverEnvironment(extra = {}) {
  // An empty gallery: nothing is looked up at a marketplace.
  const kept = Object.entries({ ...process.env, EXTENSIONS_GALLERY: "{}", ...extra }).filter(
    ([name]) => !/^(npm_|VSCODE_IPC|VSCODE_PID|ELECTRON_)/.test(name),
  );
  return Object.fromEntries(kept);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function answers(url, exited) {
  let gone = false;
  exited.then(() => {
    gone = true;
  });
  for (const start = Date.now(); Date.now() - start < 60_000; ) {
    if (gone) throw new Error("it ended");
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("no answer for a minute");
}
