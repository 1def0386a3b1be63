import type { Span } from "../base/text.js";
import { Braces } from "./braces.js";
import { goQuote } from "./yaml/go-text.js";

/**
 * What a name stands for: its text, and whatever the caller wants back with a reference that used it.
 * `unresolved`: names that nothing sets and that took part in the text (a `.env` line that itself refers to one).
 */
export interface FoundValue<Origin> {
  readonly value: string;
  readonly origin: Origin;
  readonly unresolved?: readonly string[];
  /** Whether it stands for a text that is set, but not here (what a panel fills in), or is longer than what is put together here. */
  readonly unseen?: boolean;
}

/** Undefined: nothing sets the name. An empty value is a value. */
export type LookupResult<Origin> = FoundValue<Origin> | undefined;

export type Lookup<Origin> = (name: string) => LookupResult<Origin>;

/** A `$X` or `${…}` that took part in the result; those inside a default that was not needed do not. */
export interface UsedReference<Origin> {
  readonly name: string;
  /** The whole `$X` or `${…}` in the text. */
  readonly span: Span;
  /** What it gave: the name's value, its default (`-`), its alternate (`+`), or nothing. */
  readonly used: "value" | "default" | "alternate" | "unset";
  /** Where the default or alternate stands when that was used; without its operator, may be empty. */
  readonly inserted: Span | null;
  /** The caller's object; undefined unless the value was used. */
  readonly origin: Origin | undefined;
}

export interface InterpolatedText<Origin> {
  readonly ok: true;
  readonly text: string;
  /** Names that nothing sets where nothing else was given, each once, in order. Compose warns of them and puts nothing there. */
  readonly unresolved: readonly string[];
  /** Whether a text took part that is set, but not here. */
  readonly unseen: boolean;
  /** In the order in which they were evaluated; a reference comes before those in its default. */
  readonly references: readonly UsedReference<Origin>[];
  /**
   * The one reference that the whole text is. When it gave its default and that is one reference again, the inner one,
   * and so on: `used` says how the chain ends. Null when other text or another reference takes part.
   */
  readonly sole: UsedReference<Origin> | null;
  /** The references that lead to `sole`, outermost first, `sole` last. Empty without it. */
  readonly chain: readonly UsedReference<Origin>[];
  /** Whether it takes more than `longestGrowth` from the names in it: then `text` is empty, and `unresolved` names what it takes. */
  readonly tooLong?: true;
}

/** How many characters a text may take from the values of names: each `${A}${A}` doubles, and 30 of them make a gigabyte. */
export const longestGrowth = 1024 * 1024;

/** How many names that nothing sets a text takes over from the names in it. */
const mostNames = 100;

export interface InterpolationFailure {
  readonly ok: false;
  readonly kind: "invalid" | "required";
  /** The text that Compose quotes, which is the part in which it found the fault; the name where one is required. */
  readonly subject: string;
  /** What the text itself says of a name that it requires; else empty. */
  readonly complaint: string;
  /** The reference that is at fault. */
  readonly span: Span;
}

export type Interpolation<Origin> = InterpolatedText<Origin> | InterpolationFailure;

/** The words in which Compose refuses a text of a compose file; `path` as it writes it, e.g. `services.plausible.environment.[]`. */
export function interpolationWords(failure: Omit<InterpolationFailure, "ok" | "span">, path: string): string {
  return failure.kind === "invalid"
    ? `invalid interpolation format for ${path}.\nYou may need to escape any $ with another $.\n${failure.subject}`
    : `error while interpolating ${path}: ${templateWords(failure)}`;
}

/** The same as Compose's template reader says it of a text that stands anywhere. */
export function templateWords({ kind, subject, complaint }: Omit<InterpolationFailure, "ok" | "span">): string {
  if (kind === "invalid") return `Invalid template: ${goQuote(subject)}`;
  return `required variable ${subject} is missing a value${complaint === "" ? "" : `: ${complaint}`}`;
}

/**
 * Replaces `$X` and `${X…}` as Docker Compose does (compose-go's template package; defaults are evaluated only when they
 * are needed, as its newest version does). The result is text and is not looked at again. `$$` is a dollar, and so is
 * a `$` that no name or brace follows. Time is linear in the text, whatever its nesting.
 *
 * @param room how many characters it may take from the values of names
 */
