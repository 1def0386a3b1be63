// Packs the npm package: the command line, the language server and the functions of `import "plausible-mail"`, bundled, with
// the pages of the rules. `npm run package:npm` makes plausible-mail-<version>.tgz; the working folder isn't touched.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { bundle } from "./bundle.mjs";
import { npm } from "./npm.mjs";
import { homeFields } from "./release/manifest.mjs";
import { notices } from "./release/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What `npm pack` may take at most. */
export const largestPackage = 1_500_000;

/**
 * Builds and packs.
 * @param {{ out?: string }} [options] the folder that gets the file; default: the root of the repository
 * @returns {Promise<string>} the path of the package
 */
export async function packageNpm({ out = root } = {}) {
  const stage = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-npm-"));
  try {
    const folder = await stageNpm(stage);
    npm(["pack", "--ignore-scripts", "--pack-destination", path.resolve(out), "--loglevel=error"], folder, null);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  const file = path.join(out, `plausible-mail-${manifest().version}.tgz`);
  const { size } = statSync(file);
  if (size > largestPackage) throw new Error(`${file} has ${size} bytes, more than ${largestPackage}`);
  return file;
}

function manifest() {
  return JSON.parse(readFileSync(path.join(root, "server/package.json"), "utf8"));
}

/** Puts the package together in a folder. */
async function stageNpm(stage) {
  const inputs = new Set(await bundle({ production: true, out: stage, client: false }));
  const folder = path.join(stage, "server");
  for (const input of await bundleApi(path.join(folder, "dist/api.mjs"))) inputs.add(input);
  for (const name of ["api", "api-types"]) {
    cpSync(path.join(root, `server/out/src/${name}.d.ts`), path.join(folder, `dist/${name}.d.ts`));
    const declared = readFileSync(path.join(folder, `dist/${name}.d.ts`), "utf8").replace(/^\/\/# sourceMappingURL.*\n?/m, "");
    writeFileSync(path.join(folder, `dist/${name}.d.mts`), declared.replaceAll('"./api-types.js"', '"./api-types.mjs"'));
    rmSync(path.join(folder, `dist/${name}.d.ts`));
  }
  for (const name of ["bin", "README.md"]) cpSync(path.join(root, "server", name), path.join(folder, name), { recursive: true });
  for (const name of ["LICENSE", "docs/rules", "docs/zh-cn/rules", "docs/cli.md", "schemas"]) {
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  mkdirSync(path.join(folder, "man"));
  const page = execFileSync(process.execPath, [path.join(folder, "bin/plausible-mail.js"), "completion", "man", "--lang", "en"], {
    env: { ...process.env, PLAUSIBLE_MAIL_CODE_CACHE: "off" },
  });
  writeFileSync(path.join(folder, "man/plausible-mail.1"), page);
  writeFileSync(path.join(folder, "THIRD-PARTY-NOTICES"), notices(inputs));
  writeFileSync(path.join(folder, "package.json"), `${JSON.stringify(publishedManifest(), null, 2)}\n`);
  return folder;
}

/** Nothing is left to install: what the programs use is in them. */
function publishedManifest() {
  const { dependencies: _bundled, files: _staged, ...rest } = manifest();
  return {
    ...rest,
    ...homeFields("server"),
    keywords: ["plausible", "plausible-analytics", "docker-compose", "smtp", "email", "linter", "language-server"],
    exports: { ".": { types: "./dist/api.d.mts", default: "./dist/api.mjs" }, "./package.json": "./package.json" },
    types: "./dist/api.d.mts",
    man: ["./man/plausible-mail.1"],
  };
}

async function bundleApi(outfile) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["server/src/api.ts"],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    // Libraries that are no ES modules ask for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return Object.keys(metafile.inputs);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = await packageNpm({ out: process.argv[2] });
  console.log(`${path.relative(process.cwd(), file)}: ${statSync(file).size} bytes`);
}
