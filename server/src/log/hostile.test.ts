import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readLog } from "../../testing/log.js";
import { runs } from "../../testing/runs.js";
import { textOf } from "../base/messages.js";
import { answersOf } from "./answer.js";

/** What readers look for, to be put together at random. */
const pieces = [
  "** (Mua.SMTPError) ",
  "** (Mua.TransportError) ",
  "%Mua.SMTPError{code: 535, lines: [",
  '{:network_failure, ~c"h", {:error, ',
  "{:permanent_failure, 'h', \"",
  "TLS client: In state hello generated CLIENT ALERT: Fatal - ",
  "{unsupported_record_type,50}",
  "ERROR! Config provider Config.Reader failed with:\n",
  "Failed to send e-mail",
  "The email address `",
  'no match of right hand side value: ["a", ',
  "There was a problem sending the email through the Mailgun API.\n\nHere is the response:\n\n",
  "plausible-1  | ",
  "10:00:00.000 [error] ",
  '{"message":"',
  "    (mua 0.2.5) lib/mua.ex:1: x\n",
  "535 5.7.8 ",
  "timeout",
  "\n",
  '"',
  "]",
  "}",
  "\\",
  "\u0000",
  "\u001b[31m",
  "用户",
];

test("whatever stands in a log, it is read without a fault", () => {
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      for (const { advice, logLine } of answersOf(readLog(parts.join("")), null)) {
        assert.doesNotMatch(textOf(advice, "en"), /undefined/);
        assert.ok(logLine.length < 3000);
      }
    }),
    runs(300),
  );
});

test("long runs of one sign cost no more than their length", () => {
  for (const sign of ["a", " ", '"', "\\", "{", "(", ".", "=", ":", "-", "_", "1", "\t"]) {
    const run = sign.repeat(32_000);
    for (const before of pieces) readLog(`[error] ${before}${run}\n`);
    readLog(`${run}\n`.repeat(5));
  }
});