export function interpolate<Origin>(text: string, lookup: Lookup<Origin>, room: number = longestGrowth): Interpolation<Origin> {
  if (!text.includes("$")) return { ok: true, text, unresolved: none, unseen: false, references: none, sole: null, chain: none };
  return new Interpolator(text, lookup, room).read();
}

/** Reads one text; used once. */
class Interpolator<Origin> {
  readonly #text: string;
  readonly #lookup: Lookup<Origin>;
  readonly #room: number;
  readonly #braces: Braces;
  readonly #references: UsedReference<Origin>[] = [];
  readonly #unresolved = new Set<string>();
  /** Parts still to be read, the next one last. A default is put on top of what follows its reference. */
  readonly #parts: PendingText[];
  #output: string[] = [];
  #unseen = false;
  #growth = 0;
  #isTooLong = false;

  constructor(text: string, lookup: Lookup<Origin>, room: number) {
    this.#text = text;
    this.#lookup = lookup;
    this.#room = room;
    this.#braces = new Braces(text);
    this.#parts = [{ at: 0, end: text.length, start: 0, requiredBy: null }];
  }

  read(): Interpolation<Origin> {
    for (let part = this.#parts.pop(); part !== undefined; part = this.#parts.pop()) {
      const failure = this.#readPart(part);
      if (failure !== null) return failure;
    }
    const unresolved = [...this.#unresolved];
    const references = this.#references;
    if (this.#isTooLong) return tooLongText({ unresolved, references });
    const chain = soleChain(references, this.#text.length);
    const text = this.#output.join("");
    return { ok: true, text, unresolved, unseen: this.#unseen, references, sole: chain.at(-1) ?? null, chain };
  }

  /** Up to its end, or to a reference that puts other parts before the rest of it. */
  #readPart(part: PendingText): InterpolationFailure | null {
    const text = this.#text;
    const { end } = part;
    let { at } = part;
    while (at < end) {
      const dollar = text.indexOf("$", at);
      if (dollar === -1 || dollar >= end) {
        this.#output.push(text.slice(at, end));
        break;
      }
      this.#output.push(text.slice(at, dollar));
      const next = dollar + 1 < end ? text[dollar + 1] : undefined;
      const nameAt = next === "{" ? dollar + 2 : dollar + 1;
      const nameEnd = endOfName(text, nameAt, end);
      const isClosed = next === "{" && nameEnd > nameAt && nameEnd < end && text[nameEnd] === "}";
      if (next !== "{" && nameEnd === nameAt) {
        this.#output.push("$");
        at = next === "$" ? dollar + 2 : dollar + 1;
      } else if (next !== "{" || isClosed) {
        const span = { start: dollar, end: isClosed ? nameEnd + 1 : nameEnd };
        const name = text.slice(nameAt, nameEnd);
        const found = this.#lookup(name);
        if (found === undefined) this.#unresolved.add(name);
        this.#use(name, span, found);
        at = span.end;
      } else return this.#readOperator(part, { start: dollar, end: nameEnd });
    }
    if (part.requiredBy === null) return null;
    const { name, span } = part.requiredBy;
    return { ok: false, kind: "required", subject: name, complaint: this.#output.join(""), span };
  }

  /** `${NAME` is read, and neither `}` nor the end follows. */
  #readOperator(part: PendingText, { start: dollar, end: nameEnd }: Span): InterpolationFailure | null {
    const text = this.#text;
    const { end, start } = part;
    const name = text.slice(dollar + 2, nameEnd);
    const operator = name === "" ? null : operatorAt(text, nameEnd, end);
    const body = operator === null ? null : this.#braces.body(dollar + 1, nameEnd + operator.length, end);
    if (operator === null || body === null) {
      const span = { start: dollar, end: faultEnd(text, dollar, end) };
      return { ok: false, kind: "invalid", subject: text.slice(start, end), complaint: "", span };
    }
    const span = { start: dollar, end: body.close + 1 };
    // What stands between this reference and the last brace of its line is read as a text of its own; errors quote it.
    if (body.lineClose > body.close) {
      this.#parts.push({ ...part, at: body.lineClose + 1 });
      this.#parts.push({ at: span.end, end: body.lineClose + 1, start: span.end, requiredBy: null });
    } else {
      this.#parts.push({ ...part, at: span.end });
    }
    this.#choose(name, span, { operator, inserted: { start: nameEnd + operator.length, end: body.close } });
    return null;
  }

  /** The value of a name, or what is given in its place. */
  #choose(name: string, span: Span, { operator, inserted }: { readonly operator: string; readonly inserted: Span }): void {
    const found = this.#lookup(name);
    const filled = found !== undefined && (found.unseen === true || found.value !== "" || !operator.startsWith(":"));
    const kind = operator.at(-1);
    // For `+` with nothing to replace the value too, which is nothing or "".
    if (filled !== (kind === "+")) {
      this.#use(name, span, found);
      return;
    }
    let requiredBy: PendingText["requiredBy"] = null;
    if (kind === "?") {
      // Only its message is left to read, then the whole text fails.
      this.#output = [];
      requiredBy = { name, span };
    } else this.#references.push({ name, span, used: kind === "+" ? "alternate" : "default", inserted, origin: undefined });
    this.#parts.push({ at: inserted.start, end: inserted.end, start: inserted.start, requiredBy });
  }

  #use(name: string, span: Span, found: LookupResult<Origin>): void {
    this.#references.push({ name, span, used: found === undefined ? "unset" : "value", inserted: null, origin: found?.origin });
    if (found === undefined) return;
    this.#unseen ||= found.unseen === true;
    // Lines that each take the one before would list each name as often as there are lines.
    for (const each of found.unresolved ?? []) {
      if (this.#unresolved.size >= mostNames) break;
      this.#unresolved.add(each);
    }
    this.#growth += found.value.length;
    this.#isTooLong ||= this.#growth > this.#room;
    if (!this.#isTooLong) this.#output.push(found.value);
  }
}

/** A text that is longer than what is put together here. */
function tooLongText<Origin>({
  unresolved,
  references,
}: Pick<InterpolatedText<Origin>, "unresolved" | "references">): InterpolatedText<Origin> {
  const names = new Set([...unresolved, ...references.map(({ name }) => name)]);
  const taken = [...names].slice(0, mostNames);
  return { ok: true, text: "", unresolved: taken, unseen: true, tooLong: true, references, sole: null, chain: none };
}

const none: readonly never[] = [];

/** A stretch of the text that is still to be read. `start`: where the text begins that an error in it quotes. */
interface PendingText {
  readonly at: number;
  readonly end: number;
  readonly start: number;
  /** The reference whose complaint this part is. */
  readonly requiredBy: { readonly name: string; readonly span: Span } | null;
}

/** The references, each filling the whole of what the one before inserted, that make up the whole text. */
function soleChain<Origin>(references: readonly UsedReference<Origin>[], length: number): readonly UsedReference<Origin>[] {
  const chain: UsedReference<Origin>[] = [];
  let wanted: Span | null = { start: 0, end: length };
  for (const reference of references) {
    if (wanted === null || reference.span.start !== wanted.start || reference.span.end !== wanted.end) break;
    chain.push(reference);
    wanted = reference.inserted;
  }
  return chain;
}

function operatorAt(text: string, at: number, end: number): string | null {
  const sign = text[at] === ":" ? at + 1 : at;
  return sign < end && "-+?".includes(text[sign] ?? " ") ? text.slice(at, sign + 1) : null;
}

/** Names are ASCII, but Go's case folding also takes the long s and the Kelvin sign for letters. */
function isNameCode(code: number, first: boolean): boolean {
  const letter = code | 0x20;
  return (
    code === 0x5f ||
    (letter >= 0x61 && letter <= 0x7a && code < 0x80) ||
    (!first && code >= 0x30 && code <= 0x39) ||
    code === 0x17f ||
    code === 0x212a
  );
}

function endOfName(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isNameCode(text.charCodeAt(at), at === from)) at += 1;
  return at;
}

/** Where a reference that cannot be read ends: after its closing brace, or with the text or line. */
function faultEnd(text: string, dollar: number, end: number): number {
  for (let at = dollar + 2; at < end; at += 1) {
    if (text[at] === "}") return at + 1;
    if (text[at] === "\n") return at;
  }
  return end;
}
