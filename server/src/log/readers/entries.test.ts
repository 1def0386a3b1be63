import assert from "node:assert/strict";
import { test } from "node:test";
import { EntryReader, type LogEntry } from "./entries.js";
import { readLine } from "./lines.js";

function entriesOf(log: string): readonly LogEntry[] {
  const reader = new EntryReader();
  const ended = log.split("\n").flatMap((line) => reader.push(line) ?? []);
  return [...ended, ...reader.end()];
}

test("what stands around a line is taken off, whoever put it there", () => {
  const failed = "Failed to send e-mail";
  const lines: readonly (readonly [string, source: string, time: string | null])[] = [
    [`[error] ${failed}`, "", null],
    [`14:51:54.120 request_id=F90ypFH6BxjMTFAAAAYE [error] ${failed}`, "", "14:51:54.120"],
    [`plausible-1  | 14:51:54.120 [error] ${failed}`, "plausible-1", "14:51:54.120"],
    [`plausible_1              | 14:51:54.120 [error] ${failed}\r`, "plausible_1", "14:51:54.120"],
    [`\u001b[36mplausible-1  | \u001b[0m14:51:54.120 \u001b[31m[error] ${failed}\u001b[0m`, "plausible-1", "14:51:54.120"],
    [`2026-01-02T03:04:05.678Z app[web.1]: 03:04:05.678 [error] ${failed}`, "web.1", "2026-01-02T03:04:05.678Z"],
    [`[pod/plausible-0/plausible] 03:04:05.678 [error] ${failed}`, "plausible-0", "03:04:05.678"],
    [
      `plausible-1  | 2026-01-02T03:04:05.678901234Z 03:04:05.678 [error] ${failed}`,
      "plausible-1",
      "2026-01-02T03:04:05.678901234Z",
    ],
    [`2026-01-02T03:04:05.678Z stdout F 03:04:05.678 [error] ${failed}`, "", "2026-01-02T03:04:05.678Z"],
    [`2026-01-02 03:04:05 [error] ${failed}`, "", "2026-01-02 03:04:05"],
    [`Jan  2 03:04:05 stats docker[123]: 03:04:05.678 [error] ${failed}`, "docker", "Jan  2 03:04:05"],
    [JSON.stringify({ time: "2026-01-02T03:04:05Z", severity: "error", message: failed }), "", "2026-01-02T03:04:05Z"],
    [
      JSON.stringify({ log: `03:04:05.678 [error] ${failed}\n`, stream: "stdout", time: "2026-01-02T03:04:05Z" }),
      "",
      "2026-01-02T03:04:05Z",
    ],
  ];
  for (const [line, source, time] of lines)
    assert.deepEqual(readLine(line), { source, time, begins: true, level: "error", text: failed }, line);
});

test("an entry goes on until another one begins, for each container by itself", () => {
  const entries = entriesOf(
    [
      "plausible-1  | 10:00:00.000 [error] Failed to send e-mail:",
      "plausible_db-1  | LOG:  checkpoint starting",
      "plausible-1  | ",
      "plausible-1  |   ** (Mua.SMTPError) 535 5.7.8 no",
      "plausible-1  | 10:00:01.000 [info] next",
    ].join("\n"),
  );
  assert.deepEqual(
    entries.map(({ line, source, text }) => [line, source, text]),
    [
      [1, "plausible-1", "Failed to send e-mail:\n\n  ** (Mua.SMTPError) 535 5.7.8 no"],
      [2, "plausible_db-1", "LOG:  checkpoint starting"],
      [5, "plausible-1", "next"],
    ],
  );
});

test("pasted exceptions without headers are entries of their own, but one inside another is not", () => {
  const two = entriesOf("** (Mua.SMTPError) 535 no\n** (Mua.TransportError) timeout");
  assert.equal(two.length, 2);
  const one = entriesOf(
    "** (exit) an exception was raised:\n    ** (ArgumentError) The email address `x@y` is invalid.\n        (mail 0.3.1) lib/x.ex:1: X",
  );
  assert.equal(one.length, 1);
});

test("a refused boot and its crash report are one entry", () => {
  const boot =
    'ERROR! Config provider Config.Reader failed with:\n** (RuntimeError) x\n\nRuntime terminating during boot ({#{message=><<"x">>}})';
  assert.deepEqual(
    entriesOf(`10:00:00.000 [info] Migrations already up\n${boot}\n${boot}`).map(({ line }) => line),
    [1, 2, 6],
  );
});

test("memory is bounded: long lines, long entries, many containers", () => {
  const reader = new EntryReader();
  let ended = 0;
  for (let line = 0; line < 5000; line += 1) if (reader.push(`c${line}  | text`) !== null) ended += 1;
  assert.ok(ended >= 4900);
  const [entry] = entriesOf(`[error] ${"x".repeat(100_000)}\n${"y\n".repeat(10_000)}`);
  assert.ok((entry?.text.length ?? 0) <= 40_000);
});
