import assert from "node:assert/strict";
import { test } from "node:test";
import { readLog } from "../../testing/log.js";
import { LogTally } from "./tally.js";

const failed = (time: string, reply: string) => `${time} [error] Failed to send e-mail:\n\n  ** (Mua.SMTPError) ${reply}\n`;

test("what repeats itself is counted, with the time of the last", () => {
  const log = [
    failed("10:00:00.000", "450 4.2.0 Greylisted (id 1234)"),
    "10:00:01.000 [info] GET /\n",
    failed("10:00:02.000", "450 4.2.0 Greylisted (id 5678)"),
    failed("10:00:03.000", "535 5.7.8 no"),
  ].join("");
  const { readings, lines } = readLog(log);
  assert.deepEqual(
    readings.map(({ count, line, lastTime, reading }) => [count, line, lastTime, reading.logLine]),
    [
      [2, 1, "10:00:02.000", "** (Mua.SMTPError) 450 4.2.0 Greylisted (id 5678)"],
      [1, 8, "10:00:03.000", "** (Mua.SMTPError) 535 5.7.8 no"],
    ],
  );
  assert.equal(lines, 10);
});

test("the runtime's notice and the error after it are one failure", () => {
  const alert = "generated CLIENT ALERT: Fatal - Unknown CA";
  const notice = `10:00:00.000 [notice] TLS :client: In state wait_cert_cr at ssl_handshake.erl:2175 ${alert}\n`;
  const error = `10:00:00.001 [error] Failed to send e-mail:\n\n  ** (Mua.TransportError) TLS client: In state wait_cert_cr at ssl_handshake.erl:2175 ${alert}\n`;
  const both = readLog(notice + error + notice + error).readings;
  assert.deepEqual(
    both.map(({ count, reading }) => [count, reading.ofMail]),
    [[2, true]],
  );
  assert.deepEqual(
    readLog(notice).readings.map(({ count, reading }) => [count, reading.ofMail]),
    [[1, false]],
  );
});

test("pieces may end anywhere", () => {
  const log = failed("10:00:00.000", "535 5.7.8 no");
  const tally = new LogTally();
  for (const sign of log) tally.push(sign);
  assert.deepEqual(tally.end(), readLog(log));
});

test("lines of mail that are not known are told by number, and never shown", () => {
  const { readings, unknown, unknownCount } = readLog("[info] x\n[error] the smtp relay said hunter2\n[error] no database\n");
  assert.deepEqual([readings.length, unknown, unknownCount], [0, [2], 1]);
});

test("an entry that is too long to be read to its end, and says nothing before it, is told", () => {
  const long = "x".repeat(40_000);
  const { cut, cutCount } = readLog(`[error] ${long}\n[info] GET /\n[error] ${"y\n".repeat(300)}\n`);
  assert.deepEqual([cut, cutCount], [[1, 3], 2]);
  const fine = `${failed("10:00:00.000", `535 5.7.8 ${long}`)}[debug] ${long}\n[info] ${"<p>\n".repeat(300)}`;
  assert.deepEqual(readLog(fine).cut, [], "what was understood, and what is no failure");
});

test("of lines that no logger wrote all are read, however many they are", () => {
  const { readings, cutCount } = readLog(`${"GET /\n".repeat(1000)}** (Mua.SMTPError) 535 5.7.8 no\n`);
  assert.deepEqual([readings.length, cutCount], [1, 0]);
});

test("the word e-mail alone is nothing of ours", () => {
  const other =
    '[error] #PID<0.1.0> running PlausibleWeb.Endpoint terminated\n** (Ecto.ConstraintError) users_email_index, email: "x@y.example"\n';
  assert.deepEqual([readLog(other).readings.length, readLog(other).unknownCount], [0, 0]);
});

test("lines of others behind a line without a reason do not hide it, and neither do quotes", () => {
  for (const log of [
    "10:00:00.000 [error] Failed to send e-mail\n2024-01-01 00:00:00.000 UTC [33] LOG:  checkpoint starting\n",
    '"request_id=GAo [error] Failed to send e-mail"',
    "> 10:00:00.000 [error] Failed to send e-mail",
  ]) {
    assert.deepEqual(
      readLog(log).readings.map(({ reading }) => reading.what.kind),
      ["no-reason"],
      log,
    );
  }
});

test("only the wanted container counts", () => {
  const log =
    failed("10:00:00.000", "535 5.7.8 no").replace(/^(?=.)/gm, "blue-1  | ") +
    failed("10:00:00.000", "450 4.2.0 Greylisted").replace(/^(?=.)/gm, "green-1  | ");
  assert.deepEqual(
    readLog(log, (source) => source === "green-1").readings.map(({ reading }) => reading.logLine),
    ["** (Mua.SMTPError) 450 4.2.0 Greylisted"],
  );
});

test("a line without an end is read as far as it goes", () => {
  const tally = new LogTally();
  for (let piece = 0; piece < 300; piece += 1) tally.push("x".repeat(65_536));
  tally.push(`\n${failed("10:00:00.000", "535 5.7.8 no")}`);
  assert.equal(tally.end().readings.length, 1);
});
