import { textFinder } from "./text-finder.js";

/** Whether a sign beside a text makes it a part of something longer. */
export type IsPart = (sign: string) => boolean;

/** Where one text stands in another, from left to right; those that overlap an earlier one are left out. */
export function* placesOf(needle: string, text: string): Generator<number> {
  if (needle === "") return;
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) yield at;
}

/**
 * Whether a word stands somewhere in a text with nothing beside it that would make it a part of another. In place of a
 * regular expression that is made from the word: such a one may be too large, or mean something else than the word.
 */
export function hasWord(text: string, word: string, before: IsPart, after: IsPart): boolean {
  for (const at of placesOf(word, text)) if (standsAlone(text, at, at + word.length, before, after)) return true;
  return false;
}

/** Whether no sign beside a part of a text belongs to it. */
export function standsAlone(text: string, start: number, end: number, before: IsPart, after: IsPart = before): boolean {
  return (start === 0 || !before(text.charAt(start - 1))) && (end >= text.length || !after(text.charAt(end)));
}

/**
 * Replaces texts within others, however many there are, in one go: what has taken one's place is not searched again, and
 * where two of them overlap, one replacement stands for both.
 *
 * @param counts whether a place found counts
 */
export function replacer(
  needles: readonly string[],
  counts: (needle: string, text: string, at: number) => boolean,
  by: (found: string) => string,
): (text: string) => string {
  const find = textFinder(needles);
  return (text) => {
    const spans: { start: number; end: number }[] = [];
    for (const needle of find(text)) {
      for (const start of placesOf(needle, text))
        if (counts(needle, text, start)) spans.push({ start, end: start + needle.length });
    }
    let result = "";
    let done = 0;
    for (const { start, end } of merged(spans)) {
      result += text.slice(done, start) + by(text.slice(start, end));
      done = end;
    }
    return result + text.slice(done);
  };
}

function merged(spans: readonly { start: number; end: number }[]) {
  const result: { start: number; end: number }[] = [];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last !== undefined && start < last.end) last.end = Math.max(last.end, end);
    else result.push({ start, end });
  }
  return result;
}

/** The letters, digits and the underscore of a name. */
export const isWordSign: IsPart = (sign) => /\w/.test(sign);
