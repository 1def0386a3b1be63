import { goQuote, isGoSpace } from "./go-text.js";
import {
  type InterpolatedText,
  type InterpolationFailure,
  interpolate,
  type LookupResult,
  type Reference,
} from "./interpolate.js";
import type { EnvStatement } from "./project.js";
import type { FilePath, Location, Span } from "./text.js";

/** A statement with the way in which its value came about. */
export interface EnvFileStatement<Origin> extends EnvStatement {
  /** Null for a bare name. Its spans are those of the file, also where escapes made the text shorter. */
  readonly interpolation: InterpolatedText<Origin> | null;
}

export interface EnvFileOptions<Origin> {
  readonly file: FilePath;
  /** `raw`: the `format: raw` of an `env_file` item, which takes every line literally. */
  readonly format?: "dotenv" | "raw";
  /** How the bytes became text; UTF-16 is not accepted by Compose, invalid bytes only outside `raw`. */
  readonly encoding?: "utf-8" | "utf-16" | "lossy";
  /**
   * What a `$X` stands for. `earlier`: the last statement with a value that this file has had so far for each name;
   * Compose looks into it only when nothing else sets the name.
   */
  lookup(name: string, earlier: ReadonlyMap<string, EnvFileStatement<Origin>>): LookupResult<Origin>;
}

export interface EnvFileParse<Origin> {
  /** In the order of the file, every one of them: a later one of the same name wins. Those before the error, when there is one. */
  readonly statements: readonly EnvFileStatement<Origin>[];
  readonly error: EnvFileError | null;
}

export interface EnvFileError {
  /** In Compose's words, without the file's name; see `envFileErrorText`. */
  readonly message: string;
  readonly at: Location;
}

/** The words in which Compose refuses an env file; `path` as it should read. */
export function envFileErrorText(error: EnvFileError, path: string, format: "dotenv" | "raw" = "dotenv"): string {
  return format === "raw" ? `failed to parse env_file ${path}: ${error.message}` : `failed to read ${path}: ${error.message}`;
}

/**
 * Reads `.env` or an env file as Docker Compose does (compose-go's dotenv package; for `raw` the key-value reader of
 * the docker CLI). Nothing here decides what a bare name inherits: its statement has no value.
 *
 * A bare name in the last line, without a line break after it, is read as a value without a name, as Compose reads it.
 */
export function parseEnvFile<Origin>(text: string, options: EnvFileOptions<Origin>): EnvFileParse<Origin> {
  const refused = encodingError(text, options);
  if (refused !== null)
    return { statements: [], error: { message: refused, at: { file: options.file, start: 0, end: firstLineEnd(text) } } };
  return options.format === "raw" ? parseRaw(text, options) : new DotenvParser(text, options).parse();
}

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

class DotenvParser<Origin> {
  readonly #text: string;
  readonly #options: EnvFileOptions<Origin>;
  readonly #statements: EnvFileStatement<Origin>[] = [];
  readonly #earlier = new Map<string, EnvFileStatement<Origin>>();
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
    while (error === null && this.#skipToStatement()) error = this.#statement();
    return { statements: this.#statements, error };
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
    if ("message" in name) return name;
    if (name.name.includes(" ")) return this.#error(`line ${this.#line}: key cannot contain a space`, name.span);
    if (name.bare) {
      this.#add(name, { start, end: name.span.end }, null, null);
      this.#at = name.next;
      return null;
    }
    const value = this.#value(name.next);
    if ("message" in value) return value;
    const interpolation: InterpolatedText<Origin> | InterpolationFailure =
      value.quotes === "single"
        ? { ok: true, text: value.content, unresolved: [], references: [], sole: null, chain: [] }
        : interpolate(value.content, (wanted) => this.#options.lookup(wanted, this.#earlier));
    if (!interpolation.ok) return this.#error(interpolation.message, moved(interpolation.span, value.offsetOf));
    this.#add(name, { start, end: Math.max(value.span.end, name.span.end) }, value, inFile(interpolation, value.offsetOf));
    this.#at = value.next;
    return null;
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
    if (start === text.length) return this.#error("zero length string", { start: from, end: start });
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
        const line = text.slice(start, lineEnd(text, start));
        const message = `line ${this.#line}: unexpected character ${goQuote(character)} in variable name ${goQuote(line)}`;
        return this.#error(message, { start: at, end: at + character.length });
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
    return this.#error(`line ${this.#line}: unterminated quoted value ${text.slice(from, end)}`, {
      start: from,
      end: trimmedEnd(text, from, end),
    });
  }

