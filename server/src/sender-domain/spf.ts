import type { Lookups } from "./lookups.js";

/** The records among some texts that are SPF's. */
export function spfIn(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => /^v=spf1(?: |$)/i.test(text));
}

/** What an SPF record leads to. */
export interface SpfReach {
  /** Every domain that it includes or redirects to, in lower case, itself or through others. */
  readonly domains: ReadonlySet<string>;
  /** Terms that cost the receiver a question; more than ten make the record invalid (RFC 7208, 4.6.4). */
  readonly lookups: number;
  /** A question was not answered. */
  readonly incomplete: boolean;
}

/** Receivers stop at ten questions; we stop a little later, to tell that they do. */
const mostLookups = 12;

/** Follows the includes and redirects of a record. */
export async function reachOf(record: string, dns: Lookups): Promise<SpfReach> {
  const domains = new Set<string>();
  let lookups = 0;
  let incomplete = false;
  const waiting = [record];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const term of next.toLowerCase().split(/\s+/).slice(1)) {
      const [, name = "", target = ""] = /^[-+?~]?(include:|redirect=)([^\s/]+)$/.exec(term) ?? [];
      if (name === "") {
        if (/^[-+?~]?(?:a|mx|ptr|exists)(?:[:/]|$)/.test(term)) lookups += 1;
        continue;
      }
      lookups += 1;
      if (domains.has(target) || lookups > mostLookups) continue;
      domains.add(target);
      const looked = await dns.texts(target);
      if (looked.kind === "failed") incomplete = true;
      else if (looked.kind === "found") waiting.push(...spfIn(looked.records).slice(0, 1));
    }
  }
  return { domains, lookups, incomplete };
}

/** The record with one more include, before what says "all". */
export function withInclude(record: string, include: string): string {
  const [version = "v=spf1", ...terms] = record.trim().split(/\s+/);
  return [version, `include:${include}`, ...terms].join(" ");
}

/** Whether a record allows everybody, or nobody at all. */
export function allowsWhom(record: string): "everybody" | "nobody" | "some" {
  const terms = record.toLowerCase().trim().split(/\s+/).slice(1);
  if (terms.some((term) => term === "all" || term === "+all")) return "everybody";
  return terms.length === 1 && terms[0] === "-all" ? "nobody" : "some";
}
