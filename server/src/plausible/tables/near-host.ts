import type { Provider } from "./provider.js";
import { providerOf, providers } from "./providers.js";

/** Names that people take for a provider's host, and that are none. Source: public set-ups; the providers' own pages. */
const wrongNames: ReadonlyMap<string, string> = new Map([["smtp.google.com", "smtp.gmail.com"]]);

/** The host for sending beside one for reading mail: `imap.gmail.com`, `pop.qq.com`; null: no such one is known. */
function besideReadingHost(name: string): string | null {
  const sending = name.replace(/^(?:imap4?|pop3?|imaps|pop3s)\./, "smtp.");
  return sending !== name && providerOf(sending) !== null ? sending : null;
}

const mostEdits = 2;

export interface NearHost {
  readonly host: string;
  readonly provider: Provider;
  /** The name is that of the provider's server for reading mail. */
  readonly isForReading: boolean;
}

/**
 * The provider's host that a name was probably meant to be: a known wrong name, or one edit away (a letter too many, too
 * few, another one, two swapped); two edits where the name is long. Null for a known host, and for what may well be a
 * host of its own.
 */
export function nearProviderHost(text: string): NearHost | null {
  const name = text.toLowerCase().replace(/\.$/, "");
  if (providerOf(name) !== null || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name)) return null;
  const sending = besideReadingHost(name);
  if (sending !== null) return withProvider(sending, true);
  const wrong = wrongNames.get(name);
  if (wrong !== undefined) return withProvider(wrong);
  let best: { readonly host: string; readonly edits: number } | null = null;
  for (const host of candidatesFor(name)) {
    const edits = editsBetween(name, host, mostEdits);
    if (edits === 0 || edits > (host.length >= 16 ? 2 : 1) || !isSlip(name, host, edits)) continue;
    if (best === null || edits < best.edits) best = { host, edits };
  }
  return best === null ? null : withProvider(best.host);
}

function withProvider(host: string, isForReading = false): NearHost | null {
  const provider = providerOf(host);
  return provider === null ? null : { host, provider, isForReading };
}

/** A host of the table; with a star that is a label of its own, and which one that is. */
interface Candidate {
  readonly host: string;
  readonly star: number | null;
  readonly letters: number;
}

/** Not the patterns whose star is a part of a label, or the first one: it tells nothing. */
const candidates = providers
  .flatMap(({ hosts }) => hosts)
  .flatMap((host): Candidate[] => {
    const star = host.includes("*") ? host.split(".").indexOf("*") : null;
    return star === null || star > 0 ? [{ host, star, letters: lettersIn(host) }] : [];
  });

/** The hosts that may be two edits away, patterns with the label that the name has in the place of theirs. */
function* candidatesFor(name: string): Generator<string> {
  const labels = name.split(".");
  const wanted = lettersIn(name);
  for (const { host: written, star, letters } of candidates) {
    const host = star === null ? written : written.replace("*", labels[star] ?? "*");
    // An edit changes two letters at most. Nearly all hosts are far away, and to count their edits takes a hundred times as long.
    const different = bitsIn((star === null ? letters : lettersIn(host)) ^ wanted);
    if (Math.abs(host.length - name.length) <= mostEdits && different <= 2 * mostEdits) yield host;
  }
}

/** Which letters a text has, as bits of a number; some share one. */
function lettersIn(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) letters |= 1 << (text.charCodeAt(at) & 31);
  return letters;
}

function bitsIn(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
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
    if (Math.min(...next) > limit) return limit + 1; // and it only grows from here
    before = row;
    row = next;
  }
  return row[b.length] ?? limit + 1;
}
