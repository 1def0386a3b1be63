// `npm run executable` makes plausible-mail (.exe on Windows): the command line and Node itself in one file, for a computer
// that has no Node. It is of the platform, and of the Node, that makes it.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { npm, quiet } from "./npm.mjs";
import { makeSingle } from "./single.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What Node has in its executable where nothing is put into it. */
const fuse = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Makes the executable.
 * @param {string} out its path
 * @param {{ node?: string, tools?: string }} [options] the Node that goes into it, and where what injects is installed
 * @returns {Promise<string | null>} its path; null where this Node cannot become one (Debian's, for example)
 */
export async function makeExecutable(out, { node = process.execPath, tools = path.join(root, ".package-test/tools") } = {}) {
  if (!readFileSync(node).includes(`${fuse}:0`)) return null;
  const scratch = mkdtempSync(path.join(tmpdir(), "plausible-mail-sea-"));
  try {
    const main = await makeSingle(path.join(scratch, "main.cjs"), { format: "cjs" });
    const blob = path.join(scratch, "blob");
    const config = path.join(scratch, "sea.json");
    writeFileSync(config, JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }));
    execFileSync(node, ["--experimental-sea-config", config], { stdio: "ignore" });
    copyFileSync(node, out);
    chmodSync(out, 0o755);
    if (process.platform === "darwin") execFileSync("codesign", ["--remove-signature", out]);
    const segment = process.platform === "darwin" ? ["--macho-segment-name", "NODE_SEA"] : [];
    execFileSync(process.execPath, [postject(tools), out, "NODE_SEA_BLOB", blob, "--sentinel-fuse", fuse, ...segment], {
      stdio: "ignore",
    });
    if (process.platform === "darwin") execFileSync("codesign", ["--sign", "-", out]);
    return out;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Node's own tool for it. */
function postject(folder) {
  const script = path.join(folder, "node_modules/postject/dist/cli.js");
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "package.json"), "{}");
    npm(["install", ...quiet, "postject@1.0.0-alpha.6"], folder, null);
  }
  return script;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const made = await makeExecutable(
    process.argv[2] ?? path.join(root, process.platform === "win32" ? "plausible-mail.exe" : "plausible-mail"),
  );
  if (made === null) console.error("This Node can't become an executable: take one of nodejs.org.");
  else console.log(made);
  process.exitCode = made === null ? 1 : 0;
}
