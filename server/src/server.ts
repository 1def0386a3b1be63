// The language server's door: a connection over stdio or node IPC, the disk, the network.
import { existsSync, readFileSync } from "node:fs";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { diskFiles } from "./disk.js";
import { describeError } from "./lsp/reporter.js";
import { serve } from "./lsp/serve.js";
import type { Probe } from "./smtp-test/test-run.js";

const usage = `Usage: plausible-mail-language-server --stdio

The language server of Plausible Mail (LSP 3.17), to be started by an editor.
  --stdio       speak over standard input and output
  --node-ipc    speak over the channel of a parent Node process
  --version     print the version
`;

function main(flags: readonly string[]): void {
  const version = versionOf();
  if (flags.includes("--version")) {
    process.stdout.write(`${version}\n`);
    return;
  }
  if (flags.includes("--help") || !flags.some((flag) => /^--(stdio|node-ipc|socket|pipe)\b/.test(flag))) {
    (flags.includes("--help") ? process.stdout : process.stderr).write(usage);
    process.exitCode = flags.includes("--help") ? 0 : 2;
    return;
  }
  const connection = createConnection(ProposedFeatures.all);
  // What no handler caught, so that one bad document never ends the server. Without its message: it may quote a file.
  const log = (error: unknown) => process.stderr.write(`plausible-mail: ${describeError(error)}\n`);
  process.on("uncaughtException", log);
  process.on("unhandledRejection", log);
  serve(connection, { disk: diskFiles(), probe, explain, containers, docs: docsUri(), version });
  connection.listen();
}

/** Loaded at the first test: most sessions never run one, and the start is what an editor waits for. */
const probe: Probe = async (...test) => await (await import("./smtp/find-working.js")).testAndSearch(...test);

const explain = async () => (await import("./explained.js")).explained;

const containers = async () => (await import("./container-world.js")).containerWorld(import.meta.url, process.env);

/** The doc pages are in the package, beside the program: no page is fetched from anywhere. */
function docsUri(): string | null {
  const places = [new URL("../docs/rules/", import.meta.url), new URL("../../docs/rules/", import.meta.url)];
  return places.find((place) => existsSync(place))?.href ?? null;
}

function versionOf(): string {
  try {
    const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
    return typeof manifest === "object" && manifest !== null && "version" in manifest ? String(manifest.version) : "0.0.0";
  } catch {
    return "0.0.0"; // a manifest that was left out of a package is no reason not to start
  }
}

main(process.argv.slice(2));
