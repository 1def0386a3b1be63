// Packs the VS Code extension: plausible-mail-<version>.vsix, with production bundles and nothing else.
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { bundle } from "./bundle.mjs";
import { homeFields } from "./release/manifest.mjs";
import { notices } from "./release/notices.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a package may hold; a pattern that nothing matches is missing from it. */
const expected = [
  /^package\.json$/,
  /^package\.nls\.json$/,
  /^package\.nls\.zh-cn\.json$/,
  /^README\.md$/i,
  /^CHANGELOG\.md$/i,
  /^LICENSE(\.txt)?$/i,
  /^THIRD-PARTY-NOTICES\.txt$/,
  /^client\/icon\.png$/,
  /^client\/walkthrough\/[\w-]+(\.zh-cn)?\.md$/,
  /^client\/dist\/extension\.cjs$/,
  /^client\/dist\/program\.cjs$/,
  // In a browser: the file that is loaded, what it loads itself, and the list of that.
  /^client\/dist\/web\.js$/,
  /^client\/dist\/web-client-\w+\.js$/,
  /^client\/dist\/web\.json$/,
  /^client\/dist\/pages\.json$/,
  /^client\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^server\/package\.json$/,
  /^server\/dist\/package\.json$/,
  /^server\/dist\/server\.js$/,
  /^server\/dist\/(server|shared|tester|web)-[\w-]+\.js$/,
  // What the program is made of that a user copies to the server.
  /^server\/dist\/tester\.json$/,
  /^syntaxes\/[\w-]+\.tmLanguage\.json$/,
  /^schemas\/[\w-]+\.schema\.json$/,
];

/** What a package may take at most, in bytes. Half of it are the texts in two languages, of the rules and of their pages. */
const largestPackage = 850_000;

/** What is taken from the repository as it is; the page of the marketplace is a README of its own. */
const copied = [
  ".vscodeignore",
  "package.nls.json",
  "package.nls.zh-cn.json",
  "CHANGELOG.md",
  "LICENSE",
  "client/icon.png",
  "client/walkthrough",
  "client/l10n",
  "server/package.json",
  "syntaxes",
  "schemas",
];

/**
 * Bundles and packs, in a folder of its own.
 * @param {{ out?: string }} [options] where to put the file; default: the root of the repository
 * @returns {Promise<string>} the path of the package
 */
export async function packageExtension({ out } = {}) {
  const stage = mkdtempSync(path.join(realpathSync(tmpdir()), "plausible-mail-vsix-"));
  try {
    return await packStaged(stage, out);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

async function packStaged(stage, out) {
  const inputs = await bundle({ production: true, out: stage });
  for (const name of copied) cpSync(path.join(root, name), path.join(stage, name), { recursive: true });
  cpSync(path.join(root, "client/README.md"), path.join(stage, "README.md"));
  writeFileSync(path.join(stage, "THIRD-PARTY-NOTICES.txt"), notices(inputs));
  const manifest = { ...JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")), ...homeFields() };
  for (const field of ["scripts", "devDependencies", "workspaces", "imports", "bin"]) delete manifest[field];
  // In a browser VS Code takes every file of a package of modules for one, and loads none.
  delete manifest.type;
  writeFileSync(path.join(stage, "package.json"), JSON.stringify(manifest));
  const files = (await listFiles({ cwd: stage, packageManager: PackageManager.None })).map((file) => file.replaceAll("\\", "/"));
  const missing = expected.filter((pattern) => !files.some((file) => pattern.test(file)));
  const surplus = files.filter((file) => !expected.some((pattern) => pattern.test(file)));
  if (missing.length > 0) throw new Error(`The package would lack: ${missing.join(", ")}`);
  if (surplus.length > 0) throw new Error(`The package would hold what no user needs: ${surplus.join(", ")}`);
  const file = out ?? path.join(root, `plausible-mail-${manifest.version}.vsix`);
  // Relative links and pictures of the README become addresses in the repository, which is where they can be seen.
  await createVSIX({ cwd: stage, packagePath: file, dependencies: false });
  const { size } = statSync(file);
  if (size > largestPackage) throw new Error(`${file} has ${size} bytes, more than ${largestPackage}`);
  return file;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = await packageExtension();
  console.log(`${path.relative(process.cwd(), file)}: ${existsSync(file) ? statSync(file).size : 0} bytes`);
}
