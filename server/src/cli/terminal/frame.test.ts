import assert from "node:assert/strict";
import { test } from "node:test";
import { SourceText } from "../../base/text.js";
import type { Secrets } from "../../secrets/secrets.js";
import { codeFrame } from "./frame.js";

/** The frame of what stands between `«` and `»`; every `hush` is a secret. */
function frameOf(marked: string, columns = 80): string[] {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const source = new SourceText(marked.replace(/[«»]/g, ""));
  const secrets = {
    inLine: (_file: string, { start: from }: { start: number }, text: string) =>
      [...text.matchAll(/hush/g)].map(({ index }) => ({ start: from + index, end: from + index + 4 })),
  } as unknown as Secrets;
  return codeFrame(source, { file: "/p/compose.yml", start, end }, secrets, columns);
}

test("carets stand under the text, also behind tabs, secrets and letters that take two columns", () => {
  assert.deepEqual(frameOf("a: b\n\tc: «de» # f"), [" 1 │ a: b", " 2 │   c: de # f", "   │      ^^"]);
  assert.deepEqual(frameOf("x: hush «y» hush"), [" 1 │ x: *** y ***", "   │        ^"]);
  assert.deepEqual(frameOf("x: 您 «y»"), [" 1 │ x: 您 y", "   │       ^"]);
});

test("a place in a secret, around one, and of no length", () => {
  assert.deepEqual(frameOf("x: hu«s»h!"), [" 1 │ x: ***!", "   │    ^^^"]);
  assert.deepEqual(frameOf("x: «a hush b» c"), [" 1 │ x: a *** b c", "   │    ^^^^^^^"]);
  assert.deepEqual(frameOf("x: hushhush«»"), [" 1 │ x: ***", "   │       ^"]);
});

test("a long line is cut so that the place stays in view", () => {
  const [line, carets] = frameOf(`${"a".repeat(500_000)}«bc»${"d".repeat(500_000)}`, 50);
  assert.equal(line, ` 1 │ …${"a".repeat(20)}bc${"d".repeat(19)}…`);
  assert.equal(carets, `   │ ${" ".repeat(21)}^^`);
});
