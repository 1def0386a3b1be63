import assert from "node:assert/strict";
import { test } from "node:test";
import { isVirtual, schemeOf, toFilePath, toUri } from "./uris.js";

test("URIs and paths are each other's inverse", () => {
  const pairs = [
    ["file:///srv/plausible/.env", "/srv/plausible/.env"],
    ["file:///c%3A/x", "C:/x"],
    ["file:///c%3A/Users/Jo%20Doe/compose.yml", "C:/Users/Jo Doe/compose.yml"],
    ["file:///srv/%E9%82%AE%E4%BB%B6/a%23b%3F%5B1%5D%21.yml", "/srv/邮件/a#b?[1]!.yml"],
    ["file://host/share/compose.yml", "//host/share/compose.yml"],
    ["vscode-vfs://github/o/r/compose.yml", "/%vscode-vfs@github/o/r/compose.yml"],
    ["vscode-remote://127.0.0.1:8080/srv/a%20b/.env", "/%vscode-remote@127.0.0.1:8080/srv/a b/.env"],
    ["vscode-remote://wsl%2Bubuntu/home/.env", "/%vscode-remote@wsl+ubuntu/home/.env"],
    ["memfs:/stats/compose.yml", "/%memfs/stats/compose.yml"],
  ] as const;
  for (const [uri, path] of pairs) {
    assert.equal(toFilePath(uri), path);
    assert.equal(toUri(path), uri);
    assert.equal(schemeOf(path), uri.slice(0, uri.indexOf(":")));
  }
});

test("other spellings of a URI give the same path", () => {
  assert.equal(toFilePath("file:///C:/x"), "C:/x");
  assert.equal(toFilePath("FILE:///srv/a.yml"), "/srv/a.yml");
  assert.equal(toFilePath("file://localhost/srv/a.yml"), "/srv/a.yml");
  assert.equal(toFilePath("file:///srv/100%.yml"), "/srv/100%.yml", "a malformed escape is no reason to stop");
});

test("a document that no disk has lies in a folder of its scheme", () => {
  assert.equal(toFilePath("untitled:Untitled-1"), "/%untitled/Untitled-1");
  assert.equal(toFilePath("vscode-vfs://github/o/r/compose.yml"), "/%vscode-vfs@github/o/r/compose.yml");
  assert.equal(toFilePath("vscode-notebook-cell:/srv/a.ipynb#W0"), "/%vscode-notebook-cell/srv/a.ipynb");
  assert.ok(isVirtual(toFilePath("untitled:Untitled-1")));
  assert.ok(isVirtual(toFilePath("no uri at all")));
  assert.equal(toFilePath("/srv/file:1.yml"), "/%document/srv/file:1.yml", "a colon further on begins no scheme");
  assert.ok(!isVirtual(toFilePath("file:///srv/a.yml")));
});
