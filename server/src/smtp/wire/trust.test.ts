import assert from "node:assert/strict";
import { test } from "node:test";
import { requestFor } from "../../../testing/smtp.js";
import { composeMessage } from "./compose-message.js";
import { wildcardFits } from "./trust.js";

test("a star in the first label stands for at least nothing of that label, and for no other", () => {
  const fits: [string, string][] = [
    ["*.lan", "mail.lan"],
    ["*", "mail"],
    ["m*.lan", "mail.lan"],
    ["*l.lan", "mail.lan"],
    ["m*l.lan", "Mail.LAN"],
    ["mail*.lan", "mail.lan"],
    ["*.zoo.example", "mail.zoo.example"],
  ];
  for (const [pattern, host] of fits) assert.ok(wildcardFits(pattern, host), `${pattern} ${host}`);
  const others: [string, string][] = [
    ["mail.lan", "mail.lan"],
    ["*.lan", "a.mail.lan"],
    ["*.lan", "lan"],
    ["*.lan", "mail.test"],
    ["x*.lan", "mail.lan"],
    ["*x.lan", "mail.lan"],
    ["ma*ail.lan", "mail.lan"],
    ["*a*.lan", "mail.lan"],
    ["mail.*", "mail.lan"],
    ["*.0.2.1", "192.0.2.1"],
  ];
  for (const [pattern, host] of others) assert.ok(!wildcardFits(pattern, host), `${pattern} ${host}`);
});

test("the message has the headers and the parts of the release's own", async () => {
  const of = async (release: string, client: "mua" | "gen_smtp" = "mua") =>
    await composeMessage(requestFor(release, { client, senderName: "Zoo" }), "you@example.org");
  const now = await of("3.2.1");
  assert.match(now, /^From: Zoo <plausible@sender\.example>\r\n/m);
  assert.match(now, /^To: you@example\.org\r\n/m);
  assert.match(now, /^Date: /m);
  assert.match(now, /^Message-ID: <[^<>@]+@[^<>@]+>\r\n/m);
  assert.match(now, /Content-Type: text\/plain.*Content-Type: text\/html/s);
  assert.match(now, /invitations will\.\r\n/);
  assert.doesNotMatch(now, /^\./m);
  const malformed = await of("3.0.1");
  assert.match(malformed, /^Date: /m);
  assert.match(malformed, /^Message-ID: [^<>@\r]+\r\n/m);
  for (const without of [await of("2.1.1"), await of("3.1.0", "gen_smtp")])
    assert.doesNotMatch(without, /^(?:Date|Message-ID):/m);
  assert.match(await of("3.1.0", "gen_smtp"), /base64/);
  assert.doesNotMatch(await of("2.1.1"), /text\/plain/);
});
