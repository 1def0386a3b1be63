import { countCharacters, isBlank, isBlankOrEnd, isBreakOrEnd } from "./characters.js";
import { scanBlock, scanPlain, scanQuoted } from "./scan-scalars.js";
import { scanAnchor, scanDirective, scanTag } from "./scan-tags.js";
import { type Mark, Stumble, TextCursor } from "./text-cursor.js";
import type { PlainTokenType, Token } from "./tokens.js";

/** A text that turns out to be a key when a colon follows it on its line. */
interface PossibleKey {
  readonly mark: Mark;
  /** The number of the token that it begins with. */
  readonly token: number;
  /** Whether nothing else may stand there. */
  readonly required: boolean;
}

/** How far a key may reach, in characters. */
const longestKey = 1024;
/** How far ahead go-yaml looks for a comment. */
const farthestComment = 512;

/**
 * Cuts a text into the tokens of go-yaml: the same ones, and it stumbles over what go-yaml stumbles over, at the same token, as
 * it looks no further ahead. The algorithm is that of libyaml, which the YAML 1.1 specification describes.
 */
export class Scanner {
  /** Why it stopped; null while it has not. */
  stumble: Stumble | null = null;
  readonly #cursor: TextCursor;
  readonly #tokens: Token[] = [];
  #head = 0;
  /** How many tokens were taken. */
  #taken = 0;
  /** The column of the map or list in which it is; -1 in none. */
  #indent = -1;
  readonly #indents: number[] = [];
  /** For each level of brackets (the first is outside of all) the key that may be there. */
  readonly #keys: (PossibleKey | null)[] = [null];
  readonly #keyTokens = new Map<number, number>();
  /** For each level the token of its last key; of brackets in which there was none, that of the opening bracket, as go-yaml has it. */
  readonly #lastTokens: number[] = [-1];
  #keyAllowed = true;

  constructor(text: string) {
    this.#cursor = new TextCursor(text);
  }

  /** The next token, which stays the next one. */
  peek(): Token {
    if (this.stumble === null) {
      try {
        while (this.#wantsMore()) this.#fetch();
      } catch (error) {
        if (!(error instanceof Stumble)) throw error;
        this.stumble = error;
      }
    }
    // What was read before it stumbled is still given.
    return this.#tokens[this.#head] ?? { type: "stop", start: this.#cursor.mark, end: this.#cursor.at };
  }

  take(): void {
    if (this.#head >= this.#tokens.length) return;
    this.#head += 1;
    this.#taken += 1;
    if (this.#head < 64) return;
    this.#tokens.splice(0, this.#head);
    this.#head = 0;
  }

  /** Two tokens more than the next one are read, and whatever tells whether that one belongs to a key. */
  #wantsMore(): boolean {
    if (this.#head >= this.#tokens.length - 2) return true;
    const level = this.#keyTokens.get(this.#taken);
    return level !== undefined && this.#validKey(level) !== null;
  }

  get #inFlow(): boolean {
    return this.#keys.length > 1;
  }

  #push(type: PlainTokenType, start: Mark = this.#cursor.mark, end: number = this.#cursor.at): void {
    this.#tokens.push({ type, start, end });
  }

  #fetch(): void {
    const cursor = this.#cursor;
    cursor.need(1);
    const before = cursor.mark;
    this.#skipToToken();
    this.#endBlocks(cursor.column, before);
    cursor.need(4);
    const code = cursor.code();
    if (code === 0) this.#endStream();
    else if (code === 0x25 && cursor.column === 0) this.#directive();
    else if (cursor.isAtDocumentMarker()) this.#documentMarker(code === 0x2d ? "document-start" : "document-end");
    else if (!this.#sign(code)) {
      if (!this.#mayBePlain(code)) cursor.fail("found character that cannot start any token", cursor.mark);
      this.#scalar("plain");
    }
  }

  /** What begins with a sign that means something; false when it is none. */
  #sign(code: number): boolean {
    const isAlone = () => isBlankOrEnd(this.#cursor.code(1));
    const inFlow = this.#inFlow;
    if (code === 0x5b) this.#openFlow("flow-sequence-start");
    else if (code === 0x7b) this.#openFlow("flow-map-start");
    else if (code === 0x5d) this.#closeFlow("flow-sequence-end");
    else if (code === 0x7d) this.#closeFlow("flow-map-end");
    else if (code === 0x2c) this.#flowEntry();
    else if (code === 0x2d && isAlone()) this.#entry();
    else if (code === 0x3f && (inFlow || isAlone())) this.#key();
    else if (code === 0x3a && (inFlow || isAlone())) this.#value();
    else if (code === 0x2a) this.#name("alias");
    else if (code === 0x26) this.#name("anchor");
    else if (code === 0x21) this.#tag();
    else if ((code === 0x7c || code === 0x3e) && !inFlow) this.#scalar("block");
    else if (code === 0x27) this.#scalar("single");
    else if (code === 0x22) this.#scalar("double");
    else return false;
    return true;
  }

  #mayBePlain(code: number): boolean {
    const next = this.#cursor.code(1);
    if (code === 0x2d) return !isBlank(next);
    if (code === 0x3f || code === 0x3a) return !this.#inFlow && !isBlankOrEnd(next);
    return !isBlankOrEnd(code) && !",[]{}#&*!|>'\"%@`".includes(String.fromCharCode(code));
  }

