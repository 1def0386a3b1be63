/** What a provider wants to be published for the domain of a sender. */
export interface MailDns {
  /** The name of the provider's row. */
  readonly provider: string;
  /** The domain that SPF includes; null: none is known, or none is needed. */
  readonly include: string | null;
  /**
   * It puts an address of its own domain, or of a subdomain set up for it, into the envelope: SPF of the sender's domain is
   * then not asked, and DMARC rests on DKIM.
   */
  readonly ownEnvelope: boolean;
  /** The usual names of its DKIM keys; empty: each account has its own. */
  readonly selectors: readonly string[];
  readonly source: string;
}

function row(
  provider: string,
  include: string | null,
  selectors: readonly string[],
  source: string,
  ownEnvelope = false,
): MailDns {
  return { provider, include, ownEnvelope, selectors, source };
}

const lists =
  "dailytool.net and checkemaildelivery.com, lists of SPF includes; suped.com and domainpreflight.dev, lists of DKIM selectors";

/** Rows are hints: a name may be chosen by the account's owner. Nothing that is missing here is an error by that alone. */
export const mailDns: readonly MailDns[] = [
  row("Gmail", "_spf.google.com", ["google"], lists),
  row("Google Workspace relay", "_spf.google.com", ["google"], lists),
  row("Microsoft 365", "spf.protection.outlook.com", ["selector1", "selector2"], lists),
  row("Microsoft 365 (connector)", "spf.protection.outlook.com", ["selector1", "selector2"], lists),
  row("Amazon SES", "amazonses.com", [], `${lists}; each identity has three names of its own`, true),
  row("SendGrid", "sendgrid.net", ["s1", "s2", "smtpapi"], lists, true),
  row("Mailgun", "mailgun.org", ["k1", "mx", "smtp", "pic", "mailo"], lists),
  row("Mailgun EU", "mailgun.org", ["k1", "mx", "smtp", "pic", "mailo"], lists),
  row("Postmark", "spf.mtasv.net", ["pm"], `${lists}; newer accounts have a date in the name`, true),
  row("Mandrill", "spf.mandrillapp.com", ["mte1", "mte2", "mandrill", "k1"], `${lists}; help.sendmarc.com 44001891845`, true),
  row("SparkPost", "sparkpostmail.com", [], lists, true),
  row("Brevo", "spf.brevo.com", ["brevo1", "brevo2", "mail"], lists, true),
  row("Sendinblue (now Brevo)", "spf.sendinblue.com", ["mail"], lists, true),
  row("Mailjet", "spf.mailjet.com", ["mailjet"], lists, true),
  row("Resend", "amazonses.com", ["resend"], "resend.com/docs, domains", true),
  row("Zoho Mail", "zoho.com", ["zmail", "zoho"], lists),
  row("Fastmail", "spf.messagingengine.com", ["fm1", "fm2", "fm3"], "fastmail.help, manual DNS configuration"),
  row("Proton Mail", "_spf.protonmail.ch", ["protonmail", "protonmail2", "protonmail3"], "proton.me/support, custom domain"),
  row("Migadu", "spf.migadu.com", ["key1", "key2", "key3"], "migadu.com/guides, DNS"),
  row("Yandex", "_spf.yandex.net", ["mail"], "yandex.com/support, DNS records"),
];

/** The row of a provider; null: nothing is known of what it wants. */
export function mailDnsOf(provider: string): MailDns | null {
  return mailDns.find((one) => one.provider === provider) ?? null;
}
