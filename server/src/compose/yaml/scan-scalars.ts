import { hexValue, isBlank, isBlankOrEnd, isBreak, isBreakOrEnd, isDigit, keptBreak } from "./characters.js";
import type { Mark, TextCursor } from "./text-cursor.js";

/** A text that was scanned; `end` is the offset after what was written for it. */
export interface ScannedText {
  readonly text: string;
  readonly end: number;
  /** Whether line breaks were read after the text: then a key may follow. */
  readonly endsLine: boolean;
}

/** Folded line breaks: one is a blank, of several the first is left out; LS and PS stay. */
function folded(first: string, others: string): string {
  if (first !== "\n") return first + others;
  return others === "" ? " " : others;
}

/** A text in quotes, from its first quote on. */
export function scanQuoted(cursor: TextCursor): ScannedText {
  const start = cursor.mark;
  const quote = cursor.code();
  cursor.skip();
  let text = "";
  for (;;) {
    cursor.need(4);
    if (cursor.isAtDocumentMarker()) cursor.fail("found unexpected document indicator", start);
    if (cursor.code() === 0) cursor.fail("found unexpected end of stream", start);
    const word = quote === 0x27 ? singleQuotedWord(cursor) : doubleQuotedWord(cursor, start);
    text += word.text;
    cursor.need(1);
    if (cursor.code() === quote) break;
    text += quotedSpace(cursor, word.breaksLine);
  }
  cursor.skip();
  return { text, end: cursor.at, endsLine: false };
}

/** Up to the closing quote or a blank. */
function singleQuotedWord(cursor: TextCursor): { readonly text: string; readonly breaksLine: boolean } {
  let text = "";
  for (;;) {
    const from = cursor.at;
    while (!isBlankOrEnd(cursor.code()) && cursor.code() !== 0x27) cursor.skip();
    cursor.need(2);
    text += cursor.text.slice(from, cursor.at);
    if (cursor.code() !== 0x27 || cursor.code(1) !== 0x27) return { text, breaksLine: false };
    text += "'";
    cursor.skip(2);
  }
}

/** Up to the closing quote, a blank, or a line break after a backslash. */
function doubleQuotedWord(cursor: TextCursor, start: Mark): { readonly text: string; readonly breaksLine: boolean } {
  let text = "";
  for (;;) {
    const from = cursor.at;
    while (!isBlankOrEnd(cursor.code()) && cursor.code() !== 0x22 && cursor.code() !== 0x5c) cursor.skip();
    cursor.need(2);
    text += cursor.text.slice(from, cursor.at);
    if (cursor.code() !== 0x5c) return { text, breaksLine: false };
    if (isBreak(cursor.code(1))) {
      cursor.skip();
      cursor.skipBreak();
      return { text, breaksLine: true };
    }
    text += escaped(cursor, start);
  }
}

