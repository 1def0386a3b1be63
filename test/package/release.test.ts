import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { prepared, root } from "./installed.js";

const made = (name: string) => readFileSync(join(prepared.release, name));
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

test("a release is these files, and their checksums are those of sha256sum", () => {
  const files = readdirSync(prepared.release).sort();
  assert.deepEqual(files, [
    "NOTES.md",
    "SHA256SUMS",
    `plausible-mail-${version}.tgz`,
    `plausible-mail-${version}.vsix`,
    "plausible-mail.mjs",
    "sbom.spdx.json",
  ]);
  const sum = (name: string) => createHash("sha256").update(made(name)).digest("hex");
  const sums = files.filter((name) => name !== "SHA256SUMS").map((name) => `${sum(name)}  ${name}\n`);
  assert.equal(made("SHA256SUMS").toString(), sums.join(""));
});

test("the bill of materials names all that is bundled, and no tool of the repository", () => {
  const document = JSON.parse(made("sbom.spdx.json").toString());
  assert.equal(document.spdxVersion, "SPDX-2.3");
  const packages: { SPDXID: string; name: string; versionInfo: string; licenseDeclared: string }[] = document.packages;
  const named = packages.map(({ name, versionInfo }) => `${name} ${versionInfo}`);
  // The licences are taken from the bundles, package by package.
  const notices = readFileSync(join(prepared.nodes[0]?.folder ?? "", "node_modules/plausible-mail/THIRD-PARTY-NOTICES"), "utf8");
  const bundled = [...notices.matchAll(/^-{80}\n(\S+ \S+) \(/gm)].map(([, name]) => name ?? "");
  assert.ok(bundled.length > 20);
  assert.deepEqual(
    bundled.filter((name) => !named.includes(name)),
    [],
  );
  assert.ok(
    named.some((name) => name.startsWith("vscode-languageclient ")),
    "of the extension",
  );
  for (const tool of ["esbuild", "typescript", "@biomejs/biome", "mocha"]) {
    assert.ok(!packages.some(({ name }) => name === tool), tool);
  }
  for (const { name, licenseDeclared } of packages) assert.match(licenseDeclared ?? "", /\w/, name);
  const ids = new Set(["SPDXRef-DOCUMENT", ...packages.map(({ SPDXID }) => SPDXID)]);
  const ends: { spdxElementId: string; relatedSpdxElement: string }[] = document.relationships;
  assert.ok(ends.every(({ spdxElementId, relatedSpdxElement }) => ids.has(spdxElementId) && ids.has(relatedSpdxElement)));
});

test("the notes are a section of the changelog", () => {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const notes = made("NOTES.md").toString();
  assert.ok(notes.length > 100 && changelog.includes(notes.trim()));
  assert.doesNotMatch(notes, /^## /m);
});

test("what is still to be filled in is said, and a tag that is not the version is wrong", async () => {
  const { missingForRelease } = await import(pathToFileURL(join(root, "scripts/release/make.mjs")).href);
  const { owner } = JSON.parse(readFileSync(join(root, "release.json"), "utf8"));
  const { faults, open } = missingForRelease(`v${version}`);
  assert.deepEqual(faults, []);
  assert.equal(
    open.some((line: string) => line.startsWith("release.json: `owner` is a placeholder")),
    owner === "OWNER",
  );
  assert.deepEqual(missingForRelease("v0.0.99").faults, [`the tag is v0.0.99, the version ${version}`]);
});
