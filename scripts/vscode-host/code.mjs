#!/usr/bin/env node
// Takes the arguments that @vscode/test-electron gives to VS Code's executable, runs the tests in code-server's extension
// host instead, and ends with their exit code.
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "node:util";
import { installExtension, openBrowser, startWorkbench } from "./host.mjs";
import { ensureHost } from "./install.mjs";

const limit = Number(process.env.VSCODE_HOST_TIMEOUT_MS ?? 900_000);

/** Arguments by name; those without dashes are what to open. */
function parseArguments(args) {
  const options = new Map();
  const targets = [];
  for (const arg of args) {
    const [, name, value] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(arg) ?? [];
    if (name === undefined) targets.push(arg);
    else options.set(name, [...(options.get(name) ?? []), value ?? "true"]);
  }
  return { one: (name) => options.get(name)?.at(-1), all: (name) => options.get(name) ?? [], target: targets.at(-1) };
}

function pageAddress(origin, { one, all, target }) {
  const authority = new URL(origin).host;
  const remote = (file) => `vscode-remote://${authority}${path.resolve(file)}`;
  const payload = [
    ["skipWelcome", "true"],
    ["skipReleaseNotes", "true"],
    ...all("extensionDevelopmentPath").map((file) => ["extensionDevelopmentPath", remote(file)]),
    ["extensionTestsPath", remote(one("extensionTestsPath"))],
    ...(one("disable-extensions") ? [["disableExtensions", "true"]] : []),
  ];
  const address = new URL(origin);
  if (target === undefined) address.searchParams.set("ew", "true");
  else address.searchParams.set(statSync(target).isDirectory() ? "folder" : "workspace", path.resolve(target));
  address.searchParams.set("payload", JSON.stringify(payload));
  return address.href;
}

/**
 * Mocha writes in the manner of printf (a format and its values), the workbench writes single strings about itself.
 * `VSCODE_HOST_VERBOSE=1` shows both.
 */
function isWorkbenchNoise(args) {
  return args.length === 1 && !process.env.VSCODE_HOST_VERBOSE;
}

async function tellTimeout(page) {
  const picture = path.join(process.cwd(), ".vscode-test", "timeout.png");
  await page.screenshot({ path: picture });
  console.error(`The tests did not end within ${limit / 1000} s; the page then: ${picture}`);
}

async function run(options) {
  const host = ensureHost();
  const vsix = options.one("install-extension");
  if (vsix !== undefined) {
    installExtension(host, { vsix, userDataDir: options.one("user-data-dir"), extensionsDir: options.one("extensions-dir") });
    return 0;
  }
  const scratch = mkdtempSync(path.join(tmpdir(), "vscode-host-"));
  const cleanups = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 })];
  const cleanUp = async () => {
    for (const clean of cleanups.splice(0).reverse()) await clean();
  };
  const giveUp = () => void cleanUp().finally(() => process.exit(1));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, giveUp);
  // Whoever started this may be killed without a word to its children.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && giveUp(), 500).unref();
  try {
    const userDataDir = options.one("user-data-dir") ?? path.join(scratch, "user-data");
    const extensionsDir = options.one("extensions-dir") ?? path.join(scratch, "extensions");
    mkdirSync(extensionsDir, { recursive: true });
    const workbench = await startWorkbench(host, {
      userDataDir,
      extensionsDir,
      testDriver: true,
      trustDisabled: options.one("disable-workspace-trust") !== undefined,
    });
    cleanups.push(workbench.stop);
    const { browser, page } = await openBrowser(host);
    cleanups.push(() => browser.close());
    let exit;
    const done = new Promise((resolve) => {
      exit = resolve;
      workbench.exited.then(() => resolve(1));
      setTimeout(() => resolve(null), limit).unref();
    });
    await page.exposeFunction("codeAutomationLog", (type, args) => {
      if (!isWorkbenchNoise(args)) (type === "error" ? console.error : console.log)(format(...args));
    });
    await page.exposeFunction("codeAutomationExit", exit);
    await page.goto(pageAddress(workbench.origin, options), { timeout: limit });
    const code = await done;
    if (code !== null) return code;
    await tellTimeout(page);
    return 1;
  } finally {
    await cleanUp();
  }
}

process.exitCode = await run(parseArguments(process.argv.slice(2)));
