import assert from "node:assert/strict";
import { test } from "node:test";
import { type FileContent, type Files, memoryFiles, tooLarge, unseen } from "../base/files.js";
import { nearestConfig } from "./nearest-config.js";

const name = ".plausible-mail.yml";

test("the config of the nearest folder counts, and it is told where one was looked for", () => {
  const files = memoryFiles({ [`/a/${name}`]: "rules: {}\n", [`/a/b/c/${name}`]: "images: []\n" });
  const near = nearestConfig(files, "/a/b/c");
  assert.deepEqual([near.found?.path, near.found?.folder], [`/a/b/c/${name}`, "/a/b/c"]);
  assert.deepEqual(near.lookedAt, [`/a/b/c/${name}`]);
  const above = nearestConfig(files, "/a/b");
  assert.deepEqual([above.found?.path, above.found?.folder], [`/a/${name}`, "/a"]);
  assert.deepEqual(above.lookedAt, [`/a/b/${name}`, `/a/${name}`]);
  const none = nearestConfig(files, "/x/y");
  assert.deepEqual([none.found, none.lookedAt], [null, [`/x/y/${name}`, `/x/${name}`, `/${name}`]]);
});

test("one that can't be read is the nearest all the same, as it may say anything; one out of sight isn't there", () => {
  const withIn = (content: FileContent): Files => ({
    read: (path) => (path === `/a/b/${name}` ? content : { kind: "text", text: "", encoding: "utf-8" }),
  });
  assert.equal(nearestConfig(withIn(tooLarge), "/a/b").found?.content, tooLarge);
  assert.equal(nearestConfig(withIn(unseen), "/a/b").found?.folder, "/a");
});
