// The programs as scripts: esbuild shares code between programs as ES modules only, and V8's code cache is for scripts.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";
import { withoutAbsentFeatures, withoutVersionCheck } from "./absent-features.mjs";
import { grouped, reached } from "./groups.mjs";
import { browserDoors, loadedLate } from "./plugins.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @type {import("esbuild").BuildOptions} */
export const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  logLevel: "warning",
  // Of a library in two forms the module: of the other one, `import()` would find nothing but a default export.
  mainFields: ["module", "main"],
  legalComments: "none", // the packages have them in a file of their own
};

/** Each program: its door, and what it nearly always loads at once. `lint` is what the command line is most often called for. */
const doors = {
  cli: { door: "server/src/cli.ts", start: ["server/src/cli.ts", "server/src/cli/commands/lint.ts"] },
  server: { door: "server/src/server.ts", start: ["server/src/server.ts"] },
};
/** What the extension adds: its own program, and the one that it hands out, whose start nobody waits for. */
const ofExtension = {
  client: { door: "client/src/program.ts", start: ["client/src/program.ts"] },
  // A test is of one project: no folder is searched for it.
  tester: { door: "server/src/tester.ts", start: [], without: "node_modules/globby/index.js" },
};
/** The same in a browser. What a desktop runs too is not there twice: `client/src/web/extension.ts` loads it from its files. */
const ofBrowser = {
  "web-client": { door: "client/src/web/program.ts", start: ["client/src/web/program.ts"], borrows: true },
  "web-server": { door: "server/src/web.ts", start: ["server/src/web.ts"], borrows: true },
};
/** Of Node there is nothing in a browser. The `yaml` library asks for these, and does without. */
const spared = ["vscode", "process", "buffer"];

/**
 * @typedef {object} Programs
 * @property {Map<string, string>} server files of `server/dist`
 * @property {Map<string, string>} client files of `client/dist`
 * @property {string | null} program the part of `client/dist/program.cjs` that the extension begins with
 * @property {string[]} inputs the source files in them
 */

/**
 * Bundles the command line and the language server, and the client and the tester where they are asked for.
 * @param {{ production: boolean, client: boolean }} options
 * @returns {Promise<Programs>}
 */
export async function bundlePrograms({ production, client }) {
  const programs = { ...doors, ...(client ? { ...ofExtension, ...ofBrowser } : {}) };
  const { outputFiles, metafile } = await build({
    ...shared,
    entryPoints: Object.values(programs).map(({ door }) => door),
    outdir: `${root}server/dist`,
    entryNames: "[name]-[hash]",
    chunkNames: "part-[hash]",
    format: "esm",
    splitting: true,
    write: false,
    metafile: true,
    external: ["vscode"],
    sourcemap: production ? false : "inline",
    define: { "import.meta.url": "moduleUrl" },
    plugins: [browserDoors, loadedLate, withoutAbsentFeatures, withoutVersionCheck],
  });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]));
  const partOf = (source) => [...outputs].find(([, { entryPoint }]) => entryPoint === source)[0];
  const asParts = ([name, { door, start, without, borrows }]) => [
    name,
    { door: partOf(door), start: start.map(partOf), without: without && partOf(without), borrows },
  ];
  const groups = grouped(outputs, Object.fromEntries(Object.entries(programs).map(asParts)));
  const scripts = await Promise.all(outputFiles.map(({ path, text }) => asScript(basename(path), text, production)));
  const version = buildOf(scripts);
  const files = new Files(groups, version.replace(/.*-/, ""), production);
  for (const script of scripts) files.add(script);
  const entries = Object.fromEntries(Object.entries(programs).map(([name, { door }]) => [name, files.entry(partOf(door))]));
  const server = files.texts((name) => !isOfClient(name));
  for (const name of ["cli", "server"]) server.set(`${name}.js`, await starter(entries[name], version));
  server.set("package.json", '{ "type": "commonjs" }\n');
  if (!client) return { server, client: new Map(), program: null, inputs: Object.keys(metafile.inputs) };
  const { door, without } = ofExtension.tester;
  const parts = reached(outputs, [partOf(door)], { later: true, without: partOf(without) });
  const handedOut = [...new Set([...parts].map((part) => files.nameOf(part)))];
  server.set("tester.json", JSON.stringify({ entry: entries.tester, files: handedOut }));
  const ofClient = files.texts(isOfClient);
  const needed = reached(
    outputs,
    Object.values(ofBrowser).map(({ door }) => partOf(door)),
    { later: true },
  );
  refuseNode(outputs, needed);
  const loaded = [...new Set([...needed].map((part) => files.nameOf(part)))];
  const web = {
    client: entries["web-client"],
    server: entries["web-server"],
    files: loaded.map((name) => `${ofClient.has(name) ? "client" : "server"}/dist/${name}`),
  };
  ofClient.set("web.json", JSON.stringify(web));
  return { server, client: ofClient, program: entries.client.part, inputs: Object.keys(metafile.inputs) };
}

