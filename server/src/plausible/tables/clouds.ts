/** A hosting platform that blocks outgoing SMTP. */
export interface Cloud {
  readonly name: string;
  /** Destination ports that are blocked at first. */
  readonly blocked: readonly number[];
  /** Ports that are known to stay open. */
  readonly open: readonly number[];
  /** Whether the platform lifts the block on request; null: not known. */
  readonly onRequest: boolean | null;
  /** `primary`: the platform's own page; `secondary`: reports of users, or pages about it. */
  readonly evidence: "primary" | "secondary";
  readonly source: string;
}

/** Who blocks what. A platform without a source that could be kept is not in it. */
export const clouds: readonly Cloud[] = [
  {
    name: "DigitalOcean",
    blocked: [25, 465, 587],
    open: [2525],
    onRequest: null,
    evidence: "primary",
    source: "docs.digitalocean.com/support/why-is-smtp-blocked; useplunk/plunk#194; Hubs-Foundation/hubs discussion 2886",
  },
  {
    name: "Hetzner Cloud",
    blocked: [25, 465],
    open: [587],
    onRequest: null,
    evidence: "secondary",
    source: "plausible/analytics#3676",
  },
  {
    name: "AWS EC2",
    blocked: [25],
    open: [465, 587, 2587],
    onRequest: true,
    evidence: "secondary",
    source: "plausible/docs PR 428; plausible/community-edition#100; AWS SES documentation",
  },
  {
    name: "Google Cloud",
    blocked: [25],
    open: [465, 587, 2525],
    onRequest: null,
    evidence: "secondary",
    source: "plausible/docs PR 428; GitLab charts MR 647",
  },
  {
    name: "Azure",
    blocked: [25],
    open: [],
    onRequest: null,
    evidence: "secondary",
    source: "developer.nylas.com smtp-ports-blocked",
  },
  {
    name: "Oracle Cloud",
    blocked: [25],
    open: [],
    onRequest: null,
    evidence: "secondary",
    source: "developer.nylas.com smtp-ports-blocked",
  },
  {
    name: "Vultr",
    blocked: [25],
    open: [],
    onRequest: true,
    evidence: "secondary",
    source: "plausible/community-edition#100",
  },
  {
    name: "Linode",
    blocked: [25, 465, 587],
    open: [],
    onRequest: true,
    evidence: "primary",
    source: "linode/linode-api-docs PR 267 (accounts after 2019-11-05); goauthentik/authentik#4192; knadh/listmonk#1136",
  },
  {
    name: "Render (free)",
    blocked: [25, 465, 587],
    open: [],
    onRequest: null,
    evidence: "secondary",
    source: "news.lavx.hu (from 2025-09-26)",
  },
  {
    name: "Railway",
    blocked: [25, 465, 587],
    open: [],
    onRequest: null,
    evidence: "secondary",
    source: "railwayapp/docs#1126 (587; several plans)",
  },
  {
    name: "Alibaba Cloud ECS",
    blocked: [25],
    open: [],
    onRequest: null,
    evidence: "secondary",
    source: "copies of help.aliyun.com",
  },
];

/**
 * The platforms at which exactly this would be seen: each of `silent` is blocked there, none of `answering` is.
 *
 * `cloudsThatBlock([25, 465], [587])` → Hetzner Cloud
 */
export function cloudsThatBlock(silent: readonly number[], answering: readonly number[]): Cloud[] {
  if (silent.length === 0) return [];
  return clouds.filter(
    ({ blocked }) => silent.every((port) => blocked.includes(port)) && !answering.some((port) => blocked.includes(port)),
  );
}
