// Packs the VS Code extension: plausible-mail-<version>.vsix, with production bundles and nothing else.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createVSIX, listFiles, PackageManager } from "@vscode/vsce";
import { makeSingle } from "./single.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What a package may hold; a pattern that nothing matches is missing from it. */
const expected = [
  /^package\.json$/,
  /^package\.nls\.json$/,
  /^package\.nls\.zh-cn\.json$/,
  /^README\.md$/i,
  /^CHANGELOG\.md$/i,
  /^LICENSE(\.txt)?$/i,
  /^client\/icon\.png$/,
  /^client\/walkthrough\/[\w-]+(\.zh-cn)?\.md$/,
  /^client\/dist\/extension\.cjs$/,
  /^client\/dist\/program\.cjs$/,
  /^client\/l10n\/bundle\.l10n\.zh-cn\.json$/,
  /^server\/package\.json$/,
  /^server\/dist\/package\.json$/,
  /^server\/dist\/server\.js$/,
  /^server\/dist\/(server|part)-[\w-]+\.js$/,
  // The command line in one file, which a user copies to the server.
  /^server\/dist\/plausible-mail\.mjs$/,
  /^syntaxes\/[\w-]+\.tmLanguage\.json$/,
  /^schemas\/[\w-]+\.schema\.json$/,
  /^docs\/rules\/[\w-]+\.md$/,
  /^docs\/test-smtp\.md$/,
  /^docs\/test-smtp\.zh-cn\.md$/,
  ...(existsSync(path.join(root, "docs/zh-cn/rules")) ? [/^docs\/zh-cn\/rules\/[\w-]+\.md$/] : []),
];

/**
 * Bundles and packs.
 * @param {{ out?: string }} [options] where to put the file; default: the root of the repository
 * @returns {Promise<string>} the path of the package
 */
export async function packageExtension({ out } = {}) {
  execFileSync(process.execPath, [path.join(root, "scripts", "bundle.mjs"), "--production"], { cwd: root, stdio: "inherit" });
  await makeSingle(path.join(root, "server/dist/plausible-mail.mjs"));
  const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((file) => file.replaceAll("\\", "/"));
  const missing = expected.filter((pattern) => !files.some((file) => pattern.test(file)));
  const surplus = files.filter((file) => !expected.some((pattern) => pattern.test(file)));
  if (missing.length > 0) throw new Error(`The package would lack: ${missing.join(", ")}`);
  if (surplus.length > 0) throw new Error(`The package would hold what no user needs: ${surplus.join(", ")}`);
  const { version, repository } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const file = out ?? path.join(root, `plausible-mail-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: repository === undefined,
    // Without a repository there is nothing that relative links could be rewritten to.
    rewriteRelativeLinks: repository !== undefined,
  });
  return file;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = await packageExtension();
  console.log(`${path.relative(process.cwd(), file)}: ${existsSync(file) ? statSync(file).size : 0} bytes`);
}
