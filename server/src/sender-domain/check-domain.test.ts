import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { quotedText } from "../base/messages.js";
import { mailDns, mailDnsOf } from "../plausible/tables/mail-dns-table.js";
import { providers } from "../plausible/tables/providers.js";
import { checkDomain, type SenderDomain } from "./check-domain.js";
import type { Looked, Lookups } from "./lookups.js";

type Zone = Readonly<Record<string, { readonly txt?: readonly string[]; readonly mx?: readonly string[] } | "fails">>;

function lookupsIn(zone: Zone): Lookups {
  const look = (name: string, what: "txt" | "mx"): Looked<string> => {
    const known = zone[name];
    if (known === "fails") return { kind: "failed" };
    const records = known?.[what] ?? [];
    return records.length === 0 ? { kind: "none" } : { kind: "found", records };
  };
  return { texts: async (name) => look(name, "txt"), exchanges: async (name) => look(name, "mx") };
}

async function check(zone: Zone, provider: string | null = "Mailgun", more: Partial<SenderDomain> = {}) {
  const sender: SenderDomain = {
    domain: "zoo.example",
    organization: "zoo.example",
    ehlo: null,
    relay: "smtp.mailgun.org",
    provider: provider === null ? null : mailDnsOf(provider),
    ...more,
  };
  const checks = await checkDomain(sender, lookupsIn(zone));
  const of = (name: string) => checks.find(({ check: one }) => one === name) ?? assert.fail(name);
  return { checks, of, status: Object.fromEntries(checks.map(({ check: name, status }) => [name, status])) };
}

const fine: Zone = {
  "zoo.example": { txt: ["google-site-verification=x", "v=spf1 include:mailgun.org ~all"], mx: ["mx.zoo.example"] },
  "mailgun.org": { txt: ["v=spf1 ip4:192.0.2.0/24 ~all"] },
  "k1._domainkey.zoo.example": { txt: ["k=rsa; p=MIGf"] },
  "_dmarc.zoo.example": { txt: ["v=DMARC1; p=reject"] },
};

describe("the domain of the sender", () => {
  test("with all records: everything holds", async () => {
    const { status, of } = await check(fine);
    assert.deepEqual(status, { spf: "ok", dkim: "ok", dmarc: "ok", mx: "ok" });
    assert.equal(of("dkim").domain, "k1._domainkey.zoo.example");
    assert.equal(of("spf").suggested, null);
  });

  test("without any: each with the record to add", async () => {
    const { status, of } = await check({});
    assert.deepEqual(status, { spf: "failed", dkim: "warning", dmarc: "warning", mx: "warning" });
    assert.equal(of("spf").suggested, "v=spf1 include:mailgun.org ~all");
    assert.equal(of("dmarc").suggested, "v=DMARC1; p=none; rua=mailto:postmaster@zoo.example");
    assert.match(of("dkim").suggested ?? "", /^k1\._domainkey\.zoo\.example TXT/);
  });

  test("an SPF record without the provider gets one more include; one that reaches it through another is fine", async () => {
    const without = await check({ ...fine, "zoo.example": { txt: ["v=spf1 include:_spf.google.com -all"] } });
    assert.equal(without.of("spf").status, "failed");
    assert.equal(without.of("spf").suggested, "v=spf1 include:mailgun.org include:_spf.google.com -all");
    const through = await check({
      ...fine,
      "zoo.example": { txt: ["v=spf1 redirect=_spf.zoo.example"] },
      "_spf.zoo.example": { txt: ["v=spf1 include:MAILGUN.org -all"] },
    });
    assert.equal(through.of("spf").status, "ok");
  });

  test("SPF that counts for nothing: two records, nobody, too many lookups, a loop that ends", async () => {
    const status = async (txt: readonly string[], more: Zone = {}) =>
      (await check({ ...fine, ...more, "zoo.example": { txt } })).of("spf").status;
    assert.equal(await status(["v=spf1 include:mailgun.org ~all", "v=spf1 -all"]), "failed");
    assert.equal(await status(["v=spf1 -all"]), "failed");
    assert.equal(await status(["v=spf1 include:mailgun.org +all"]), "warning");
    assert.equal(
      await status([`v=spf1 ${Array.from({ length: 11 }, (_, n) => `include:n${n}.example`).join(" ")} ~all`]),
      "failed",
    );
    const loop = { "a.example": { txt: ["v=spf1 include:b.example"] }, "b.example": { txt: ["v=spf1 include:a.example"] } };
    assert.equal(await status(["v=spf1 include:a.example ~all"], loop), "failed");
    assert.equal(await status(["v=spf1 include:a.example ~all"], { "a.example": "fails" }), "unknown");
  });

  test("a provider with an envelope of its own needs no include, and DMARC then rests on DKIM", async () => {
    const zone: Zone = { "zoo.example": { txt: ["v=spf1 -all"] }, "_dmarc.zoo.example": { txt: ["v=DMARC1; p=quarantine"] } };
    const { status } = await check(zone, "SendGrid");
    assert.equal(status.spf, "warning");
    assert.equal(status.dmarc, "failed");
    const signed = await check({ ...zone, "s1._domainkey.zoo.example": { txt: ["v=DKIM1; p=MIGf"] } }, "SendGrid");
    assert.equal(signed.status.dmarc, "ok");
  });

  test("a key that was taken back is none; an account with names of its own is not known", async () => {
    assert.equal((await check({ ...fine, "k1._domainkey.zoo.example": { txt: ["v=DKIM1; p="] } })).status.dkim, "warning");
    assert.equal((await check(fine, "Amazon SES")).status.dkim, "unknown");
    assert.equal((await check(fine, null)).status.dkim, "unknown");
  });

  test("the policy of the domain above holds below", async () => {
    const zone = { "_dmarc.zoo.example": { txt: ["v=DMARC1; p=none; sp=reject"] } };
    const { of } = await check(zone, "Mailgun", { domain: "stats.zoo.example" });
    assert.equal(of("dmarc").status, "failed");
    assert.match(quotedText(of("dmarc").summary, "en"), /"reject"/);
    const alone = await check(zone, "Mailgun", { domain: "stats.zoo.example", organization: null });
    assert.equal(alone.of("dmarc").record, null);
  });

  test("a domain that takes no mail", async () => {
    assert.equal((await check({ ...fine, "zoo.example": { mx: [""] } })).status.mx, "failed");
  });

  test("no answer is not known, and never a failure", async () => {
    const zone: Zone = Object.fromEntries(
      [
        "zoo.example",
        "_dmarc.zoo.example",
        ...["k1", "mx", "smtp", "pic", "mailo"].map((name) => `${name}._domainkey.zoo.example`),
      ].map((name) => [name, "fails" as const]),
    );
    assert.deepEqual((await check(zone)).status, { spf: "unknown", dkim: "unknown", dmarc: "unknown", mx: "unknown" });
  });

  test("the name in EHLO is looked at where it is another one", async () => {
    const { checks } = await check(fine, "Mailgun", { ehlo: "stats.zoo.example" });
    assert.deepEqual(
      checks.filter(({ check: name }) => name === "spf").map(({ domain, status }) => `${domain} ${status}`),
      ["zoo.example ok", "stats.zoo.example ok"],
    );
  });

  test("every row is one of a provider, with its source", () => {
    const names = new Set(providers.map(({ name }) => name));
    for (const { provider, source } of mailDns) {
      assert.ok(names.has(provider), provider);
      assert.ok(source.length > 0);
    }
  });
});
