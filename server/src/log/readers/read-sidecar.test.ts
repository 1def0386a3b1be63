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

test("what a relay says is told apart: its login, its own rules, its encryption, and what is none of it", () => {
  const said = (line: string) => {
    const [what] = readLog(line).readings.map(({ reading }) => reading.what);
    return what?.kind === "sidecar" ? [what.fault, what.peer, what.words] : null;
  };
  assert.deepEqual(
    said(
      "Jan  2 03:04:05 mail postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=smtp.zoo.test[192.0.2.9]:587, dsn=4.7.8, status=deferred (SASL authentication failed; server smtp.zoo.test[192.0.2.9] said: 535 Wrong password)",
    ),
    ["login", "smtp.zoo.test", "535 Wrong password"],
  );
  const turned =
    "postfix/smtpd[7]: NOQUEUE: reject: RCPT from plausible.net[172.20.0.5]: 454 4.7.1 <ada@zoo.example>: Relay access denied; from=<a@zoo.test> to=<ada@zoo.example> proto=ESMTP helo=<zoo.test>";
  assert.deepEqual(said(turned), ["turned-away", "plausible.net", "454 4.7.1 <ada@zoo.example>: Relay access denied"]);
  assert.equal(said(turned.replace("172.20.0.5", "192.0.2.77")), null, "whoever knocks from outside");
  assert.deepEqual(
    said("2026-01-02 03:04:05 H=(zoo.test) [172.20.0.5] F=<a@zoo.test> rejected RCPT <ada@zoo.example>: relay not permitted"),
    ["turned-away", null, "relay not permitted"],
  );
  assert.deepEqual(
    said(
      "postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=mx.zoo.test[192.0.2.9]:25, dsn=4.7.5, status=deferred (Server certificate not verified)",
    ),
    ["encryption", "mx.zoo.test", "Server certificate not verified"],
  );
  assert.deepEqual(
    said("2026-01-02 03:04:05 1abCdE-00002f-3g == ada@zoo.example R=dnslookup T=remote_smtp defer (-53): retry time not reached"),
    ["other", null, "retry time not reached"],
  );
  assert.deepEqual(
    said(
      "LOG: MAIN\n  ** ada@zoo.example R=smarthost T=remote_smtp_smarthost: SMTP error from remote mail server after MAIL FROM:<>; SIZE=24: host smtp.zoo.test [192.0.2.9]: 530-5.5.1 Authentication Required",
    ),
    ["login", "smtp.zoo.test", "530-5.5.1 Authentication Required"],
  );
});

test("a relay whose login is wrong is not told to go through a provider", () => {
  const advice = (line: string) =>
    answersOf(readLog(line), null)
      .map((answer) => textOf(answer.advice, "en"))
      .join("");
  const line = (host: string, said: string) =>
    `postfix/smtp[12]: 4ABC: to=<ada@zoo.example>, relay=${host}[192.0.2.9]:587, dsn=5.7.1, status=bounced (host ${host}[192.0.2.9] said: ${said} (in reply to MAIL FROM command))`;
  assert.match(advice(line("smtp.sendgrid.net", "535 Wrong password")), /in the relay's own settings/);
  assert.doesNotMatch(advice(line("smtp.sendgrid.net", "535 Wrong password")), /Use a mail provider instead/);
  assert.doesNotMatch(advice(line("smtp.sendgrid.net", "550 5.7.1 no")), /straight from a server's own address/);
  assert.match(advice(line("mx.zoo.test", "550 5.7.1 no")), /Use a mail provider instead/);
});