  #error(message: string, span: Span): EnvFileError {
    return { message, at: { file: this.#options.file, ...span } };
  }
}

interface Escape {
  readonly length: number;
  readonly replacement: string;
}

function singleQuotedEscape(text: string, at: number): Escape {
  const next = text[at + 1] ?? "";
  return { length: 2, replacement: next === "'" ? "'" : `\\${next}` };
}

const simpleEscapes: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  '"': '"',
  $: "$$", // interpolation makes one dollar of it
};

function doubleQuotedEscape(text: string, at: number): Escape {
  const next = text[at + 1] ?? "";
  const simple = simpleEscapes[next];
  if (simple !== undefined) return { length: 2, replacement: simple };
  if (next !== "0") return { length: 2, replacement: `\\${next}` };
  // `\0` and three octal digits are a character; with fewer, or a number above 255, only the zero is lost.
  const digits = /^\d{0,3}/.exec(text.slice(at + 2, at + 5))?.[0] ?? "";
  const code = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 256;
  return { length: 2 + digits.length, replacement: code < 256 ? String.fromCharCode(code) : `\\${digits}` };
}

function parseRaw<Origin>(text: string, { file }: EnvFileOptions<Origin>): EnvFileParse<Origin> {
  const statements: EnvFileStatement<Origin>[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const lineBreak = lineEnd(text, at);
    const end = text[lineBreak - 1] === "\r" && lineBreak > at ? lineBreak - 1 : lineBreak;
    let start = at;
    while (start < end && isGoSpace(text[start] ?? "")) start += 1;
    at = lineBreak + 1;
    if (start === end || text[start] === "#") continue;
    const equals = text.slice(start, end).indexOf("=");
    const nameEnd = equals === -1 ? end : start + equals;
    const name = text.slice(start, nameEnd);
    const line = { file, start, end };
    if (name === "") return { statements, error: { message: `no variable name on line '${text.slice(start, end)}'`, at: line } };
    if (/[ \t]/.test(name))
      return { statements, error: { message: `variable '${name}' contains whitespaces`, at: { file, start, end: nameEnd } } };
    const value = equals === -1 ? null : { file, start: nameEnd + 1, end };
    const content = value === null ? null : text.slice(value.start, value.end);
    statements.push({
      name,
      value: content,
      unresolved: [],
      interpolation: content === null ? null : { ok: true, text: content, unresolved: [], references: [], sole: null, chain: [] },
      entry: { form: "env-line", at: line, key: { file, start, end: nameEnd }, value, quotes: "none", flow: false, raw: true },
    });
  }
  return { statements, error: null };
}

/** Why Compose cannot take the bytes of a file for text; null when it can. */
function encodingError<Origin>(text: string, { encoding = "utf-8", format = "dotenv" }: EnvFileOptions<Origin>): string | null {
  if (encoding === "utf-8" || (encoding === "lossy" && format === "dotenv")) return null;
  if (format === "raw") {
    const bad = encoding === "utf-16" ? 0 : Math.max(text.indexOf("\ufffd"), 0);
    return `invalid utf8 bytes at line ${text.slice(0, bad).split("\n").length}`;
  }
  return `line 1: unexpected character "\ufffd" in variable name "${utf16FirstLine(text)}"`;
}

/** The bytes of the first line as `%q` shows them, in the usual little-endian form; Compose stumbles over the byte order mark. */
function utf16FirstLine(text: string): string {
  const bytes = [0xff, 0xfe];
  for (let at = text.startsWith("\ufeff") ? 1 : 0; at < text.length && text[at] !== "\n"; at += 1) {
    const code = text.charCodeAt(at);
    bytes.push(code & 0xff, code >> 8);
  }
  return bytes
    .map((byte) => (byte < 0x80 ? goQuote(String.fromCharCode(byte)).slice(1, -1) : `\\x${byte.toString(16)}`))
    .join("");
}

const lineEnd = (text: string, from: number) => {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
};

const firstLineEnd = (text: string) => lineEnd(text, 0);

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
  const there = new Map<Reference<Origin>, Reference<Origin>>();
  for (const reference of result.references) {
    const { span, inserted } = reference;
    there.set(reference, { ...reference, span: moved(span, offsetOf), inserted: inserted && moved(inserted, offsetOf) });
  }
  const chain = result.chain.map((reference) => there.get(reference) ?? reference);
  return { ...result, references: [...there.values()], chain, sole: chain.at(-1) ?? null };
}
