import assert from "node:assert/strict";
import { test } from "node:test";
import { readLog } from "../../../testing/log.js";
import { textOf } from "../../base/messages.js";
import { answersOf } from "../answer.js";

const faultsOf = (text: string) =>
  readLog(text).readings.map(({ reading: { what } }) =>
    what.kind === "sidecar" ? [what.program, what.relay, what.fault] : what,
  );

test("a mail relay's log says whose it is and what keeps it from delivering", () => {
  const exim = [
    "mail-1  |   12 delivering 1abCdE-00002f-3g",
    "mail-1  |   12 Connecting to mx.zoo.example [2001:db8::7]:25 ... failed: Cannot assign requested address",
    "mail-1  |   12 LOG: MAIN",
    "mail-1  |   12   H=mx.zoo.example [2001:db8::7] Cannot assign requested address",
    "mail-1  |   12 Connecting to mx.zoo.example [192.0.2.9]:25 ... failed: Connection timed out (timeout=5m)",
  ].join("\n");
  assert.deepEqual(faultsOf(exim), [
    ["Exim", "mail-1", "no-ipv6"],
    ["Exim", "mail-1", "timeout"],
  ]);
  const [first] = answersOf(readLog(exim), null);
  assert.equal(first?.cause, "sidecar-cannot-deliver");
  assert.match(first === undefined ? "" : textOf(first.advice, "en"), /log of the mail relay `mail-1` \(Exim\), not Plausible's/);
});

test("Exim's main log and Postfix's are known, and what they delivered is no failure", () => {
  const cases: readonly (readonly [string, string | null])[] = [
    [
      "2026-01-02 03:04:05 1abCdE-00002f-3g == ada@zoo.example R=dnslookup T=remote_smtp defer (110): Connection timed out",
      "timeout",
    ],
    [
      "2026-01-02 03:04:05 1abCdE-00002f-3g ** ada@zoo.example R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<ada@zoo.example>: 550 5.7.1 no reverse name",
      "refused",
    ],
    ["2026-01-02 03:04:05 1abCdE-00002f-3g => ada@zoo.example R=dnslookup T=remote_smtp H=mx.zoo.example [192.0.2.9]", null],
    [
      "mail | postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to mx.zoo.example[192.0.2.9]:25: Connection timed out)",
      "timeout",
    ],
    [
      "mail | postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=mx.zoo.example[192.0.2.9]:25, dsn=5.7.1, status=bounced (host mx.zoo.example[192.0.2.9] said: 550 5.7.1 not from you (in reply to RCPT TO command))",
      "refused",
    ],
    ["mail | postfix/smtp[12]: connect to mx.zoo.example[2001:db8::7]:25: Network is unreachable", "no-ipv6"],
    [
      "mail | postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=mx.zoo.example[192.0.2.9]:25, dsn=2.0.0, status=sent (250 2.0.0 OK)",
      null,
    ],
  ];
  for (const [line, fault] of cases) {
    const found = readLog(line).readings.map(({ reading: { what } }) => (what.kind === "sidecar" ? what.fault : what));
    assert.deepEqual(found, fault === null ? [] : [fault], line);
  }
});

test("a failure far down in a relay's log is found", () => {
  const many = Array.from({ length: 500 }, (_, at) => `mail-1 |   ${at} delivering 1abCdE-00002f-3g`).join("\n");
  const line = "mail-1 |   7 Connecting to mx.zoo.example [192.0.2.9]:25 ... failed: Connection timed out (timeout=5m)";
  assert.deepEqual(faultsOf(`${many}\n${line}`), [["Exim", "mail-1", "timeout"]]);
});
