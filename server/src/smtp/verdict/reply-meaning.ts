import { repliesByMeaning } from "./replies-by-meaning.js";
import { repliesOfMailboxes } from "./replies-of-mailboxes.js";
import { repliesOfSenders } from "./replies-of-senders.js";
import type { ReplyRow } from "./reply-row.js";
import { withoutPages } from "./reply-words.js";
import type { ReplyTrouble } from "./talk.js";

/** Every reply that is known by its words: those of one provider first. */
export const replies: readonly ReplyRow[] = [...repliesOfMailboxes, ...repliesOfSenders, ...repliesByMeaning];

/** More of a reply tells nothing new. */
const longest = 1000;

/** What a server's reply means by its words, whatever the step at which it is given; null: the words alone do not tell. */
export function meaningOf(lines: readonly string[]): ReplyRow | null {
  const whole = oneLine(lines);
  const own = withoutPages(whole);
  const isMeant = ({ provider, says, unless }: ReplyRow) => {
    // A provider is known by its pages, too.
    const text = provider === null ? own : whole;
    return says.test(text) && unless?.test(text) !== true;
  };
  return replies.find(isMeant) ?? null;
}

/** Whether the same mail may be accepted later: some providers answer `450` to what only a change of settings cures. */
export function isTemporary({ code, lines }: Pick<ReplyTrouble, "code" | "lines">): boolean {
  if (code < 400 || code >= 500) return false;
  const cause = meaningOf(lines)?.cause ?? null;
  return cause === null || cause === "quota-exceeded" || cause === "auth-refused";
}

/** A reply in one line: the code and the enhanced code once, and no break inside its sentences. */
function oneLine(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split(/\r?\n/))
    .map((line, index) =>
      index === 0 ? line.replace(/^(\d{3})-/, "$1 ") : line.replace(/^\d{3}[- ]?(?:[245]\.\d{1,3}\.\d{1,3} )?/, ""),
    )
    .join(" ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, longest);
}
