import { listed, type Message, message } from "../base/messages.js";
import type { MailDns } from "../plausible/tables/mail-dns-table.js";
import { texts } from "./domain-texts.js";
import type { Lookups } from "./lookups.js";
import { allowsWhom, reachOf, spfIn, withInclude } from "./spf.js";

/** One look into the DNS of the sender's domain. */
export interface DomainCheck {
  readonly check: "spf" | "dkim" | "dmarc" | "mx";
  /** The name that was asked for. */
  readonly domain: string;
  readonly status: "ok" | "failed" | "warning" | "unknown";
  /** What is published; null: nothing, or it could not be asked. */
  readonly record: string | null;
  /** The record to publish; null: none is needed, or only the provider knows it. */
  readonly suggested: string | null;
  readonly summary: Message;
}

/** Whose DNS is looked at. */
export interface SenderDomain {
  /** Of the sender's address. */
  readonly domain: string;
  /** The registered domain that it belongs to (`zoo.co.uk`), whose DMARC policy holds for it too; null: it belongs to none. */
  readonly organization: string | null;
  /** The name that Plausible greets the mail server with; null: not known. */
  readonly ehlo: string | null;
  /** The mail server that it sends through; null: none. */
  readonly relay: string | null;
  /** What its provider wants; null: no provider that we know. */
  readonly provider: MailDns | null;
}

/**
 * Whether receivers can tell that email of this domain is the domain's own: SPF, DKIM, DMARC, and an MX for answers. It says
 * nothing about whether a mail server accepts an email.
 */
export async function checkDomain(sender: SenderDomain, dns: Lookups): Promise<readonly DomainCheck[]> {
  const [spf, dkim, mx] = await Promise.all([checkSpf(sender, dns), checkDkim(sender, dns), checkMx(sender, dns)]);
  const dmarc = await checkDmarc(sender, spf, dkim, dns);
  const { ehlo, domain } = sender;
  const greeting = ehlo === null || ehlo === domain || !/\.[a-z]/i.test(ehlo) ? [] : [await checkGreeting(ehlo, dns)];
  return [spf, ...greeting, dkim, dmarc, mx];
}

type Found = Pick<DomainCheck, "status" | "summary"> & Partial<DomainCheck>;

const found = (check: DomainCheck["check"], domain: string, rest: Found): DomainCheck => ({
  check,
  domain,
  record: null,
  suggested: null,
  ...rest,
});

async function checkSpf(sender: SenderDomain, dns: Lookups): Promise<DomainCheck> {
  const { domain, provider, relay } = sender;
  const include = provider?.include ?? null;
  const say = (rest: Found) => found("spf", domain, rest);
  const looked = await dns.texts(domain);
  if (looked.kind === "failed") return say({ status: "unknown", summary: message(texts.noAnswer, { name: domain }) });
  const records = looked.kind === "found" ? spfIn(looked.records) : [];
  const [record, another] = records;
  const whole = `v=spf1 ${include === null ? `a:${relay ?? domain}` : `include:${include}`} ~all`;
  // Where SPF is asked of another domain, what stands here harms nobody.
  const bad = provider?.ownEnvelope === true ? "warning" : "failed";
  if (record === undefined) return say({ status: bad, suggested: whole, summary: message(texts.noSpf, { domain }) });
  if (another !== undefined) {
    return say({ status: "failed", record: records.join(" | "), summary: message(texts.severalSpf, { domain }) });
  }
  const whom = allowsWhom(record);
  if (whom === "nobody") return say({ status: bad, record, suggested: whole, summary: message(texts.spfNobody, { domain }) });
  const reach = await reachOf(record, dns);
  if (reach.lookups > 10) return say({ status: "failed", record, summary: message(texts.spfTooLong, { domain }) });
  if (include !== null && !reach.domains.has(include)) {
    if (reach.incomplete) return say({ status: "unknown", record, summary: message(texts.noAnswer, { name: domain }) });
    const suggested = withInclude(record, include);
    const text = provider?.ownEnvelope === true ? texts.includeOptional : texts.includeMissing;
    return say({
      status: bad,
      record,
      suggested,
      summary: message(text, { domain, include, provider: provider?.provider ?? "" }),
    });
  }
  if (whom === "everybody") return say({ status: "warning", record, summary: message(texts.spfEverybody, { domain }) });
  if (include === null)
    return say({ status: "unknown", record, summary: message(texts.spfUnclear, { domain, relay: relay ?? "?" }) });
  return say({ status: "ok", record, summary: message(texts.spfFine, { domain, include }) });
}

