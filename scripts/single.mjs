// `npm run single` makes plausible-mail.mjs: the command line with all that it needs in one file, to be copied to a server
// (`scp plausible-mail.mjs SERVER:`) or mounted into an image that has Node 20 or newer. It needs no npm, no registry and no
// other file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { loadedLate } from "./bundle/plugins.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Libraries that are no ES modules ask for `require`. */
const banner = [
  "#!/usr/bin/env node",
  "import { createRequire as __createRequire } from 'node:module';",
  "const require = __createRequire(import.meta.url);",
].join("\n");

/** A script has no address of its own to ask for. */
const moduleUrl = "const moduleUrl = require('node:url').pathToFileURL(process.execPath).href;";

/**
 * Writes the file.
 * @param {string} [out] where to; default: the root of the repository
 * @param {{ format?: "esm" | "cjs" }} [options] `cjs`: for an executable, whose main script is no module
 * @returns {Promise<string>} its path
 */
export async function makeSingle(out = join(root, "plausible-mail.mjs"), { format = "esm" } = {}) {
  const inside = `const plausibleMailFiles = ${JSON.stringify(filesInside())};`; // server/src/own-files.ts
  await build({
    absWorkingDir: root,
    entryPoints: ["server/src/cli.ts"],
    outfile: out,
    bundle: true,
    platform: "node",
    format,
    target: "node20",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    ...(format === "esm"
      ? { banner: { js: `${banner}\n${inside}` } }
      : { define: { "import.meta.url": "moduleUrl" }, banner: { js: `${moduleUrl}\n${inside}` } }),
    plugins: [loadedLate],
  });
  return out;
}

/** What the program reads of its own package: its version, and the pages of the rules. */
function filesInside() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const files = { "package.json": JSON.stringify({ version }) };
  for (const folder of ["docs/rules", "docs/zh-cn/rules"]) {
    for (const name of names(folder)) files[`${folder}/${name}`] = readFileSync(join(root, folder, name), "utf8");
  }
  return files;
}

function names(folder) {
  try {
    return readdirSync(join(root, folder)).filter((name) => name.endsWith(".md"));
  } catch {
    return []; // the pages are not in every language yet
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await makeSingle(process.argv[2]));
}
