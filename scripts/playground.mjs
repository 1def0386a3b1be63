// Makes the playground: a page that needs no server, in `site/dist/playground` unless another folder is given.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { notices } from "./release/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = join(root, "site/playground");

/** What all that the page loads may come to, each file as a web server sends it (gzip). */
export const mostBytes = 350_000;

/**
 * Bundles the page.
 * @param {string} [out] the folder that is made
 * @returns {Promise<{ out: string, bytes: number }>} the folder, and what all that it loads comes to, packed with gzip
 */
export async function buildPlayground(out = join(root, "site/dist/playground")) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(source, "main.ts"), join(source, "style.css")],
    outdir: out,
    bundle: true,
    // No module, so that a browser takes it from the disk too.
    format: "iife",
    platform: "browser",
    target: "es2022",
    minify: true,
    // Most texts have Chinese beside English: written as escapes they are half as long again.
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    plugins: [noGlobs, plainWidths, noContainers],
  });
  cpSync(join(source, "index.html"), join(out, "index.html"));
  cpSync(join(root, "client/icon.png"), join(out, "icon.png"));
  const bytes = bytesOf(out);
  writeFileSync(join(out, "THIRD-PARTY-NOTICES.txt"), notices(Object.keys(metafile.inputs)));
  return { out, bytes };
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

function bytesOf(folder) {
  return readdirSync(folder).reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { out, bytes } = await buildPlayground();
  console.log(`${out}: ${(bytes / 1000).toFixed(1)} kB packed, of ${mostBytes / 1000} kB`);
  if (bytes > mostBytes) process.exit(1);
}
