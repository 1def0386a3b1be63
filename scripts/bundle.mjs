// Bundles the programs: the VS Code client, and the language server and the CLI, which share their files.
//
// `server/dist/cli.js` and `server/dist/server.js` start them (server/src/start); the rest is loaded where it is needed:
// what a command or a test alone uses lies in a file of its own.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, transform } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Set by the call that is going on. */
let dist = join(root, "server/dist");
let clientDist = join(root, "client/dist");
let production = false;
/** What went into the programs, file by file; their licences are found by it. */
let inputs = new Set();

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  logLevel: "warning",
};

/**
 * What libraries load without our ever using it, or long before: each took a twentieth to a tenth of the start of `lint`.
 * @type {import("esbuild").Plugin}
 */
const loadedLate = {
  name: "loaded-late",
  setup({ onResolve, onLoad }) {
    // Of commander, for commands that are programs of their own; of globby's, for functions that it does not call.
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /node_modules[\\/](commander|unicorn-magic)[\\/]/.test(importer) ? { path, namespace: "never-called" } : null,
    );
    onLoad({ filter: /.*/, namespace: "never-called" }, () => ({
      contents: 'exports.spawn = exports.execFile = exports.execFileSync = () => { throw new Error("not in this bundle"); };',
    }));
    // The type of an attachment by its file name: the one email that is ever composed has none.
    onResolve({ filter: /mime-types(\.js)?$/ }, ({ importer, path }) =>
      /node_modules[\\/]nodemailer[\\/]/.test(importer) ? { path, namespace: "no-attachments" } : null,
    );
    onLoad({ filter: /.*/, namespace: "no-attachments" }, () => ({
      contents: 'exports.detectMimeType = () => "application/octet-stream"; exports.detectExtension = () => "bin";',
    }));
    // It makes a segmenter and compiles the list of all emoji, which English needs not.
    onResolve({ filter: /^string-width$/ }, ({ namespace, path }) =>
      namespace === "file" ? { path, namespace: "at-call" } : null,
    );
    onLoad({ filter: /.*/, namespace: "at-call" }, ({ path }) => ({
      contents: `let load; export default (...args) => (load ??= require("${path}").default)(...args);`,
      resolveDir: join(root, "server"),
    }));
  },
};

/**
 * Bundles the programs.
 * @param {{ production?: boolean, out?: string, client?: boolean }} [options] `production`: without maps; `out`: the folder
 *   in which `server/dist` and `client/dist` are made, default: the root of the repository
 * @returns {Promise<ReadonlySet<string>>} the source files in them
 */
export async function bundle({ production: forUsers = false, out = root, client = true } = {}) {
  dist = join(out, "server/dist");
  clientDist = join(out, "client/dist");
  production = forUsers;
  inputs = new Set();
  await Promise.all([...(client ? [bundleClient()] : []), bundlePrograms()]);
  return inputs;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bundle({ production: process.argv.includes("--production") });
}

/** The extension's own file does little but load the other one, when VS Code has stopped waiting. */
async function bundleClient() {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["client/src/extension.ts", "client/src/program.ts"],
    outdir: clientDist,
    metafile: true,
    outExtension: { ".js": ".cjs" },
    format: "cjs",
    external: ["vscode"],
    sourcemap: production ? false : "linked",
    supported: { "dynamic-import": false },
    plugins: [
      {
        name: "program-apart",
        setup({ onResolve }) {
          onResolve({ filter: /^\.\/program\.js$/ }, () => ({ path: "./program.cjs", external: true }));
        },
      },
    ],
  });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
}

/** esbuild shares files between programs as ES modules only; V8's code cache is for scripts, which they become here. */
async function bundlePrograms() {
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: ["server/src/cli.ts", "server/src/server.ts"],
    outdir: dist,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    format: "esm",
    splitting: true,
    write: false,
    metafile: true,
    sourcemap: production ? false : "inline",
    define: { "import.meta.url": "moduleUrl" },
    plugins: [loadedLate],
  });
  for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const entryOf = (source) => [...outputs].find(([, { entryPoint }]) => entryPoint === `server/src/${source}.ts`)[0];
  const ofServer = reachable(outputs, entryOf("server"));
  // What the command line alone needs is called after it, so that the extension can leave it out.
  const names = new Map([...outputs.keys()].map((name) => [name, ofServer.has(name) ? name : name.replace(/^(cli-)?/, "cli-")]));
  const files = new Map();
  for (const { path, text } of outputFiles) {
    const { code, map } = await transform(renamed(text, names), {
      format: "cjs",
      target: "node20",
      platform: "node",
      minify: true,
      supported: { "dynamic-import": false },
      sourcemap: production ? false : "external",
      sourcefile: basename(path),
    });
    const name = names.get(basename(path));
    const url = code.includes("moduleUrl") ? 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;' : "";
    files.set(name, `"use strict";${url}${code}${production ? "" : `//# sourceMappingURL=${name}.map\n`}`);
    if (!production) files.set(`${name}.map`, map);
  }
  const version = buildOf(files);
  for (const program of ["cli", "server"]) files.set(`${program}.js`, await starter(names.get(entryOf(program)), version));
  files.set("package.json", '{ "type": "commonjs" }\n');
  writeAll(files);
}

/** The files that one loads, itself included, at once or later. */
function reachable(outputs, entry) {
  const found = new Set([entry]);
  for (const name of found) for (const { path, external } of outputs.get(name).imports) if (!external) found.add(basename(path));
  return found;
}

/** Names have a hash in them, so nothing else is called like them. */
function renamed(text, names) {
  return text.replace(/\.\/[\w-]+\.js(?=["'])/g, (path) => `./${names.get(path.slice(2)) ?? path.slice(2)}`);
}

/** The version of the package, and a hash of its files. */
function buildOf(files) {
  const hash = createHash("sha256");
  for (const name of [...files.keys()].sort()) hash.update(name).update(files.get(name));
  const { version } = JSON.parse(readFileSync(join(root, "server/package.json"), "utf8"));
  return `${version}-${hash.digest("hex").slice(0, 12)}`;
}

async function starter(entry, version) {
  const { outputFiles } = await build({
    ...shared,
    stdin: {
      contents: `import { start } from "./server/src/start/start.ts"; start({ folder: __dirname, entry: "${entry}", build: "${version}" });`,
      resolveDir: root,
    },
    format: "cjs",
    write: false,
  });
  return outputFiles[0].text;
}

/** Files of an earlier build go last, so that a program that is started meanwhile finds its own. */
function writeAll(files) {
  mkdirSync(dist, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(dist, name), text);
  for (const name of readdirSync(dist)) if (!files.has(name)) rmSync(join(dist, name), { force: true });
}
