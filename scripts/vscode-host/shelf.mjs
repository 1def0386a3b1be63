// Packs the extension of test/editor/shelf, which serves one folder of the disk under the scheme `shelf`, with a command for
// each of its files: no search of an editor knows such a file system, and the Explorer moves its rows while it is used.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";
import { globbySync } from "globby";

const root = fileURLToPath(new URL("../..", import.meta.url));

const manifest = {
  name: "shelf",
  publisher: "test",
  version: "0.0.0",
  license: "MIT",
  engines: { vscode: "^1.91.0" },
  main: "./extension.cjs",
  activationEvents: ["onFileSystem:shelf"],
  // Beside the extension that is tested, whose file system it is.
  extensionKind: ["workspace"],
};

/**
 * @param {string} scratch where the package may be made
 * @param {string} folder that it serves
 * @returns {Promise<string>} the path of the package
 */
export async function packShelf(scratch, folder) {
  const stage = mkdtempSync(path.join(scratch, "shelf-"));
  mkdirSync(stage, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: ["test/editor/shelf/extension.ts"],
    outfile: path.join(stage, "extension.cjs"),
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
  const commands = globbySync("**", { cwd: folder, dot: true }).map((file) => ({
    command: `shelf/${file}`,
    title: `Shelf: Open ${file}`,
  }));
  writeFileSync(path.join(stage, "package.json"), JSON.stringify({ ...manifest, contributes: { commands } }));
  writeFileSync(path.join(stage, "shelf.json"), JSON.stringify({ folder }));
  const file = path.join(stage, "shelf.vsix");
  await createVSIX({
    cwd: stage,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    skipLicense: true,
  });
  return file;
}
