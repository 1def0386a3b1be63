import assert from "node:assert/strict";
import { test } from "node:test";
import { memoryFiles } from "../../base/files.js";
import { KeptFiles } from "./kept-files.js";

test("files and folders are looked at once, until they may have changed", () => {
  const contents: Record<string, string> = { "/srv/.env": "A=1\n" };
  const disk = memoryFiles(contents);
  const looks: string[] = [];
  const kept = new KeptFiles({
    read(path) {
      looks.push(`read ${path}`);
      return disk.read(path);
    },
    list(folder) {
      looks.push(`list ${folder}`);
      return disk.list?.(folder) ?? null;
    },
  });
  const look = () => [kept.read("/srv/.env"), kept.read("/srv/none"), kept.list("/srv"), kept.list("/")];
  const first = look();
  assert.deepEqual(first, [{ kind: "text", text: "A=1\n", encoding: "utf-8" }, { kind: "missing" }, [".env"], []]);
  contents["/srv/.env"] = "A=2\n";
  contents["/srv/none"] = "";
  assert.deepEqual(look(), first);
  const once = ["read /srv/.env", "read /srv/none", "list /srv", "list /"];
  assert.deepEqual(looks, once);
  kept.forget();
  assert.deepEqual(look()[2], [".env", "none"]);
  assert.deepEqual(looks, [...once, ...once]);
});

test("where nobody knows what a folder has in it, that is what is said", () => {
  const kept = new KeptFiles({ read: () => ({ kind: "missing" }) });
  assert.equal(kept.list("/srv"), null);
});
