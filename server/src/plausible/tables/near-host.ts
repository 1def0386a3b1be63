import type { Provider } from "./provider.js";
import { providerOf, providers } from "./providers.js";

/** Names that people take for a provider's host, and that are none. Source: public set-ups; the providers' own pages. */
const wrongNames: ReadonlyMap<string, string> = new Map([["smtp.google.com", "smtp.gmail.com"]]);

export interface NearHost {
  readonly host: string;
  readonly provider: Provider;
}

/**
 * The provider's host that a name was probably meant to be: a known wrong name, or one edit away (a letter too many, too
 * few, another one, two swapped); two edits where the name is long. Null for a known host, and for what may well be a
 * host of its own.
 */
export function nearProviderHost(text: string): NearHost | null {
  const name = text.toLowerCase().replace(/\.$/, "");
  if (providerOf(name) !== null || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return null;
  const wrong = wrongNames.get(name);
  if (wrong !== undefined) return withProvider(wrong);
  let best: { readonly host: string; readonly edits: number } | null = null;
  for (const host of candidatesFor(name)) {
    const edits = editsBetween(name, host, 2);
    if (edits === 0 || edits > (host.length >= 16 ? 2 : 1) || !isSlip(name, host, edits)) continue;
    if (best === null || edits < best.edits) best = { host, edits };
  }
  return best === null ? null : withProvider(best.host);
}

function withProvider(host: string): NearHost | null {
  const provider = providerOf(host);
  return provider === null ? null : { host, provider };
}

/** Exact hosts, and patterns with the label that the name has in the place of theirs; a part of a label tells nothing. */
function* candidatesFor(name: string): Generator<string> {
  const labels = name.split(".");
  for (const { hosts } of providers) {
    for (const host of hosts) {
      if (!host.includes("*")) yield host;
      else if (!host.startsWith("*") && host.split(".").includes("*"))
        yield host.replace("*", labels[host.split(".").indexOf("*")] ?? "*");
    }
  }
}

/** Whether the difference looks like a slip of the finger, not like another host that exists. */
function isSlip(name: string, host: string, edits: number): boolean {
  // Hosts that differ in digits alone are mostly siblings: `ssl0`, `ssl1`.
  if (name.replace(/\d/g, "") === host.replace(/\d/g, "")) return false;
  const mine = name.split(".");
  const theirs = host.split(".");
  const [domain = "", end = ""] = [theirs.at(-2), theirs.at(-1)];
  if (mine.length === theirs.length) {
    // `smtp.qa.com` is not `smtp.qq.com`: short names are near to too much.
    if (domain.length <= 3 && mine.at(-2) !== domain) return false;
    // Another country, or a slip in more than the top-level domain.
    if (mine.at(-1) !== end && (edits > 1 || (end.length === 2 && mine.at(-1)?.length === 2))) return false;
  }
  return true;
}

/** Letters added, dropped, changed or swapped with their neighbour; `limit` + 1 where it is more than that. */
function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
      next.push(edits);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? limit + 1;
}