/** A part that asks for a builtin module of Node can't be loaded in a browser. */
function refuseNode(outputs, parts) {
  const asked = [...parts].flatMap((part) => outputs.get(part).imports.flatMap(({ path, external }) => (external ? path : [])));
  const refused = [...new Set(asked)].filter((name) => !spared.includes(name));
  if (refused.length > 0) throw new Error(`In a browser there is no ${refused.join(", ")}`);
}

/** Whether files of this name are the client's. */
function isOfClient(group) {
  return group === "client" || group === "web-client";
}

async function asScript(name, text, production) {
  const { code, map } = await transform(text, {
    format: "cjs",
    target: "node20",
    platform: "node",
    minify: true,
    supported: { "dynamic-import": false },
    sourcemap: production ? false : "external",
    sourcefile: name,
  });
  return { name, code: code.trimEnd(), map };
}

/** The version of the package, and a hash of its code. */
function buildOf(scripts) {
  const hash = createHash("sha256");
  for (const { name, code } of [...scripts].sort((a, b) => (a.name < b.name ? -1 : 1))) hash.update(name).update(code);
  const { version } = JSON.parse(readFileSync(`${root}server/package.json`, "utf8"));
  return `${version}-${hash.digest("hex").slice(0, 12)}`;
}

/** Parts put together as files; each file is a function that gives what a part of it exports, and runs it at the first call. */
class Files {
  #groups;
  #hash;
  #production;
  #parts = new Map();

  constructor(groups, hash, production) {
    this.#groups = groups;
    this.#hash = hash;
    this.#production = production;
  }

  add({ name, code, map }) {
    const group = this.#groups.get(name);
    const parts = this.#parts.get(group) ?? [];
    this.#parts.set(group, [...parts, { name, code: this.#linked(code, group), map }]);
  }

  /** The file that has the part. */
  nameOf(part) {
    return this.#fileOf(this.#groups.get(part));
  }

  /** How a program begins: the file, and the part of it. */
  entry(part) {
    return { file: this.nameOf(part), part: part.slice(0, -3) };
  }

  /** What was added to the groups of these names. */
  texts(isWanted) {
    const texts = new Map();
    for (const [group, parts] of [...this.#parts].filter(([name]) => isWanted(name))) {
      const file = this.#fileOf(group);
      const { text, map } = together(parts);
      texts.set(file, this.#production ? text : `${text}\n//# sourceMappingURL=${file}.map\n`);
      if (!this.#production) texts.set(`${file}.map`, map);
    }
    return texts;
  }

  /** The client is loaded by VS Code, and by a name that stays. */
  #fileOf(group) {
    return group === "client" ? "program.cjs" : `${group}-${this.#hash}.js`;
  }

  /** Names of parts have a hash in them, so nothing else is called like them. */
  #linked(code, from) {
    return code.replace(/require\("\.\/([\w-]+)\.js"\)/g, (text, part) => {
      const group = this.#groups.get(`${part}.js`);
      if (group === undefined) return text;
      if (group === from) return `part("${part}")`;
      const folder = isOfClient(group) === isOfClient(from) ? "./" : "../../server/dist/";
      return `require("${folder}${this.#fileOf(group)}")("${part}")`;
    });
  }
}

/**
 * One script; the functions stand in brackets, for V8 to compile them at once where it has no cache. It exports what gives a
 * part by its name.
 */
function together(parts) {
  const needsUrl = parts.some(({ code }) => code.includes("moduleUrl"));
  const url = needsUrl ? 'const moduleUrl=require("node:url").pathToFileURL(__filename).href;' : "";
  const lines = [`"use strict";${url}const make={`];
  const sections = [];
  for (const { name, code, map } of parts) {
    lines.push(`"${name.slice(0, -3)}":(function(exports,module){`);
    const line = lines.reduce((sum, text) => sum + text.split("\n").length, 0);
    if (map !== "") sections.push({ offset: { line, column: 0 }, map: JSON.parse(map) });
    lines.push(code, "}),");
  }
  lines.push(
    "},made=new Map();",
    "function part(name){let own=made.get(name);if(own===undefined){own={exports:{}};made.set(name,own);make[name](own.exports,own)}return own.exports}",
    "module.exports=part;",
  );
  return { text: lines.join("\n"), map: JSON.stringify({ version: 3, sections }) };
}

async function starter({ file, part }, version) {
  const { outputFiles } = await build({
    ...shared,
    stdin: {
      contents: `import { start } from "./server/src/start/start.ts"; start({ folder: __dirname, entry: "${file}", part: "${part}", build: "${version}" });`,
      resolveDir: root,
    },
    format: "cjs",
    write: false,
  });
  return outputFiles[0].text;
}
