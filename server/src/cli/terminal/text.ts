import stringWidth from "string-width";
import { once } from "../../base/once.js";

/** Text of others for a terminal: control characters, which could move its cursor or change its title, become visible signs. */
export function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : "\ufffd";
  });
}

/** The columns that a text takes: East Asian characters take two, marks that join take none. */
export function width(text: string): number {
  return narrow.test(text) ? text.length : stringWidth(text);
}

/** Most of what is printed: ASCII, the dashes, quotes and dots of English, lines of frames. Each of them takes one column. */
const narrow = /^[\x20-\x7e\u00b7\u2013\u2014\u2018\u2019\u201c\u201d\u2026\u2500-\u257f]*$/;

/** The longest beginning of a text that takes no more columns than these; reads no further than that. */
export function startOf(text: string, columns: number): string {
  if (narrow.test(text)) return text.slice(0, columns);
  let taken = 0;
  let end = 0;
  for (const { segment } of graphemes().segment(text)) {
    taken += width(segment);
    if (taken > columns) break;
    end += segment.length;
  }
  return text.slice(0, end);
}

/** To make one takes a tenth of the time in which a small file is linted. */
const graphemes = once(() => new Intl.Segmenter());

/**
 * A text in lines of at most `columns`. Lines break at blanks, and between Chinese characters;
 * a word that is longer than a line stays whole, so that it can be copied.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const piece of pieces(paragraph)) {
      if (line !== "" && width(line + piece.trimEnd()) > columns) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += line === "" ? piece.trimStart() : piece;
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

const ideograph = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/u;
/** Marks that must not begin a line, and those that must not end one. */
const closing = /^[，。；：、！？）》」』”’…,.;:!?)]/u;
const opening = /[（《「『“‘(]$/u;

/** Parts between which a line may break, each with the blanks before it. Short code in quotes, and Latin words, stay whole. */
function pieces(text: string): string[] {
  const parts: string[] = [];
  let last = "";
  for (const [token] of text.matchAll(
    /\s+|"[^"\n]{0,60}"|“[^”\n]{0,60}”|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|[^\s"“\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+|["“]/gu,
  )) {
    const betweenIdeographs = (ideograph.test(last) || ideograph.test(token)) && !closing.test(token) && !opening.test(last);
    const starts = /^\s/.test(token) || (!/\s$/.test(last) && betweenIdeographs);
    if (starts || parts.length === 0) parts.push(token);
    else parts[parts.length - 1] += token;
    last = token;
  }
  return parts;
}

/** The largest of some widths; as arguments of one call there may be too many of them. */
export function widest(widths: readonly number[]): number {
  return widths.reduce((most, each) => Math.max(most, each), 0);
}

/** Filled up with blanks to a width. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - width(text)));
}
