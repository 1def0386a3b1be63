// All files of a release, and what is still missing for one.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bundle } from "../bundle.mjs";
import { packageExtension } from "../package.mjs";
import { packageNpm } from "../package-npm.mjs";
import { makeSingle } from "../single.mjs";
import { isPlaceholder } from "./manifest.mjs";
import { notesOf } from "./notes.mjs";
import { sbomOf } from "./sbom.mjs";
import { faultsOfWorkflows } from "./workflows.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (name) => readFileSync(path.join(root, name), "utf8");
const versionIn = (name) => JSON.parse(read(name)).version;

/**
 * What keeps this repository from being released.
 * @param {string} [tag] of the release, `v1.2.3`
 * @returns {{ faults: string[], open: string[] }} `open`: what whoever publishes has still to fill in
 */
export function missingForRelease(tag) {
  const version = versionIn("package.json");
  const faults = [];
  const open = [];
  for (const name of ["server/package.json", "client/package.json"]) {
    const own = versionIn(name);
    if (own !== undefined && own !== version) faults.push(`${name} has version ${own}, package.json ${version}`);
  }
  if (tag !== undefined && tag !== `v${version}`) faults.push(`the tag is ${tag}, the version ${version}`);
  faults.push(...faultsOfWorkflows(path.join(root, ".github/workflows")));
  if (isPlaceholder) open.push("release.json: `owner` is a placeholder, so links lead nowhere");
  if (!/^FROM node:\S+@sha256:[0-9a-f]{64}/m.test(read("Dockerfile"))) {
    open.push("Dockerfile: the base image has no digest yet (node scripts/release/pin-image.mjs)");
  }
  if (!notesOf(read("CHANGELOG.md"), version).released) {
    open.push(`CHANGELOG.md: no section for ${version} yet; the notes are those of Unreleased`);
  }
  return { faults, open };
}

/**
 * Makes everything that is published; the sources have to be compiled.
 * @param {string} out an empty folder
 * @returns {Promise<{ tarball: string, vsix: string, single: string }>} the programs among its files
 */
export async function makeRelease(out) {
  const version = versionIn("package.json");
  mkdirSync(out, { recursive: true });
  const tarball = await packageNpm({ out });
  const vsix = await packageExtension({ out: path.join(out, `plausible-mail-${version}.vsix`) });
  const single = await makeSingle(path.join(out, "plausible-mail.mjs"));
  writeFileSync(path.join(out, "NOTES.md"), notesOf(read("CHANGELOG.md"), version).text);
  writeFileSync(path.join(out, "sbom.spdx.json"), sbomOf(await bundledFiles()));
  writeFileSync(path.join(out, "SHA256SUMS"), sumsOf(out));
  return { tarball, vsix, single };
}

/** What is in the programs: all of them are cuts of these two bundles. */
async function bundledFiles() {
  const scratch = mkdtempSync(path.join(tmpdir(), "plausible-mail-release-"));
  try {
    return await bundle({ production: true, out: scratch });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** As `sha256sum` writes it, and checks it. */
function sumsOf(folder) {
  const sum = (name) =>
    createHash("sha256")
      .update(readFileSync(path.join(folder, name)))
      .digest("hex");
  return readdirSync(folder)
    .sort()
    .map((name) => `${sum(name)}  ${name}\n`)
    .join("");
}
