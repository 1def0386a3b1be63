import type { Span } from "../../base/text.js";
import {
  type EnvFileError,
  type EnvFileLimit,
  type EnvFileOptions,
  type EnvFileParse,
  type EnvFileStatement,
  mostNames,
  withoutValues,
} from "../env-statements.js";
import { type BeyondGrowth, Growth } from "../growth.js";
import type { InterpolatedText, Interpolation, UsedReference } from "../interpolate.js";
import type { EnvFileFault } from "../reasons.js";
import { isGoSpace } from "../yaml/go-text.js";
import { doubleQuotedEscape, singleQuotedEscape } from "./escapes.js";
import { lineEnd } from "./raw-grammar.js";

/** What a name may consist of besides letters and digits of any script. */
const namePunctuation = "_.-[]";
const nameLetter = /^[\p{L}\p{N}]$/u;
/** White space inside a line; the reader stops at line feeds only. */
const blanks = "\t\v\f\r \u0085\u00a0";

interface ReadName {
  readonly name: string;
  readonly span: Span;
  /** Where the value begins, or for a bare name the next statement. */
  readonly next: number;
  readonly bare: boolean;
}

interface ReadValue {
  readonly span: Span;
  /** After the value and what belongs to it: the closing quote, or the line with its break. */
  readonly next: number;
  readonly quotes: "none" | "single" | "double";
  readonly content: string;
  /** Where a position of `content` stands in the file. */
  readonly offsetOf: (position: number) => number;
}

/** Reads a text in the usual format, as compose-go's dotenv package does. */
export function readDotenvText<Origin>(text: string, options: EnvFileOptions<Origin>): EnvFileParse<Origin> {
  return new DotenvParser(text, options).parse();
}

class DotenvParser<Origin> {
  readonly #text: string;
  readonly #options: EnvFileOptions<Origin>;
  readonly #statements: EnvFileStatement<Origin>[] = [];
  readonly #earlier = new Map<string, EnvFileStatement<Origin>>();
  readonly #limits = new Map<EnvFileLimit["limit"], EnvFileLimit>();
  readonly #growth = new Growth();
  /** The line as Compose counts it for its messages. */
  #line = 1;
  #at: number;

  constructor(text: string, options: EnvFileOptions<Origin>) {
    this.#text = text;
    this.#options = options;
    this.#at = text.startsWith("\ufeff") ? 1 : 0;
  }

  parse(): EnvFileParse<Origin> {
    let error: EnvFileError | null = null;
    while (error === null && this.#skipToStatement()) {
      if (this.#statements.length === mostNames) {
        this.#beyond("names", { start: this.#at, end: lineEnd(this.#text, this.#at) });
        return { statements: withoutValues(this.#statements), error, limits: [...this.#limits.values()] };
      }
      error = this.#statement();
    }
    return { statements: this.#statements, error, limits: [...this.#limits.values()] };
  }

  /** Goes on to the next statement, over white space and lines that begin with `#`; false at the end. */
  #skipToStatement(): boolean {
    for (;;) {
      while (this.#at < this.#text.length && isGoSpace(this.#text[this.#at] ?? "")) {
        if (this.#text[this.#at] === "\n") this.#line += 1;
        this.#at += 1;
      }
      if (this.#text[this.#at] !== "#") return this.#at < this.#text.length;
      const end = this.#text.indexOf("\n", this.#at);
      this.#at = end === -1 ? this.#text.length : end;
    }
  }

  #statement(): EnvFileError | null {
    const start = this.#at;
    const name = this.#name(start);
    if ("fault" in name) return name;
    if (name.name.includes(" ")) return this.#error({ kind: "space-in-name", line: this.#line }, name.span);
    if (name.bare) {
      this.#add(name, { start, end: name.span.end }, null, null);
      this.#at = name.next;
      return null;
    }
    const value = this.#value(name.next);
    if ("fault" in value) return value;
    const { result: interpolation, beyond } = this.#interpolated(value);
    if (!interpolation.ok) {
      const { kind, subject, complaint, span } = interpolation;
      return this.#error({ kind: "template", failure: { kind, subject, complaint } }, moved(span, value.offsetOf));
    }
    if (beyond !== null) this.#beyond(beyond, value.span);
    this.#add(name, { start, end: Math.max(value.span.end, name.span.end) }, value, inFile(interpolation, value.offsetOf));
    this.#at = value.next;
    return null;
  }

  #interpolated({ quotes, content }: ReadValue): {
    readonly result: Interpolation<Origin>;
    readonly beyond: BeyondGrowth | null;
  } {
    if (quotes !== "single") return this.#growth.interpolate(content, (wanted) => this.#options.lookup(wanted, this.#earlier));
    return {
      result: { ok: true, text: content, unresolved: [], unseen: false, references: [], sole: null, chain: [] },
      beyond: null,
    };
  }

  #beyond(limit: EnvFileLimit["limit"], span: Span): void {
    if (!this.#limits.has(limit)) this.#limits.set(limit, { limit, at: { file: this.#options.file, ...span } });
  }

  #add(name: ReadName, span: Span, value: ReadValue | null, interpolation: InterpolatedText<Origin> | null): void {
    const file = this.#options.file;
    const statement: EnvFileStatement<Origin> = {
      name: name.name,
      value: interpolation?.text ?? null,
      unresolved: interpolation?.unresolved ?? [],
      interpolation,
      entry: {
        form: "env-line",
        at: { file, ...span },
        key: { file, ...name.span },
        value: value === null ? null : { file, ...value.span },
        quotes: value?.quotes ?? "none",
        flow: false,
      },
    };
    this.#statements.push(statement);
    if (interpolation !== null) this.#earlier.set(name.name, statement);
  }

  /** The name up to `=`, `:` or the end of the line. */
  #name(from: number): ReadName | EnvFileError {
    const text = this.#text;
    const exported = /^export[\t\n\f\r ]/.test(text.slice(from, from + 7));
    const start = exported ? skipBlanks(text, from + "export".length) : from;
    if (start === text.length) return this.#error({ kind: "nothing-to-export" }, { start: from, end: start });
    let at = start;
    while (at < text.length) {
      const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (character === "=" || character === ":" || character === "\n") {
        const end = trimmedEnd(text, start, at);
        const bare = character === "\n";
        if (bare && !text.slice(start, at).includes(" ")) this.#line += 1;
        return { name: text.slice(start, end), span: { start, end }, next: skipBlanks(text, at + 1), bare };
      }
      if (!blanks.includes(character) && !namePunctuation.includes(character) && !nameLetter.test(character)) {
        const name = text.slice(start, lineEnd(text, start));
        return this.#error(
          { kind: "character-in-name", line: this.#line, character, name },
          { start: at, end: at + character.length },
        );
      }
      at += character.length;
    }
    return { name: "", span: { start, end: start }, next: start, bare: false };
  }

