// The editor suite: packs the extension, installs it as a user would, and runs the tests in a real VS Code.
//   inside    Mocha in the extension host, through @vscode/test-electron (a downloaded VS Code, or the stand-in)
//   ui        the same package seen from outside: notifications, buttons, Restricted Mode (Linux only)
// `npm run test:editor -- [inside|ui] [--grep TEXT]`; VSCODE_E2E_EXECUTABLE names another VS Code.
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { packageExtension } from "./package.mjs";
import { startEditorWith } from "./vscode-host/editor.mjs";
import { ensureHost } from "./vscode-host/install.mjs";
import { packShelf } from "./vscode-host/shelf.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const standIn = path.join(root, "scripts/vscode-host/code.mjs");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { grep: { type: "string" }, "no-build": { type: "boolean" } },
});
const wanted = positionals.length === 0 ? ["inside", "ui"] : positionals;

const scratch = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-editor-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

const totals = { passing: 0, failing: 0, pending: 0 };
const notes = [];

if (!values["no-build"])
  execFileSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-b"], { cwd: root, stdio: "inherit" });
const vsix = await packageExtension({ out: path.join(scratch, "plausible-mail.vsix") });
if (wanted.includes("inside")) await runInside();
if (wanted.includes("ui")) await runUi();
const left = await processesLeft();
if (left.length > 0) {
  totals.failing += 1;
  console.error(`Processes left behind:\n${left.join("\n")}`);
}
for (const note of notes) console.log(note);
console.log(`test:editor: ${totals.passing} passing, ${totals.failing} failing, ${totals.pending} pending`);
process.exitCode = totals.failing === 0 && totals.passing > 0 ? 0 : 1;

async function runInside() {
  const executable = await chooseExecutable();
  const profile = { extensions: path.join(scratch, "inside-extensions"), userData: path.join(scratch, "inside-user-data") };
  install(executable, profile);
  const suite = path.join(root, "test/out/editor-suite/index.cjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["test/editor/inside/index.ts"],
    outfile: suite,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  // VS Code asks for an extension under development; the one under test is the installed package.
  const harness = path.join(scratch, "harness");
  mkdirSync(harness);
  writeFileSync(
    path.join(harness, "package.json"),
    JSON.stringify({ name: "harness", publisher: "test", version: "0.0.0", engines: { vscode: "*" } }),
  );
  const { writeFolders } = await import(new URL("../test/out/editor/folders.js", import.meta.url));
  const folders = writeFolders(scratch);
  const example = path.join(folders["with-compose"], "example");
  cpSync(exampleFolder(), example, { recursive: true });
  for (const [name, folder] of Object.entries(folders)) {
    const countsFile = path.join(scratch, `${name}.json`);
    seedSettings(profile.userData, {});
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: harness,
      extensionTestsPath: suite,
      extensionTestsEnv: {
        PLAUSIBLE_MAIL_SUITE: name,
        PLAUSIBLE_MAIL_COUNTS: countsFile,
        PLAUSIBLE_MAIL_EXTENSIONS: profile.extensions,
        ...(values.grep === undefined ? {} : { PLAUSIBLE_MAIL_GREP: values.grep }),
      },
      launchArgs: [folder, `--extensions-dir=${profile.extensions}`, `--user-data-dir=${profile.userData}`],
    }).catch((error) => console.error(error.message));
    count(existsSync(countsFile) ? JSON.parse(readFileSync(countsFile, "utf8")) : { passing: 0, failing: 1, pending: 0 });
  }
}

async function runUi() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    notes.push("The ui part needs Linux x64 and was left out.");
    return;
  }
  ensureHost(); // before a test has its time, as this takes minutes on a new machine
  const { run } = await import(new URL("../test/out/editor/ui/index.js", import.meta.url));
  const pictures = path.join(root, ".vscode-test/failures");
  rmSync(pictures, { recursive: true, force: true });
  // With a machine behind the page, as here, an editor runs an extension there unless a user wants it in the page.
  const inPage = { "remote.extensionKind": { "plausible-mail.plausible-mail": ["web"] } };
  const startEditor = (settings, locale) => startEditorWith({ vsix, scratch, settings, locale });
  const startInBrowser = (settings, locale) => startEditor({ ...inPage, ...settings }, locale);
  const startOnShelf = async (folder, settings, locale) =>
    startEditorWith({ vsix, scratch, settings, locale, others: [await packShelf(scratch, folder)] });
  const world = { scratch, pictures, startEditor, startInBrowser, startOnShelf };
  const { again, ...counts } = await run(world, values.grep === undefined ? {} : { grep: values.grep });
  count(counts);
  if (again > 0) notes.push(`Suites that failed at first, and were run once more: ${again}`);
}

function count(counts) {
  for (const name of Object.keys(totals)) totals[name] += counts[name];
}

/** A VS Code of the user's choice, else a download, else (no download, or no screen on Linux) the stand-in. */
async function chooseExecutable() {
  if (process.env.VSCODE_E2E_EXECUTABLE) return process.env.VSCODE_E2E_EXECUTABLE;
  const linux = process.platform === "linux" && process.arch === "x64";
  const screen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (linux && (!screen || !(await canDownload()))) return standIn;
  return await downloadAndUnzipVSCode({ cachePath: path.join(root, ".vscode-test") });
}

async function canDownload() {
  try {
    const address = "https://update.code.visualstudio.com/api/releases/stable";
    return (await fetch(address, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function install(executable, { extensions, userData }) {
  const [command, ...first] =
    path.resolve(executable) === standIn
      ? [executable]
      : resolveCliArgsFromVSCodeExecutablePath(executable, { reuseMachineInstall: true });
  const args = [...first, `--extensions-dir=${extensions}`, `--user-data-dir=${userData}`, `--install-extension=${vsix}`];
  const run = spawnSync(command, args, { encoding: "utf8", shell: process.platform === "win32" });
  if (run.status !== 0) throw new Error(`Could not install the package: ${run.error?.message ?? ""}${run.stdout}${run.stderr}`);
}

function seedSettings(userData, settings) {
  const folder = path.join(userData, "User");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "settings.json"),
    JSON.stringify({ "chat.disableAIFeatures": true, "files.autoSave": "off", ...settings }),
  );
}

/** The first folder of the bundled examples that has a compose file. */
function exampleFolder() {
  const examples = path.join(root, "examples");
  const folders = [
    examples,
    ...readdirSync(examples, { withFileTypes: true }).flatMap((each) =>
      each.isDirectory() ? [path.join(examples, each.name)] : [],
    ),
  ];
  const found = folders.find((folder) => existsSync(path.join(folder, ".env")));
  if (found === undefined) throw new Error("No example with a .env in examples/");
  return found;
}

/** Commands that still run and name this run's folder. */
async function processesLeft() {
  if (process.platform === "win32") return [];
  const { processes } = await import(new URL("../test/out/editor/processes.js", import.meta.url));
  const left = processes().filter(({ pid, command }) => pid !== process.pid && command.includes(scratch));
  return left.map(({ pid, command }) => `${pid} ${command}`);
}
