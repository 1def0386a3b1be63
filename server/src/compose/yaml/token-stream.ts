import type { SyntaxFault } from "./faults.js";
import type { YamlProblem } from "./nodes.js";
import { Scanner } from "./scanner.js";
import { type Mark, type Stumble, unreadable } from "./text-cursor.js";
import type { Token, TokenType } from "./tokens.js";

/** The tokens of a text for the one who makes nodes of them, up to the first thing over which go-yaml stumbles. */
export class TokenStream {
  readonly text: string;
  /** Why nothing more is read; null while there is no reason. */
  problem: YamlProblem | null = null;
  /** The outermost bracket that is being read; null outside of all. */
  opened: Mark | null = null;
  readonly #scanner: Scanner;

  constructor(text: string) {
    this.text = text;
    this.#scanner = new Scanner(text);
  }

  get next(): Token {
    return this.#scanner.peek();
  }

  take(): Token {
    const token = this.#scanner.peek();
    this.#scanner.take();
    return token;
  }

  /** Whether the next token is one of these. */
  is(...types: readonly TokenType[]): boolean {
    return types.includes(this.next.type);
  }

  /** Takes the next token where it is one of this type. */
  takes(type: TokenType): boolean {
    const found = this.next.type === type;
    if (found) this.#scanner.take();
    return found;
  }

  /** Whether go-yaml's scanner has stumbled; some tokens before that place may not be taken yet. */
  get hasStumbled(): boolean {
    return this.#scanner.stumble !== null;
  }

  /** The next token does not belong there. What the scanner stumbled over comes first: go-yaml looks ahead. */
  fail(words: string, context: Mark | null, at: Mark = this.next.start): void {
    if (this.problem !== null) return;
    if (this.hasStumbled) this.stumbled();
    else this.problem = problemOf({ words, context, problem: at, counted: 0 }, this.text, this.opened);
  }

  /** Notes what the scanner stumbled over, if it did. */
  stumbled(): void {
    const { stumble } = this.#scanner;
    if (stumble !== null) this.problem ??= problemOf(stumble, this.text, this.opened);
  }

  /** Refuses what this program does not read. */
  refuse(problem: YamlProblem): void {
    this.problem ??= problem;
  }
}

/** `opened`: the outermost bracket in which it is; null outside of all. */
function problemOf(
  { words, context, problem, counted }: Pick<Stumble, "words" | "context" | "problem" | "counted">,
  text: string,
  opened: Mark | null,
): YamlProblem {
  const fault: SyntaxFault = { kind: "syntax", words, context: context?.line ?? null, problem: problem.line, counted };
  const start = Math.min(placeOf(words, context, problem, text, opened).at, Math.max(text.length - 1, 0));
  const end = words === unreadable ? start + 1 : start + text.slice(start, endOfLine(text, start)).trimEnd().length;
  return { start, end: Math.max(end, start + 1), fault };
}

/** Where the user has to look: what is not closed is shown where it was opened, which go-yaml notices far behind it. */
function placeOf(words: string, context: Mark | null, problem: Mark, text: string, opened: Mark | null): Mark {
  if (opened !== null && opened.line < problem.line && !isClosed(text, opened.at)) return opened;
  return context !== null && /end of stream|expected ','|expected ':'/.test(words) ? context : problem;
}

/** Whether the bracket at an offset is closed, brackets in quotes left out. */
function isClosed(text: string, from: number): boolean {
  let depth = 0;
  let quote = 0;
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote || code === 0x0a) quote = 0;
    else if (quote !== 0) continue;
    else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x5b || code === 0x7b) depth += 1;
    else if (code === 0x5d || code === 0x7d) depth -= 1;
    if (depth === 0) return true;
  }
  return false;
}

function endOfLine(text: string, from: number): number {
  let end = from;
  while (end < text.length && text.charCodeAt(end) !== 0x0a && text.charCodeAt(end) !== 0x0d) end += 1;
  return end;
}