const escapes: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  t: "\t",
  "\t": "\t",
  n: "\n",
  v: "\v",
  f: "\f",
  r: "\r",
  e: "\u001b",
  " ": " ",
  '"': '"',
  "'": "'",
  "\\": "\\",
  N: "\u0085",
  _: "\u00a0",
  L: "\u2028",
  P: "\u2029",
};
const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** An escape of a text in double quotes. YAML 1.2's `\/` is none of go-yaml's. */
function escaped(cursor: TextCursor, start: Mark): string {
  const letter = cursor.text[cursor.at + 1] ?? "";
  const short = Object.hasOwn(escapes, letter) ? escapes[letter] : undefined;
  const length = Object.hasOwn(codeLengths, letter) ? (codeLengths[letter] ?? 0) : 0;
  if (short === undefined && length === 0) cursor.fail("found unknown escape character", start);
  cursor.skip(2);
  if (short !== undefined) return short;
  cursor.need(length);
  let code = 0;
  for (let index = 0; index < length; index += 1) {
    const digit = hexValue(cursor.code(index));
    if (digit === -1) cursor.fail("did not find expected hexdecimal number", start);
    code = code * 16 + digit;
  }
  if ((code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff) {
    cursor.fail("found invalid Unicode character escape code", start);
  }
  cursor.skip(length);
  return String.fromCodePoint(code);
}

/** What blanks and line breaks between the words of a quoted text become. */
function quotedSpace(cursor: TextCursor, afterEscapedBreak: boolean): string {
  const blanksFrom = cursor.at;
  if (!afterEscapedBreak) {
    cursor.skipBlanks();
    if (!isBreak(cursor.code())) {
      cursor.need(1);
      return cursor.text.slice(blanksFrom, cursor.at);
    }
  }
  let first = "";
  if (!afterEscapedBreak) {
    first = keptBreak(cursor.code());
    cursor.skipBreak();
  }
  let others = "";
  for (;;) {
    cursor.skipBlanks();
    cursor.need(1);
    if (!isBreak(cursor.code())) return afterEscapedBreak ? others : folded(first, others);
    others += keptBreak(cursor.code());
    cursor.skipBreak();
  }
}

/** A text without quotes. `indent`: the column that its further lines must reach; in brackets none. */
export function scanPlain(cursor: TextCursor, indent: number, inFlow: boolean): ScannedText {
  const start = cursor.mark;
  let text = "";
  let space = "";
  let end = cursor.at;
  let endsLine = false;
  for (;;) {
    cursor.need(4);
    if (cursor.isAtDocumentMarker() || cursor.code() === 0x23) break;
    const from = cursor.at;
    skipPlainWord(cursor, inFlow);
    if (cursor.at > from) {
      text += space + cursor.text.slice(from, cursor.at);
      space = "";
      endsLine = false;
      end = cursor.at;
    }
    const code = cursor.code();
    if (!isBlank(code) && !isBreak(code)) break;
    const between = plainSpace(cursor, indent, start);
    // Blanks at which the text ended before are not there any more: only a word brings them in.
    space = between.text;
    endsLine = between.breaksLine;
    if (!inFlow && cursor.column < indent) break;
  }
  return { text, end, endsLine };
}

/** Up to a blank, or to a sign that ends the text. */
function skipPlainWord(cursor: TextCursor, inFlow: boolean): void {
  for (;;) {
    const code = cursor.code();
    if (isBlankOrEnd(code)) break;
    if (code === 0x3a && isBlankOrEnd(cursor.code(1))) break;
    if (inFlow && isFlowSign(code)) break;
    cursor.skip();
  }
  cursor.need(2);
}

/** `,?[]{}` */
const isFlowSign = (code: number) =>
  code === 0x2c || code === 0x3f || code === 0x5b || code === 0x5d || code === 0x7b || code === 0x7d;

/** Blanks and line breaks after a word, and what they become when another word follows. */
function plainSpace(cursor: TextCursor, indent: number, start: Mark): { readonly text: string; readonly breaksLine: boolean } {
  const from = cursor.at;
  cursor.skipBlanks();
  cursor.need(1);
  if (!isBreak(cursor.code())) return { text: cursor.text.slice(from, cursor.at), breaksLine: false };
  const first = keptBreak(cursor.code());
  cursor.skipBreak();
  let others = "";
  for (;;) {
    for (let code = cursor.code(); isBlank(code); code = cursor.code()) {
      if (code === 0x09 && cursor.column < indent) cursor.fail("found a tab character that violates indentation", start);
      cursor.skip();
    }
    cursor.need(1);
    if (!isBreak(cursor.code())) return { text: folded(first, others), breaksLine: true };
    others += keptBreak(cursor.code());
    cursor.skipBreak();
  }
}

type Chomping = "strip" | "clip" | "keep";

/** A text of lines, from its `|` or `>` on. `outer`: the column of the map or list that it stands in, -1 for none. */
export function scanBlock(cursor: TextCursor, outer: number): ScannedText {
  const start = cursor.mark;
  const isFolded = cursor.code() === 0x3e;
  cursor.skip();
  const { chomping, increment } = blockHeader(cursor, start);
  const header = cursor.at;
  if (cursor.isAtBreak) cursor.skipBreak();
  const place: BlockPlace = { outer, start, indent: increment === 0 ? 0 : Math.max(outer, 0) + increment };
  let breaks = blockBreaks(cursor, place);
  let text = "";
  let leadingBreak = "";
  let afterBlank = false;
  let end = header;
  cursor.need(1);
  while (cursor.column === place.indent && cursor.code() !== 0) {
    const beforeBlank = isBlank(cursor.code());
    const joins = isFolded && !afterBlank && !beforeBlank && leadingBreak === "\n";
    text += joins ? (breaks === "" ? " " : "") : leadingBreak;
    text += breaks;
    afterBlank = beforeBlank;
    const from = cursor.at;
    while (!isBreakOrEnd(cursor.code())) cursor.skip();
    cursor.need(2);
    text += cursor.text.slice(from, cursor.at);
    end = cursor.at;
    leadingBreak = cursor.isAtBreak ? keptBreak(cursor.code()) : "";
    if (cursor.isAtBreak) cursor.skipBreak();
    breaks = blockBreaks(cursor, place);
  }
  if (chomping !== "strip") text += leadingBreak;
  if (chomping === "keep") text += breaks;
  return { text, end, endsLine: true };
}

/** `-`, `+` and a digit in either order, and a comment. */
function blockHeader(cursor: TextCursor, start: Mark): { readonly chomping: Chomping; readonly increment: number } {
  let chomping = chompingAt(cursor);
  let increment = 0;
  cursor.need(1);
  if (isDigit(cursor.code())) {
    if (cursor.code() === 0x30) cursor.fail("found an indentation indicator equal to 0", start);
    increment = cursor.code() - 0x30;
    cursor.skip();
    chomping ??= chompingAt(cursor);
  }
  cursor.skipBlanks();
  cursor.need(1);
  if (cursor.code() === 0x23) while (!isBreakOrEnd(cursor.code())) cursor.skip();
  cursor.need(1);
  if (!isBreakOrEnd(cursor.code())) cursor.fail("did not find expected comment or line break", start);
  return { chomping: chomping ?? "clip", increment };
}

function chompingAt(cursor: TextCursor): Chomping | null {
  const code = cursor.code();
  if (code !== 0x2b && code !== 0x2d) return null;
  cursor.skip();
  return code === 0x2b ? "keep" : "strip";
}

interface BlockPlace {
  readonly outer: number;
  readonly start: Mark;
  /** The column of the lines; 0 until a line tells it. */
  indent: number;
}

/** Goes over empty lines and the blanks before a line; gives the line breaks, and finds the column of the lines out. */
function blockBreaks(cursor: TextCursor, place: BlockPlace): string {
  let breaks = "";
  let deepest = 0;
  const isBefore = () => place.indent === 0 || cursor.column < place.indent;
  for (;;) {
    while (isBefore() && cursor.code() === 0x20) cursor.skip();
    cursor.need(1);
    deepest = Math.max(deepest, cursor.column);
    if (isBefore() && cursor.code() === 0x09) {
      cursor.fail("found a tab character where an indentation space is expected", place.start);
    }
    if (!cursor.isAtBreak) break;
    breaks += keptBreak(cursor.code());
    cursor.skipBreak();
  }
  if (place.indent === 0) place.indent = Math.max(deepest, place.outer + 1, 1);
  return breaks;
}
