// Bundles the programs: the VS Code client, and the language server and the command line, which share their files.
//
// `server/dist/cli.js` and `server/dist/server.js` start them (server/src/start); what a command or a test alone uses lies in
// files of its own and is loaded where it is needed.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { pagesInOneFile } from "./bundle/pages.mjs";
import { bundlePrograms, shared } from "./bundle/programs.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Bundles the programs.
 * @param {{ production?: boolean, out?: string, client?: boolean }} [options] `production`: without maps; `out`: the folder
 *   in which `server/dist` and `client/dist` are made, default: the root of the repository
 * @returns {Promise<ReadonlySet<string>>} the source files in them
 */
export async function bundle({ production = false, out = root, client = true } = {}) {
  const programs = await bundlePrograms({ production, client });
  const inputs = new Set(programs.inputs);
  writeAll(join(out, "server/dist"), programs.server);
  if (client) {
    const desktop = await bundleDoor("client/src/extension.ts", programs.program);
    const web = await bundleDoor("client/src/web/extension.ts", null);
    for (const input of [...desktop.sources, ...web.sources]) inputs.add(input);
    const files = new Map([
      ...programs.client,
      ["extension.cjs", desktop.text],
      ["web.js", web.text],
      ["pages.json", pagesInOneFile()],
    ]);
    writeAll(join(out, "client/dist"), files);
  }
  return inputs;
}

/** The extension's own file does little but load the other one, when VS Code has stopped waiting. */
async function bundleDoor(entry, program) {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: [entry],
    write: false,
    metafile: true,
    format: "cjs",
    external: ["vscode"],
    supported: { "dynamic-import": false },
    plugins: [
      {
        name: "program-apart",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^\.\/program\.js$/ }, ({ path }) => ({ path, namespace: "program-apart" }));
          onResolve({ filter: /^\.\/program\.cjs$/ }, ({ path }) => ({ path, external: true }));
          onLoad({ filter: /.*/, namespace: "program-apart" }, () => ({
            contents: `module.exports = require("./program.cjs")("${program}");`,
          }));
        },
      },
    ],
  });
  return { text: outputFiles[0].text, sources: Object.keys(metafile.inputs) };
}

/** Files of an earlier build go last, so that a program that is started meanwhile finds its own. */
function writeAll(folder, files) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  for (const name of readdirSync(folder)) if (!files.has(name)) rmSync(join(folder, name), { force: true });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bundle({ production: process.argv.includes("--production") });
}
