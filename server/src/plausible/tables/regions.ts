/**
 * Regions of AWS, more than have Amazon SES: in some of them SES has no SMTP host (Zurich, eu-central-2), and AWS adds new
 * ones, so only what is no region at all is spoken of. Source: docs.aws.amazon.com/general/latest/gr/ses.html for those
 * with SES; AWS's list of regions for the others.
 */
const awsRegions = (
  "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 " +
  "ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 " +
  "eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 " +
  "us-east-1 us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2"
).split(" ");

/**
 * The endings of Zoho's data centres. Source: zoho.com/accounts/protocol/oauth/multi-dc.html, zoho.com/workdrive/developer
 * (ae); `ca` is postigo.net's, Zoho itself says zohocloud.ca.
 */
const zohoRegions = "com eu in com.au jp com.cn sa ca uk ae".split(" ");

/** A provider's host whose regional part is none of the provider's. */
export interface UnknownRegion {
  readonly provider: "Amazon SES" | "Zoho Mail";
  readonly region: string;
  readonly known: readonly string[];
  /** The host with another region in its place. */
  readonly hostIn: (region: string) => string;
}

/** What is wrong with the region in a host; null: nothing, or the host has none. */
export function unknownRegionOf(host: string): UnknownRegion | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  const [, ses] = /^email-smtp\.([a-z0-9-]+)\.amazonaws\.com$/.exec(name) ?? [];
  if (ses !== undefined && !awsRegions.includes(ses)) {
    return { provider: "Amazon SES", region: ses, known: awsRegions, hostIn: (region) => `email-smtp.${region}.amazonaws.com` };
  }
  const [, service, zoho] = /^(smtp|smtppro)\.zoho\.([a-z.]+)$/.exec(name) ?? [];
  if (zoho !== undefined && !zohoRegions.includes(zoho)) {
    return { provider: "Zoho Mail", region: zoho, known: zohoRegions, hostIn: (region) => `${service}.zoho.${region}` };
  }
  return null;
}

export type MailgunRegion = "US" | "EU";

/** Mailgun's API in each of its regions. Source: documentation.mailgun.com, base URLs. */
export const mailgunApis: Readonly<Record<MailgunRegion, string>> = {
  US: "https://api.mailgun.net/v3",
  EU: "https://api.eu.mailgun.net/v3",
};

/** The region of an address of Mailgun's API; null for other addresses. */
export function mailgunApiRegion(uri: string): MailgunRegion | null {
  const [, host] = /^https?:\/\/([^/:?#]+)/i.exec(uri.trim()) ?? [];
  if (host?.toLowerCase() === "api.mailgun.net") return "US";
  return host?.toLowerCase() === "api.eu.mailgun.net" ? "EU" : null;
}

/** The region of Mailgun's SMTP host; null for other hosts. */
export function mailgunHostRegion(host: string): MailgunRegion | null {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name === "smtp.mailgun.org") return "US";
  return name === "smtp.eu.mailgun.org" ? "EU" : null;
}