  /** Goes over blanks, comments and line breaks. At the beginning of a line, and after a sign that a key may follow, tabs are none. */
  #skipToToken(): void {
    const cursor = this.#cursor;
    for (;;) {
      cursor.need(1);
      cursor.skipMark();
      for (let code = cursor.code(); ; code = cursor.code()) {
        if (code !== 0x20 && (code !== 0x09 || (!this.#inFlow && this.#keyAllowed))) break;
        cursor.skip();
      }
      cursor.need(1);
      if (cursor.code() === 0x23) this.#skipComments();
      if (!cursor.isAtBreak) return;
      cursor.need(2);
      cursor.skipBreak();
      if (!this.#inFlow) this.#keyAllowed = true;
    }
  }

  /** Goes over a comment and those below it, whatever blanks stand before them. */
  #skipComments(): void {
    const cursor = this.#cursor;
    for (;;) {
      for (cursor.need(1); !isBreakOrEnd(cursor.code()); cursor.need(1)) cursor.skip();
      let ahead = 0;
      for (; ahead < farthestComment; ahead += 1) {
        cursor.need(ahead + 1);
        const code = cursor.code(ahead);
        if (code !== 0x0a && code !== 0x0d && !isBlank(code)) break;
      }
      if (ahead === farthestComment || cursor.code(ahead) !== 0x23) return;
      for (const end = cursor.at + ahead; cursor.at < end; ) {
        if (cursor.isAtBreak) cursor.skipBreak();
        else cursor.skip();
      }
    }
  }

  /** Ends the maps and lists that are indented deeper than a column. */
  #endBlocks(column: number, mark: Mark): void {
    if (this.#inFlow) return;
    while (this.#indent > column) {
      this.#push("block-end", mark, mark.at);
      this.#indent = this.#indents.pop() ?? -1;
    }
  }

  /** Begins a map or a list where the column is deeper than the one before. `token`: before which token; null: now. */
  #beginBlock(type: "map-start" | "sequence-start", mark: Mark, token: number | null): void {
    if (this.#inFlow || this.#indent >= mark.column) return;
    this.#indents.push(this.#indent);
    this.#indent = mark.column;
    this.#insert({ type, start: mark, end: mark.at }, token);
  }

  #insert(token: Token, before: number | null): void {
    // Before a token that was taken already go-yaml puts nothing, but behind all.
    if (before === null || before < this.#taken) this.#tokens.push(token);
    else this.#tokens.splice(this.#head + before - this.#taken, 0, token);
  }

  /** The key that may be at a level; null when there is none, or it is too long or on a line before. */
  #validKey(level: number): PossibleKey | null {
    const key = this.#keys[level] ?? null;
    if (key === null) return null;
    const cursor = this.#cursor;
    const tooLong = () => countCharacters(cursor.text, key.mark.at, cursor.at, longestKey) > longestKey;
    if (key.mark.line >= cursor.line && !tooLong()) return key;
    if (key.required) cursor.fail("could not find expected ':'", key.mark);
    this.#keys[level] = null;
    return null;
  }

  #dropKey(): void {
    const level = this.#keys.length - 1;
    const key = this.#keys[level] ?? null;
    if (key === null) return;
    if (key.required) this.#cursor.fail("could not find expected ':'", key.mark);
    this.#keys[level] = null;
    this.#keyTokens.delete(key.token);
  }