  #value(from: number): ReadValue | EnvFileError {
    const text = this.#text;
    const quote = text[from];
    if (quote === '"' || quote === "'") return this.#quotedValue(from, quote);
    const end = lineEnd(text, from);
    this.#line += 1;
    const comment = text.slice(from, end).indexOf(" #");
    const span = { start: from, end: trimmedEnd(text, from, comment === -1 ? end : from + comment) };
    const content = text.slice(span.start, span.end);
    return { span, next: Math.min(end + 1, text.length), quotes: "none", content, offsetOf: (position) => from + position };
  }

  #quotedValue(from: number, quote: '"' | "'"): ReadValue | EnvFileError {
    const text = this.#text;
    const pieces: string[] = [];
    // Where each piece begins, in the content and in the file, once they no longer run in step.
    const steps: { readonly content: number; readonly file: number }[] = [{ content: 0, file: from + 1 }];
    let length = 0;
    const add = (piece: string, next: number) => {
      pieces.push(piece);
      length += piece.length;
      steps.push({ content: length, file: next });
    };
    for (let at = from + 1; at < text.length; ) {
      const character = text[at];
      if (character === quote) {
        const content = pieces.join("");
        const offsetOf = (position: number) => {
          const step = steps[countUpTo(steps, position) - 1] ?? { content: 0, file: from + 1 };
          return step.file + (position - step.content);
        };
        const quotes = quote === '"' ? "double" : "single";
        return { span: { start: from, end: at + 1 }, next: at + 1, quotes, content, offsetOf };
      }
      if (character === "\\" && at + 1 < text.length) {
        const { length: width, replacement } = quote === '"' ? doubleQuotedEscape(text, at) : singleQuotedEscape(text, at);
        for (let inside = at; inside < at + width; inside += 1) if (text[inside] === "\n") this.#line += 1;
        at += width;
        add(replacement, at);
        continue;
      }
      let end = at + 1;
      if (character === "\n") this.#line += 1;
      while (end < text.length && text[end] !== quote && text[end] !== "\\") {
        if (text[end] === "\n") this.#line += 1;
        end += 1;
      }
      add(text.slice(at, end), end);
      at = end;
    }
    const end = lineEnd(text, from);
    const fault = { kind: "unclosed-quote", line: this.#line, text: text.slice(from, end) } as const;
    return this.#error(fault, { start: from, end: trimmedEnd(text, from, end) });
  }

  #error(fault: EnvFileFault, span: Span): EnvFileError {
    return { fault, at: { file: this.#options.file, ...span } };
  }
}

function skipBlanks(text: string, from: number): number {
  let at = Math.min(from, text.length);
  while (at < text.length && blanks.includes(text[at] ?? "x")) at += 1;
  return at;
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isGoSpace(text[at - 1] ?? "")) at -= 1;
  return at;
}

function countUpTo(steps: readonly { readonly content: number }[], position: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle]?.content ?? 0) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

const moved = ({ start, end }: Span, offsetOf: (position: number) => number): Span => ({
  start: offsetOf(start),
  end: offsetOf(end),
});

/** The same interpolation with the spans of the file. */
function inFile<Origin>(result: InterpolatedText<Origin>, offsetOf: (position: number) => number): InterpolatedText<Origin> {
  if (result.references.length === 0) return result;
  const there = new Map<UsedReference<Origin>, UsedReference<Origin>>();
  for (const reference of result.references) {
    const { span, inserted } = reference;
    there.set(reference, { ...reference, span: moved(span, offsetOf), inserted: inserted && moved(inserted, offsetOf) });
  }
  const chain = result.chain.map((reference) => there.get(reference) ?? reference);
  return { ...result, references: [...there.values()], chain, sole: chain.at(-1) ?? null };
}
