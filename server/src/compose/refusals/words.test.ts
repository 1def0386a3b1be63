import assert from "node:assert/strict";
import { test } from "node:test";
import type { Refusal } from "../reasons.js";
import { toldErrors } from "./words.js";

const refusal = (file: string, start: number): Refusal => ({
  reason: { kind: "not-a-map", path: `services.s${start}` },
  at: { file, start, end: start + 1 },
  service: null,
});

test("of very many refusals the rest is counted by place, and a place is one of its file", () => {
  const first = Array.from({ length: 1_000 }, (_, index) => refusal("/p/a.yml", index));
  assert.equal(toldErrors(first).length, 1_000);
  const told = toldErrors([
    ...first,
    refusal("/p/b.yml", 0),
    refusal("/p/b.yml", 1),
    refusal("/p/b.yml", 1),
    refusal("/p/a.yml", 5),
  ]);
  assert.equal(told.length, 1_001);
  assert.deepEqual(told.at(-1)?.reason, { kind: "unlisted", count: 2 });
  assert.equal(told.at(-1)?.at.file, "/p/b.yml");
});