  /** The number of the token that comes next. */
  get #nextToken(): number {
    return this.#taken + this.#tokens.length - this.#head;
  }

  #noteKey(): void {
    if (!this.#keyAllowed) return;
    const cursor = this.#cursor;
    const required = !this.#inFlow && this.#indent === cursor.column;
    const key = { mark: cursor.mark, token: this.#nextToken, required };
    this.#dropKey();
    this.#keys[this.#keys.length - 1] = key;
    this.#lastTokens[this.#keys.length - 1] = key.token;
    this.#keyTokens.set(key.token, this.#keys.length - 1);
  }

  #endStream(): void {
    this.#cursor.beginLine();
    this.#endBlocks(-1, this.#cursor.mark);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#push("stream-end");
  }

  #directive(): void {
    this.#endBlocks(-1, this.#cursor.mark);
    this.#dropKey();
    this.#keyAllowed = false;
    const start = this.#cursor.mark;
    const directive = scanDirective(this.#cursor);
    this.#tokens.push({ type: "directive", directive, start, end: this.#cursor.at });
  }

  #documentMarker(type: "document-start" | "document-end"): void {
    this.#endBlocks(-1, this.#cursor.mark);
    this.#dropKey();
    this.#keyAllowed = false;
    this.#simple(type, 3);
  }

  #simple(type: PlainTokenType, length = 1): void {
    const start = this.#cursor.mark;
    this.#cursor.skip(length);
    this.#push(type, start);
  }

  #openFlow(type: "flow-sequence-start" | "flow-map-start"): void {
    this.#noteKey();
    this.#keys.push(null);
    this.#lastTokens.push(this.#nextToken);
    this.#keyAllowed = true;
    this.#simple(type);
    this.#skipCommentBeside();
  }

  #closeFlow(type: "flow-sequence-end" | "flow-map-end"): void {
    this.#dropKey();
    if (this.#inFlow) {
      this.#keys.pop();
      // go-yaml does not wait for the colon after `{}` and `[]`.
      this.#keyTokens.delete(this.#lastTokens.pop() ?? -1);
    }
    this.#keyAllowed = false;
    this.#simple(type);
    this.#skipCommentBeside();
  }

  #flowEntry(): void {
    this.#dropKey();
    this.#keyAllowed = true;
    this.#simple("flow-entry");
    this.#skipCommentBeside();
  }

  #entry(): void {
    const { mark } = this.#cursor;
    if (!this.#inFlow && !this.#keyAllowed) {
      this.#cursor.fail("block sequence entries are not allowed in this context", mark);
    }
    this.#beginBlock("sequence-start", mark, null);
    this.#dropKey();
    this.#keyAllowed = true;
    this.#simple("entry");
  }

  #key(): void {
    const { mark } = this.#cursor;
    if (!this.#inFlow && !this.#keyAllowed) this.#cursor.fail("mapping keys are not allowed in this context", mark);
    this.#beginBlock("map-start", mark, null);
    this.#dropKey();
    this.#keyAllowed = !this.#inFlow;
    this.#simple("key");
    this.#skipCommentBeside();
  }

  #value(): void {
    const { mark } = this.#cursor;
    const level = this.#keys.length - 1;
    const key = this.#validKey(level);
    if (key !== null) {
      this.#insert({ type: "key", start: key.mark, end: key.mark.at }, key.token);
      this.#beginBlock("map-start", key.mark, key.token);
      this.#keys[level] = null;
      this.#keyTokens.delete(key.token);
      this.#keyAllowed = false;
    } else {
      if (!this.#inFlow && !this.#keyAllowed) this.#cursor.fail("mapping values are not allowed in this context", mark);
      this.#beginBlock("map-start", mark, null);
      this.#keyAllowed = !this.#inFlow;
    }
    this.#simple("value");
    this.#skipCommentBeside();
  }

  #name(type: "alias" | "anchor"): void {
    this.#noteKey();
    this.#keyAllowed = false;
    const start = this.#cursor.mark;
    const name = scanAnchor(this.#cursor);
    this.#tokens.push({ type, name, start, end: this.#cursor.at });
    this.#skipCommentBeside();
  }

  #tag(): void {
    this.#noteKey();
    this.#keyAllowed = false;
    const start = this.#cursor.mark;
    const tag = scanTag(this.#cursor);
    this.#tokens.push({ type: "tag", tag, start, end: this.#cursor.at });
    this.#skipCommentBeside();
  }

  #scalar(style: "plain" | "single" | "double" | "block"): void {
    const cursor = this.#cursor;
    if (style === "block") this.#dropKey();
    else this.#noteKey();
    this.#keyAllowed = style === "block";
    const start = cursor.mark;
    const scanned =
      style === "plain"
        ? scanPlain(cursor, this.#indent + 1, this.#inFlow)
        : style === "block"
          ? scanBlock(cursor, this.#indent)
          : scanQuoted(cursor);
    if (scanned.endsLine) this.#keyAllowed = true;
    this.#tokens.push({ type: "scalar", style, text: scanned.text, start, end: scanned.end });
    if (!scanned.endsLine) this.#skipCommentBeside();
  }

  /** Goes over a comment on the line of a token, which needs no blank before it here, and over the blanks before it. */
  #skipCommentBeside(): void {
    const cursor = this.#cursor;
    let ahead = 0;
    while (ahead < farthestComment && isBlank(cursor.code(ahead))) ahead += 1;
    cursor.need(ahead + 1);
    if (ahead === farthestComment || cursor.code(ahead) !== 0x23) return;
    cursor.skip(ahead);
    for (cursor.need(1); !isBreakOrEnd(cursor.code()); cursor.need(1)) cursor.skip();
  }
}