/** The name of the greeting is asked for only by some servers, and only of the first one on the way. */
async function checkGreeting(ehlo: string, dns: Lookups): Promise<DomainCheck> {
  const looked = await dns.texts(ehlo);
  const [record = null] = looked.kind === "found" ? spfIn(looked.records) : [];
  const say = (rest: Found) => found("spf", ehlo, { record, ...rest });
  if (looked.kind === "failed") return say({ status: "unknown", summary: message(texts.noAnswer, { name: ehlo }) });
  if (record !== null && allowsWhom(record) === "nobody") {
    return say({ status: "warning", summary: message(texts.greetingNobody, { ehlo }) });
  }
  return say({ status: "ok", summary: message(record === null ? texts.greetingNone : texts.greetingFine, { ehlo }) });
}

async function checkDkim({ domain, provider }: SenderDomain, dns: Lookups): Promise<DomainCheck> {
  const selectors = provider?.selectors ?? [];
  const [first] = selectors;
  if (first === undefined) {
    return found("dkim", domain, { status: "unknown", summary: message(texts.dkimNames, { domain }) });
  }
  const names = selectors.map((selector) => `${selector}._domainkey.${domain}`);
  const looked = await Promise.all(names.map(async (name) => ({ name, answer: await dns.texts(name) })));
  for (const { name, answer } of looked) {
    const record = answer.kind === "found" ? answer.records.find((text) => /(?:^|;)\s*p=/i.test(text)) : undefined;
    if (record === undefined) continue;
    if (/(?:^|;)\s*p=\s*(?:;|$)/i.test(record)) continue; // a key that was taken back
    return found("dkim", name, { status: "ok", record, summary: message(texts.dkimFine, { name }) });
  }
  const name = names[0] ?? domain;
  if (looked.every(({ answer }) => answer.kind === "failed")) {
    return found("dkim", name, { status: "unknown", summary: message(texts.noAnswer, { name }) });
  }
  return found("dkim", name, {
    status: "warning",
    suggested: `${name} TXT "v=DKIM1; k=rsa; p=…"`,
    summary: message(texts.noDkim, { names: listed(names), provider: provider?.provider ?? "" }),
  });
}

async function checkDmarc(sender: SenderDomain, spf: DomainCheck, dkim: DomainCheck, dns: Lookups): Promise<DomainCheck> {
  const { domain, organization, provider } = sender;
  const say = (rest: Found) => found("dmarc", `_dmarc.${domain}`, rest);
  const suggested = `v=DMARC1; p=none; rua=mailto:postmaster@${domain}`;
  // The policy of a domain holds for those below it too.
  const above = organization === null || organization === domain ? [] : [organization];
  for (const name of [domain, ...above]) {
    const looked = await dns.texts(`_dmarc.${name}`);
    if (looked.kind === "failed") return say({ status: "unknown", summary: message(texts.noAnswer, { name: `_dmarc.${name}` }) });
    const record = looked.kind === "found" ? looked.records.find((text) => /^v=DMARC1\s*(?:;|$)/i.test(text)) : undefined;
    if (record === undefined) continue;
    const tag = name === domain ? /;\s*p\s*=\s*(\w+)/i : /;\s*sp\s*=\s*(\w+)/i;
    const policy = (tag.exec(record)?.[1] ?? /;\s*p\s*=\s*(\w+)/i.exec(record)?.[1] ?? "none").toLowerCase();
    const bySpf = spf.status === "ok" && provider?.ownEnvelope !== true;
    if (bySpf || dkim.status === "ok") return say({ status: "ok", record, summary: message(texts.dmarcFine, { policy }) });
    if (spf.status === "unknown" || dkim.status === "unknown")
      return say({ status: "unknown", record, summary: message(texts.dmarcUnclear, { policy }) });
    const enforced = policy === "reject" || policy === "quarantine";
    return say({ status: enforced ? "failed" : "warning", record, summary: message(texts.dmarcFails, { policy }) });
  }
  return say({ status: "warning", suggested, summary: message(texts.noDmarc, { domain }) });
}

async function checkMx({ domain }: SenderDomain, dns: Lookups): Promise<DomainCheck> {
  const say = (rest: Found) => found("mx", domain, rest);
  const looked = await dns.exchanges(domain);
  if (looked.kind === "failed") return say({ status: "unknown", summary: message(texts.noAnswer, { name: domain }) });
  if (looked.kind === "none") return say({ status: "warning", summary: message(texts.noMx, { domain }) });
  const record = looked.records.join(", ");
  if (looked.records.every((name) => name === "")) {
    return say({ status: "failed", record: ".", summary: message(texts.nullMx, { domain }) });
  }
  return say({ status: "ok", record, summary: message(texts.mxFine, { domain, record: listed(looked.records) }) });
}
