import assert from "node:assert/strict";
import { test } from "node:test";
import { hashedUntil, lineHashes } from "./line-hashes.js";

// Texts and hashes of github/codeql-action:src/fingerprints.test.ts, which computes them at an upload.
const ended = [
  "e9496ae3ebfced30:1",
  "fb7c023a8b9ccb3f:1",
  "ce8ba1a563dcdaca:1",
  "e20e36e16fcb0cc8:1",
  "b3edc88f2938467e:1",
  "c8e28b0b4002a3a0:1",
  "c129715d7a2bc9a3:1",
];

const published: readonly (readonly [text: string, hashes: readonly string[]])[] = [
  ["", ["c129715d7a2bc9a3:1"]],
  [" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]],
  [
    " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
    [
      "8b7cf3e952e7aeb2:1",
      "b1ae1287ec4718d9:1",
      "bff680108adb0fcc:1",
      "c6805c5e1288b612:1",
      "b86d3392aea1be30:1",
      "e6ceba753e1a442:1",
    ],
  ],
  [" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", ended],
  [" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", ended],
  [" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", ended],
  [" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", ended],
  [
    "Lorem ipsum dolor sit amet.\n".repeat(10),
    [
      "a7f2ff13bc495cf2:1",
      "a7f2ff13bc495cf2:2",
      "a7f2ff13bc495cf2:3",
      "a7f2ff13bc495cf2:4",
      "a7f2ff13bc495cf2:5",
      "a7f2ff13bc495cf2:6",
      "a7f2ff1481e87703:1",
      "a9cf91f7bbf1862b:1",
      "55ec222b86bcae53:1",
      "cc97dc7b1d7d8f7b:1",
      "c129715d7a2bc9a3:1",
    ],
  ],
];

test("the hashes of lines are those that GitHub's upload computes", () => {
  for (const [text, hashes] of published) assert.deepEqual(lineHashes(text), hashes, JSON.stringify(text));
});

test("what a line's hash is made of ends where its hundred characters do", () => {
  const text = `first\n${"a b\t".repeat(60)}\nlast\n`;
  const start = text.indexOf("a");
  const end = hashedUntil(text, start);
  assert.equal(text.slice(start, end).replace(/[ \t]/g, "").length, 100);
  const changed = (at: number) => lineHashes(`${text.slice(0, at)}X${text.slice(at + 1)}`)[1];
  assert.notEqual(changed(end - 1), lineHashes(text)[1]);
  assert.equal(changed(end + 2), lineHashes(text)[1]);
  assert.equal(hashedUntil(text, text.indexOf("last")), text.length);
});
