import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { exampleFolder, prepared, root, run } from "./installed.js";

/** A file of the extension; a .vsix is a zip. */
function read(name: string): string {
  return execFileSync(
    "python3",
    [
      "-c",
      "import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))",
      prepared.vsix,
      `extension/${name}`,
    ],
    {
      encoding: "utf8",
      maxBuffer: 1 << 26,
    },
  );
}

test("the manifest has what the marketplace asks for, and nothing of the repository's own", () => {
  const manifest = JSON.parse(read("package.json"));
  for (const field of [
    "publisher",
    "icon",
    "categories",
    "keywords",
    "galleryBanner",
    "repository",
    "bugs",
    "homepage",
    "license",
  ]) {
    assert.ok(manifest[field] !== undefined, field);
  }
  assert.ok(manifest.keywords.length <= 30);
  for (const field of ["scripts", "devDependencies", "dependencies", "workspaces"])
    assert.equal(manifest[field], undefined, field);
  assert.equal(manifest.version, JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version);
});

test("the page of the marketplace: its pictures and links lead somewhere when it is installed", () => {
  const page = read("readme.md");
  assert.ok(page.split("\n").length < 60);
  assert.match(page, /简体中文/);
  const targets = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => target);
  assert.ok(targets.length >= 3);
  for (const target of targets) assert.match(target, /^https:\/\//);
  for (const name of targets.flatMap((target) => /\/(?:raw|blob)\/HEAD\/(.*)$/.exec(target)?.[1] ?? [])) {
    assert.ok(statSync(join(root, name)).isFile(), name);
  }
});

test("what a browser loads of it is in it whole, and is no package of modules", () => {
  const manifest = JSON.parse(read("package.json"));
  assert.equal(manifest.type, undefined);
  assert.ok(read(manifest.browser.replace("./", "")).length > 0);
  const { client, server, files } = JSON.parse(read("client/dist/web.json"));
  for (const { file } of [client, server]) assert.ok(files.some((name: string) => name.endsWith(`/${file}`)));
  for (const name of files) assert.ok(read(name).length > 0, name);
});

test("licences of what is bundled are in it", () => {
  const text = read("THIRD-PARTY-NOTICES.txt");
  for (const name of ["vscode-languageclient", "yaml", "nodemailer"]) assert.match(text, new RegExp(`^${name} \\d`, "m"));
});

test("what it hands out to be copied to a server is in it whole, and tests there", async (context) => {
  const { oneFile } = await import(pathToFileURL(join(root, "client/out/one-file.js")).href);
  const parts = JSON.parse(read("server/dist/tester.json")) as { files: string[] };
  const texts = new Map(parts.files.map((name) => [name, read(`server/dist/${name}`)]));
  const cwd = exampleFolder((work) => context.after(work));
  writeFileSync(join(cwd, "plausible-mail.mjs"), oneFile(parts, texts, "1.2.3"));
  for (const { node } of prepared.nodes) {
    assert.equal((await run(node, ["plausible-mail.mjs", "--version"], cwd)).stdout, "1.2.3\n");
    const tested = await run(node, ["plausible-mail.mjs", "test", "--connect-to", "127.0.0.1:1", "--format", "json"], cwd);
    assert.equal(JSON.parse(tested.stdout).verdict.cause, "connection-refused");
  }
});

test("every page that a rule, or a cause, has in both languages is in its one file", () => {
  const pages: Record<string, string> = JSON.parse(read("client/dist/pages.json"));
  const rules = Object.keys(pages).filter((path) => path.startsWith("docs/rules/"));
  assert.ok(rules.length > 60);
  for (const path of rules) {
    assert.equal(pages[path], readFileSync(join(root, path), "utf8"), path);
    assert.ok(pages[path.replace("docs/", "docs/zh-cn/")] !== undefined, path);
  }
  assert.ok(pages["docs/test-smtp.md"] !== undefined && pages["docs/test-smtp.zh-cn.md"] !== undefined);
});
