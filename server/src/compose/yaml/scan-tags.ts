import { hexValue, isBlank, isBlankOrEnd, isBreakOrEnd, isDigit, isWord } from "./characters.js";
import type { Mark, TextCursor } from "./text-cursor.js";

/** A tag as it is written: `!!str` has the handle `!!`, `!reset` the handle `!`, `!<x>` and `!` none. */
export interface ScannedTag {
  readonly handle: string;
  readonly suffix: string;
}

/** What a line that begins with `%` says. */
export type Directive =
  | { readonly kind: "version"; readonly major: number; readonly minor: number }
  | { readonly kind: "tag"; readonly handle: string; readonly prefix: string };

/** The name after an `&` or a `*`. */
export function scanAnchor(cursor: TextCursor): string {
  const start = cursor.mark;
  cursor.skip();
  const name = scanWord(cursor);
  const next = cursor.code();
  const ends = isBlankOrEnd(next) || "?:,]}%@`".includes(String.fromCharCode(next));
  if (name === "" || !ends) cursor.fail("did not find expected alphabetic or numeric character", start);
  return name;
}

function scanWord(cursor: TextCursor): string {
  const from = cursor.at;
  while (isWord(cursor.code())) cursor.skip();
  cursor.need(1);
  return cursor.text.slice(from, cursor.at);
}

/** A tag, from its `!` on. */
export function scanTag(cursor: TextCursor): ScannedTag {
  const start = cursor.mark;
  cursor.need(2);
  const tag = cursor.code(1) === 0x3c ? verbatimTag(cursor, start) : shorthandTag(cursor, start);
  cursor.need(1);
  if (!isBlankOrEnd(cursor.code())) cursor.fail("did not find expected whitespace or line break", start);
  return tag;
}

function verbatimTag(cursor: TextCursor, start: Mark): ScannedTag {
  cursor.skip(2);
  const suffix = scanUri(cursor, "", start);
  if (cursor.code() !== 0x3e) cursor.fail("did not find the expected '>'", start);
  cursor.skip();
  return { handle: "", suffix };
}

function shorthandTag(cursor: TextCursor, start: Mark): ScannedTag {
  const handle = scanHandle(cursor, false, start);
  if (handle.length > 1 && handle.endsWith("!")) return { handle, suffix: scanUri(cursor, "", start) };
  const suffix = scanUri(cursor, handle, start);
  return suffix === "" ? { handle: "", suffix: "!" } : { handle: "!", suffix };
}

function scanHandle(cursor: TextCursor, isDirective: boolean, start: Mark): string {
  cursor.need(1);
  if (cursor.code() !== 0x21) cursor.fail("did not find expected '!'", start);
  cursor.skip();
  const name = scanWord(cursor);
  if (cursor.code() === 0x21) {
    cursor.skip();
    return `!${name}!`;
  }
  if (isDirective && name !== "") cursor.fail("did not find expected '!'", start);
  return `!${name}`;
}

/** The letters of a tag, up to a character that no URI has. `head`: what was read of it before, its `!` included. */
function scanUri(cursor: TextCursor, head: string, start: Mark): string {
  let uri = head.slice(1);
  const from = cursor.at;
  for (;;) {
    cursor.need(1);
    const code = cursor.code();
    if (code === 0x25) uri += uriEscape(cursor, start);
    else if (isWord(code) || (code !== 0 && ";/?:@&=+$,.!~*'()[]".includes(String.fromCharCode(code)))) {
      uri += String.fromCharCode(code);
      cursor.skip();
    } else break;
  }
  if (head === "" && cursor.at === from) cursor.fail("did not find expected tag URI", start);
  return uri;
}

/** The bytes of one character, each as `%41`. */
function uriEscape(cursor: TextCursor, start: Mark): string {
  const bytes: number[] = [];
  let length = 1;
  while (bytes.length < length) {
    cursor.need(3);
    const [high, low] = [hexValue(cursor.code(1)), hexValue(cursor.code(2))];
    if (cursor.code() !== 0x25 || high === -1 || low === -1) cursor.fail("did not find URI escaped octet", start);
    const byte = high * 16 + low;
    if (bytes.length === 0) {
      length = byte < 0x80 ? 1 : (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
      if (length === 0) cursor.fail("found an incorrect leading UTF-8 octet", start);
    } else if ((byte & 0xc0) !== 0x80) cursor.fail("found an incorrect trailing UTF-8 octet", start);
    bytes.push(byte);
    cursor.skip(3);
  }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** A directive, from its `%` to the end of its line. */
export function scanDirective(cursor: TextCursor): Directive {
  const start = cursor.mark;
  cursor.skip();
  const name = scanWord(cursor);
  if (name === "") cursor.fail("could not find expected directive name", start);
  if (!isBlankOrEnd(cursor.code())) cursor.fail("found unexpected non-alphabetical character", start);
  if (name !== "YAML" && name !== "TAG") cursor.fail("found unknown directive name", start);
  cursor.skipBlanks();
  const directive = name === "YAML" ? versionDirective(cursor, start) : tagDirective(cursor, start);
  cursor.skipBlanks();
  cursor.need(1);
  if (cursor.code() === 0x23) while (!isBreakOrEnd(cursor.code())) cursor.skip();
  cursor.need(1);
  if (!isBreakOrEnd(cursor.code())) cursor.fail("did not find expected comment or line break", start);
  if (cursor.isAtBreak) cursor.skipBreak();
  return directive;
}

function versionDirective(cursor: TextCursor, start: Mark): Directive {
  const major = versionNumber(cursor, start);
  if (cursor.code() !== 0x2e) cursor.fail("did not find expected digit or '.' character", start);
  cursor.skip();
  return { kind: "version", major, minor: versionNumber(cursor, start) };
}

function versionNumber(cursor: TextCursor, start: Mark): number {
  const from = cursor.at;
  while (isDigit(cursor.code())) {
    if (cursor.at - from === 2) cursor.fail("found extremely long version number", start);
    cursor.skip();
  }
  if (cursor.at === from) cursor.fail("did not find expected version number", start);
  return Number(cursor.text.slice(from, cursor.at));
}

function tagDirective(cursor: TextCursor, start: Mark): Directive {
  const handle = scanHandle(cursor, true, start);
  if (!isBlank(cursor.code())) cursor.fail("did not find expected whitespace", start);
  cursor.skipBlanks();
  const prefix = scanUri(cursor, "", start);
  if (!isBlankOrEnd(cursor.code())) cursor.fail("did not find expected whitespace or line break", start);
  return { kind: "tag", handle, prefix };
}
