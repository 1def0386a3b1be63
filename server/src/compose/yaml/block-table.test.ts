import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { runs } from "../../../testing/runs.js";
import { SourceText } from "../../base/text.js";
import { type BlockTable, tableOf } from "./block-table.js";

const lines = [
  "services:",
  "services: # all",
  "  web:",
  "  db:",
  "  web: {image: x}",
  "    image: nginx",
  "    environment:",
  "      - A=b",
  "volumes:",
  "x-a: &a",
  "  b: 1",
  "# comment",
  "  # comment",
  "",
  "  ",
  "wor",
  "  wor",
  " odd: 1",
  "   odd: 1",
  "---",
  "%YAML 1.2",
  "  : x",
  "\tx: 1",
];
const text = fc
  .tuple(fc.array(fc.constantFrom(...lines.slice(1, 15)), { minLength: 1, maxLength: 25 }), fc.constantFrom("\n", "\r\n"))
  .map(([chosen, eol]) => ["services:", "  first:", "    image: x", ...chosen, ""].join(eol));
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.constantFrom(0, 0, 1, 1, 2, 3, 8, 20),
  written: fc.constantFrom(
    "",
    "",
    "a",
    ":",
    " ",
    "  ",
    "\n",
    "\r",
    "\u0085",
    "\t",
    "#",
    "- ",
    "\nx:",
    "\n  y:\n",
    ...lines.map((line) => `${line}\n`),
  ),
});

const shown = (table: BlockTable | null) =>
  table && [table.blocks.map(({ kind, name, text, keyAt }) => [kind, name, text, keyAt]), table.starts, table.indent];

test("blocks that are cut anew around an edit are those of the whole text", () => {
  let kept = 0;
  fc.assert(
    fc.property(text, fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
      let source = new SourceText(start);
      let table = tableOf(source, null);
      for (const { at, length, written } of edits) {
        const from = Math.floor(at * source.length);
        source = source.edited({ start: from, end: Math.min(from + length, source.length) }, written);
        const before: BlockTable | null = table;
        table = tableOf(source, before);
        const now = source.text;
        assert.deepEqual(shown(table), shown(tableOf(new SourceText(now), null)), JSON.stringify(now));
        if (table === null || before === null) continue;
        assert.equal(table.blocks.map((block) => block.text).join(""), now);
        assert.equal(new Set(table.blocks).size, table.blocks.length, "no block stands in two places");
        kept += table.blocks.filter((block) => before.blocks.includes(block)).length;
      }
    }),
    runs(600),
  );
  assert.ok(kept > 100, `${kept} blocks were kept`);
});

test("a line that comes in above a key, which begins with the same blanks, goes with the block before", () => {
  const before = "services:\n  a:\n    image: x\n  b:\n    image: y\n";
  for (const line of ["  \n", "  # b\n", "\n", "    image: z\n"]) {
    const after = before.replace("  b:", `${line}  b:`);
    const table = tableOf(new SourceText(after), tableOf(new SourceText(before), null));
    assert.deepEqual(shown(table), shown(tableOf(new SourceText(after), null)), JSON.stringify(line));
  }
});

test("a comment above the first key hinders nothing", () => {
  const table = tableOf(new SourceText("# ours\nservices:\n  a:\n    image: x\n  b: {}\n"), null);
  assert.deepEqual(
    table?.blocks.map(({ kind, name }) => [kind, name]),
    [
      ["gap", null],
      ["service", "a"],
      ["service", "b"],
    ],
  );
});

test("words alone under `services` are one text and no services, whatever was there before", () => {
  const steps = ["services:\n  web:\n", "services:\n  web\n", "services:\n  web\n  db\n", "services:\n  web\n  db:\n"];
  let table = tableOf(new SourceText("services:\n  w\n"), null);
  for (const text of steps) {
    table = tableOf(new SourceText(text), table);
    assert.deepEqual(shown(table), shown(tableOf(new SourceText(text), null)), text);
    assert.equal(table?.indent, text.includes(":\n  ") && /\n {2}\w+:/.test(text) ? 2 : null, text);
  }
});
