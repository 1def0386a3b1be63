import assert from "node:assert/strict";
import { test } from "node:test";
import { fix } from "./fixes.js";

const title = { en: "Change it", "zh-cn": "修改" };
const edit = (start: number, end: number, newText: string, file = "/p/compose.yml") => ({ file, start, end, newText });

test("edits that would overlap make no fix", () => {
  const made = (...parts: readonly (readonly ReturnType<typeof edit>[] | null)[]) => fix(title, {}, parts, true)?.edits ?? null;
  assert.equal(made([edit(0, 5, "a")], [edit(4, 8, "b")]), null);
  assert.equal(made([edit(0, 9, "a")], [edit(4, 5, "b")]), null);
  // Side by side, or in two files, they do not.
  assert.deepEqual(made([edit(0, 5, "a")], [edit(5, 8, "b")]), [edit(0, 5, "a"), edit(5, 8, "b")]);
  assert.equal(made([edit(0, 5, "a")], [edit(4, 8, "b", "/p/.env")])?.length, 2);
  // What cannot be made in one part cannot be made.
  assert.equal(made([edit(0, 5, "a")], null), null);
  assert.equal(made([]), null);
});
