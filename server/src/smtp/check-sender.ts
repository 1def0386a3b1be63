import type { Delivery } from "../plausible/mailer/model.js";
import { mailDnsOf } from "../plausible/tables/mail-dns-table.js";
import { providerOf } from "../plausible/tables/providers.js";
import { checkDomain, type DomainCheck } from "../sender-domain/check-domain.js";
import { domainLookups } from "./wire/domain-lookups.js";

/** The providers of the adapters for web APIs, by their client. */
const apiProviders: Partial<Record<Delivery["client"], string>> = {
  postmark: "Postmark",
  mailgun: "Mailgun",
  mandrill: "Mandrill",
  sendgrid: "SendGrid",
};

/**
 * What the DNS says of the domain that a service sends for; an empty list where its sender has none.
 *
 * @param server the DNS server to ask; null: those of this machine
 * @param timeout milliseconds for each question
 */
export async function checkSender(delivery: Delivery, server: string | null, timeout: number): Promise<readonly DomainCheck[]> {
  const domain = /@([a-z\d.-]+\.[a-z]{2,})$/i.exec(delivery.mailFrom.trim())?.[1]?.toLowerCase();
  if (domain === undefined) return [];
  const provider = apiProviders[delivery.client] ?? (delivery.host === null ? undefined : providerOf(delivery.host)?.name);
  // The list of public suffixes is loaded where a domain is looked up. Owners below a private one (`user.github.io`) are owners.
  const { getDomain } = await import("tldts");
  const sender = {
    domain,
    organization: getDomain(domain, { allowPrivateDomains: true }),
    ehlo: delivery.ehlo?.toLowerCase() ?? null,
    relay: delivery.host,
    provider: provider === undefined ? null : mailDnsOf(provider),
  };
  return checkDomain(sender, domainLookups(server, timeout));
}
