// Packs the extension of test/editor/shelf, which serves one folder of the disk under the scheme `shelf`.
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createVSIX } from "@vscode/vsce";
import { build } from "esbuild";

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
  writeFileSync(path.join(stage, "package.json"), JSON.stringify(manifest));
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
