// `npm run release:dry` makes all files of a release in the folder `release/`, checks them, and uploads nothing.
// `--strict`: what is still to be filled in, or only a person can decide, fails it; `--tag v1.2.3` has to be the version.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { packageExtension } from "./package.mjs";
import { packageNpm } from "./package-npm.mjs";
import { isPlaceholder } from "./release/manifest.mjs";
import { notesOf } from "./release/notes.mjs";
import { faultsOfWorkflows } from "./release/workflows.mjs";
import { makeSingle } from "./single.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { strict: { type: "boolean", default: false }, tag: { type: "string" } } });
const json = (name) => JSON.parse(readFileSync(path.join(root, name), "utf8"));
const { version } = json("package.json");

/** What keeps this from being a release. */
const faults = [];
/** What is still to be filled in by whoever publishes. */
const open = [];

for (const name of ["server/package.json", "client/package.json"]) {
  const own = json(name).version;
  if (own !== undefined && own !== version) faults.push(`${name} has version ${own}, package.json ${version}`);
}
if (values.tag !== undefined && values.tag !== `v${version}`) faults.push(`the tag is ${values.tag}, the version ${version}`);
if (isPlaceholder) open.push("release.json: `owner` is a placeholder, so links lead nowhere");
if (!/^FROM node:\S+@sha256:[0-9a-f]{64}/m.test(readFileSync(path.join(root, "Dockerfile"), "utf8"))) {
  open.push("Dockerfile: the base image has no digest yet (node scripts/release/pin-image.mjs)");
}
const notes = notesOf(readFileSync(path.join(root, "CHANGELOG.md"), "utf8"), version);
if (notes.released === false) open.push(`CHANGELOG.md: no section for ${version} yet; the notes are those of Unreleased`);
faults.push(...faultsOfWorkflows(path.join(root, ".github/workflows")));

const out = path.join(root, "release");
rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const run = spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", "-b"], { cwd: root, stdio: "inherit" });
if (run.status !== 0) process.exit(run.status ?? 1);
await packageNpm({ out });
await packageExtension({ out: path.join(out, `plausible-mail-${version}.vsix`) });
await makeSingle(path.join(out, "plausible-mail.mjs"));
writeFileSync(path.join(out, "NOTES.md"), notes.text);
writeFileSync(path.join(out, "sbom.spdx.json"), sbom());
const sums = readdirSync(out)
  .sort()
  .map(
    (name) =>
      `${createHash("sha256")
        .update(readFileSync(path.join(out, name)))
        .digest("hex")}  ${name}`,
  );
writeFileSync(path.join(out, "SHA256SUMS"), `${sums.join("\n")}\n`);

for (const line of sums) console.log(line);
for (const line of open) console.log(`to be filled in: ${line}`);
for (const line of faults) console.error(`wrong: ${line}`);
process.exit(faults.length > 0 || (values.strict && open.length > 0) ? 1 : 0);

/** The packages whose code may be in the programs. */
function sbom() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  return execFileSync(npm, ["sbom", "--sbom-format", "spdx", "--omit", "dev", "--workspace", "server", "--package-lock-only"], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    shell: process.platform === "win32",
  });
}
