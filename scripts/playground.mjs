// Makes the playground: a page that needs no server, in `site/dist/playground` unless another folder is given. What judges the
// texts is in scripts of its own, one for each language, of which a visitor loads one.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { languages, oneLanguage } from "./bundle/one-language.mjs";
import { notices } from "./release/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "site/playground");

/** What all that the page loads may come to, in the larger of its languages, each file as a web server sends it (gzip). */
export const mostBytes = 335_000;

/** @type {import("esbuild").BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  // No module, so that a browser takes it from the disk too.
  format: "iife",
  platform: "browser",
  target: "es2022",
  minify: true,
  // Chinese texts written as escapes are half as long again.
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
};

/**
 * Bundles the page.
 * @param {string} [out] the folder that is made
 * @returns {Promise<{ out: string, bytes: number }>} the folder, and what all that it loads comes to, packed with gzip
 */
export async function buildPlayground(out = join(root, "site/dist/playground")) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const built = await Promise.all([buildPage(out), ...languages.map((language) => buildCore(language, out))]);
  cpSync(join(source, "index.html"), join(out, "index.html"));
  cpSync(join(root, "client/icon.png"), join(out, "icon.png"));
  const bytes = bytesOf(out);
  writeFileSync(join(out, "THIRD-PARTY-NOTICES.txt"), notices([...new Set(built.flat())]));
  return { out, bytes };
}

/** What is the same in every language. */
async function buildPage(out) {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["first.ts", "main.ts", "style.css"].map((name) => join(source, name)),
    outdir: out,
  });
  const inputs = Object.keys(metafile.inputs);
  const twice = inputs.filter((input) => input.startsWith("server/"));
  if (twice.length > 0) throw new Error(`Both the page and its core would have ${twice.join(", ")}`);
  return inputs;
}

/** What judges the texts, as `plausibleMail["<language>"]`. */
async function buildCore(language, out) {
  const { metafile } = await build({
    ...shared,
    entryPoints: ["server/src/browser.ts"],
    outfile: join(out, coreOf(language)),
    globalName: `plausibleMail["${language}"]`,
    plugins: [oneLanguage(language), noGlobs, plainWidths, noContainers],
  });
  return Object.keys(metafile.inputs);
}

function coreOf(language) {
  return `core.${language}.js`;
}

/**
 * The library that matches names against the globs of a `.plausible-mail.yml`: a page has no such file.
 * @type {import("esbuild").Plugin}
 */
const noGlobs = {
  name: "no-globs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^picomatch$/ }, ({ path }) => ({ path, namespace: "no-globs" }));
    onLoad({ filter: /.*/, namespace: "no-globs" }, () => ({ contents: "export default { isMatch: () => false };" }));
  },
};

/**
 * The library that knows how many columns any text takes: what the page aligns are labels, in Latin letters or in Chinese.
 * @type {import("esbuild").Plugin}
 */
const plainWidths = {
  name: "plain-widths",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ path }) => ({ path, namespace: "plain-widths" }));
    onLoad({ filter: /.*/, namespace: "plain-widths" }, () => ({
      contents: 'export default (text) => text.replace(/[\\u2e80-\\uffe6]/g, "$&$&").length;',
    }));
  },
};

/**
 * The comparison with a running container: a page reaches none.
 * @type {import("esbuild").Plugin}
 */
const noContainers = {
  name: "no-containers",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/running-page\.js$/ }, ({ path }) => ({ path, namespace: "no-containers" }));
    onLoad({ filter: /.*/, namespace: "no-containers" }, () => ({ contents: "export const runningPage = () => {};" }));
  },
};

/** What somebody loads who reads the language that takes more. */
function bytesOf(folder) {
  const packed = (name) => gzipSync(readFileSync(join(folder, name)), { level: 9 }).length;
  const cores = languages.map(coreOf);
  const others = readdirSync(folder).filter((name) => !cores.includes(name));
  return others.reduce((sum, name) => sum + packed(name), 0) + Math.max(...cores.map(packed));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { out, bytes } = await buildPlayground(process.argv[2]);
  console.log(`${out}: ${(bytes / 1000).toFixed(1)} kB packed, of ${mostBytes / 1000} kB`);
  if (bytes > mostBytes) process.exit(1);
}
