import assert from "node:assert/strict";
import { test } from "node:test";
import { HourTally, hourOf } from "./hours.js";
import { LogTally } from "./tally.js";

test("the hour of a time, in each form that a log may have", () => {
  assert.equal(hourOf("2026-11-30T10:11:12.123Z"), "2026-11-30T10");
  assert.equal(hourOf("2026-11-30 10:11:12"), "2026-11-30T10");
  assert.equal(hourOf("Nov  3 10:11:12"), "Nov  3 10");
  assert.equal(hourOf("10:11:12.123"), "10");
  assert.equal(hourOf("yesterday"), null);
});

test("of a long log the last week is kept", () => {
  const hours = new HourTally();
  for (let day = 1; day <= 9; day += 1)
    for (let hour = 0; hour < 24; hour += 1) hours.add(`2026-11-0${day}T${String(hour).padStart(2, "0")}:00:00Z`);
  assert.equal(hours.counts.length, 168);
  assert.equal(hours.counts[0]?.hour, "2026-11-03T00");
});

const failure = (time: string) =>
  `${time} 10:00:00.000 [error] Failed to send e-mail:\n${time}   ** (Mua.TransportError) timeout\n`;
const attempt = (time: string) => `${time} 10:00:00.000 [debug] Sending email with Bamboo.Mua:\n`;

test("failures are counted by hour; what was tried is known where whole emails are logged", () => {
  const tally = new LogTally();
  tally.push(failure("2026-11-30T10:00:00Z") + failure("2026-11-30T10:30:00Z") + failure("2026-11-30T12:00:00Z"));
  const quiet = tally.end();
  assert.deepEqual(quiet.hours, [
    { hour: "2026-11-30T10", failures: 2 },
    { hour: "2026-11-30T12", failures: 1 },
  ]);
  assert.deepEqual([quiet.failures, quiet.attempts], [3, null]);
  const debug = new LogTally();
  for (let mail = 0; mail < 4; mail += 1) debug.push(attempt("2026-11-30T10:00:00Z"));
  debug.push(failure("2026-11-30T10:00:00Z"));
  const { failures, attempts } = debug.end();
  assert.deepEqual([failures, attempts], [1, 4]);
});

test("an entry that is settled is counted before the next one comes", () => {
  const tally = new LogTally();
  const seen: number[] = [];
  tally.onReading = ({ count }) => seen.push(count);
  tally.push(failure("2026-11-30T10:00:00Z"));
  assert.deepEqual(seen, []);
  tally.settle();
  assert.deepEqual(seen, [1]);
  tally.push(failure("2026-11-30T10:01:00Z"));
  tally.settle();
  assert.deepEqual(seen, [1, 2]);
  assert.equal(tally.end().failures, 2);
});
