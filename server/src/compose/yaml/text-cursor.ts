import { isBlank, isBreak } from "./characters.js";
import { Stretches } from "./stretches.js";

/** A place in a text; lines are counted from 0, and end where go-yaml says so. */
export interface Mark {
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** What go-yaml says of a character that YAML does not allow. */
export const unreadable = "control characters are not allowed";

/** That go-yaml stumbles over a text, and where. */
export class Stumble extends Error {
  /** In go-yaml's words. */
  readonly words: string;
  /** Where it stumbles. */
  readonly problem: Mark;
  /** The beginning of what it was reading; null where it does not say. */
  readonly context: Mark | null;
  /** Whether it names the line as its scanner counts, from 1, or as its parser does, from 0. */
  readonly counted: 0 | 1;

  constructor(words: string, problem: Mark, context: Mark | null, counted: 0 | 1) {
    super(words);
    this.words = words;
    this.problem = problem;
    this.context = context;
    this.counted = counted;
  }
}

/** Walks over a text, character by character, and counts lines and columns as go-yaml does. */
export class TextCursor {
  readonly text: string;
  at = 0;
  line = 0;
  #lineStart = 0;
  /**
   * go-yaml reads stretches of 512 bytes, refuses a whole one for a character that YAML does not allow, and holds what it has not
   * gone over yet. Nobody asks for that but where such characters or byte order marks are.
   */
  readonly #stretches: Stretches | null;

  constructor(text: string) {
    this.text = text;
    this.#stretches = Stretches.of(text);
  }

  get column(): number {
    return this.at - this.#lineStart;
  }

  get mark(): Mark {
    return { at: this.at, line: this.line, column: this.column };
  }

  /** The code unit so many places ahead; 0 at the end. */
  code(ahead = 0): number {
    return this.text.charCodeAt(this.at + ahead) || 0;
  }

  get isAtBreak(): boolean {
    return isBreak(this.code());
  }

  /** Whether `---` or `...` stands at the beginning of this line, and nothing else follows it. */
  isAtDocumentMarker(): boolean {
    if (this.column !== 0) return false;
    const code = this.code();
    if ((code !== 0x2d && code !== 0x2e) || this.code(1) !== code || this.code(2) !== code) return false;
    const next = this.code(3);
    return next === 0 || isBlank(next) || isBreak(next);
  }

  /** Says that this many characters are about to be looked at, and stumbles where one of them cannot be read. */
  need(count: number): void {
    const refused = this.#stretches?.read(this.at, count) ?? null;
    // It names no line.
    if (refused !== null) throw new Stumble(unreadable, { at: refused, line: 0, column: 0 }, null, 0);
  }

  /**
   * Goes over a character that go-yaml takes for a byte order mark at the beginning of a line: it looks for one not there, but where
   * begins what it holds.
   */
  skipMark(): void {
    if (this.column === 0 && this.#stretches?.beginsWithMark === true) this.skip();
  }

  skip(count = 1): void {
    this.at += count;
  }

  /** Goes over a line break; two characters are one where they are CR and LF. */
  skipBreak(): void {
    this.at += this.code() === 0x0d && this.code(1) === 0x0a ? 2 : 1;
    this.line += 1;
    this.#lineStart = this.at;
  }

  skipBlanks(): void {
    while (isBlank(this.code())) this.at += 1;
  }

  /** What comes next counts as the beginning of a line, though no break is there. */
  beginLine(): void {
    if (this.column === 0) return;
    this.line += 1;
    this.#lineStart = this.at;
  }

  /** Stumbles as go-yaml's scanner does. */
  fail(words: string, context: Mark | null): never {
    throw new Stumble(words, this.mark, context, 1);
  }
}
