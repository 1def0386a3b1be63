import assert from "node:assert/strict";
import { test } from "node:test";
import { baseOf, folderOf, isWithin, joinPath, pathBelow, relativePath, resolvePath, upwards } from "./paths.js";

test("the folder of a path, up to its root", () => {
  assert.equal(folderOf("/srv/plausible/.env"), "/srv/plausible");
  assert.equal(folderOf("/.env"), "/");
  assert.equal(folderOf("/"), "/");
  assert.equal(folderOf("C:/srv/.env"), "C:/srv");
  assert.equal(folderOf("C:/compose.yml"), "C:/");
  assert.equal(folderOf("C:/"), "C:/");
  assert.equal(folderOf("//host/share/a/.env"), "//host/share/a");
  assert.equal(folderOf("//host/share/.env"), "//host/share");
  assert.equal(folderOf("//host/share"), "//host/share");
});

test("a folder and those above it end at the root", () => {
  assert.deepEqual(upwards("/srv/a"), ["/srv/a", "/srv", "/"]);
  assert.deepEqual(upwards("/"), ["/"]);
  assert.deepEqual(upwards("C:/srv/a"), ["C:/srv/a", "C:/srv", "C:/"]);
  assert.deepEqual(upwards("C:/"), ["C:/"]);
  assert.deepEqual(upwards("//host/share/a"), ["//host/share/a", "//host/share"]);
});

test("names below a folder, a root or not", () => {
  assert.equal(joinPath("/srv", ".env"), "/srv/.env");
  assert.equal(joinPath("/", ".env"), "/.env");
  assert.equal(joinPath("C:/", ".env"), "C:/.env");
  assert.equal(baseOf("C:/.env"), ".env");
  assert.equal(pathBelow("C:/", "C:/a/b"), "a/b");
  assert.equal(pathBelow("/srv", "/srv2/a"), null);
  assert.equal(pathBelow("/", "/a"), "a");
  assert.ok(isWithin("C:/a", "C:/"));
  assert.ok(isWithin("/srv", "/srv"));
  assert.ok(!isWithin("/srv2", "/srv"));
});

test("paths that files give are made absolute", () => {
  assert.equal(resolvePath("/srv/app", "../mail.env"), "/srv/mail.env");
  assert.equal(resolvePath("/srv", "./a//b/."), "/srv/a/b");
  assert.equal(resolvePath("/srv", "/etc/mail.env"), "/etc/mail.env");
  assert.equal(resolvePath("/srv", "//etc/mail.env"), "/etc/mail.env");
  assert.equal(resolvePath("/srv", "../../.."), "/");
  assert.equal(resolvePath("C:/", "mail.env"), "C:/mail.env");
  assert.equal(resolvePath("C:/srv", "../../mail.env"), "C:/mail.env");
  assert.equal(resolvePath("C:/srv", "D:\\mail.env"), "D:/mail.env");
  assert.equal(resolvePath("//host/share/a", "../mail.env"), "//host/share/mail.env");
  assert.equal(resolvePath("//host/share", "../../mail.env"), "//host/share/mail.env");
});

test("the way from a folder to a path", () => {
  assert.equal(relativePath("/srv/a", "/srv/a/b/c"), "b/c");
  assert.equal(relativePath("/srv/a", "/srv/b"), "../b");
  assert.equal(relativePath("/srv", "/srv"), ".");
  assert.equal(relativePath("/", "/srv"), "srv");
  assert.equal(relativePath("C:/", "C:/compose.yml"), "compose.yml");
  assert.equal(relativePath("C:/a", "D:/b"), "D:/b");
});
