import type { Span } from "../base/text.js";
import { Braces } from "./braces.js";
import { goQuote } from "./go-text.js";

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
  const braces = new Braces(text);
  const references: UsedReference<Origin>[] = [];
  const unresolved = new Set<string>();
  // Parts still to be read, the next one last. A default is put on top of what follows its reference.
  const parts: PendingText[] = [{ at: 0, end: text.length, start: 0, requiredBy: null }];
  let output: string[] = [];
  let unseen = false;
  let growth = 0;
  let isTooLong = false;

  const useValue = (found: FoundValue<Origin>) => {
    unseen ||= found.unseen === true;
    // Lines that each take the one before would list each name as often as there are lines.
    for (const name of found.unresolved ?? []) {
      if (unresolved.size >= mostNames) break;
      unresolved.add(name);
    }
    growth += found.value.length;
    isTooLong ||= growth > room;
    if (!isTooLong) output.push(found.value);
  };

  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { end, start } = part;
    let at = part.at;
    while (at < end) {
      const dollar = text.indexOf("$", at);
      if (dollar === -1 || dollar >= end) {
        output.push(text.slice(at, end));
        at = end;
        break;
      }
      output.push(text.slice(at, dollar));
      const next = dollar + 1 < end ? text[dollar + 1] : undefined;
      const nameAt = next === "{" ? dollar + 2 : dollar + 1;
      const nameEnd = endOfName(text, nameAt, end);
      if (next === "$") {
        output.push("$");
        at = dollar + 2;
        continue;
      }
      if (next !== "{" && nameEnd === nameAt) {
        output.push("$");
        at = dollar + 1;
        continue;
      }
      const name = text.slice(nameAt, nameEnd);
      const close = next === "{" && nameEnd < end && text[nameEnd] === "}" ? nameEnd : -1;
      if (next !== "{" || (close !== -1 && name !== "")) {
        const span = { start: dollar, end: next === "{" ? close + 1 : nameEnd };
        const found = lookup(name);
        if (found === undefined) unresolved.add(name);
        else useValue(found);
        references.push({ name, span, used: found === undefined ? "unset" : "value", inserted: null, origin: found?.origin });
        at = span.end;
        continue;
      }

      const operator = name === "" ? null : operatorAt(text, nameEnd, end);
      const body = operator === null ? null : braces.body(dollar + 1, nameEnd + operator.length, end);
      if (operator === null || body === null) {
        const subject = text.slice(start, end);
        const span = { start: dollar, end: faultEnd(text, dollar, end) };
        return { ok: false, kind: "invalid", subject, complaint: "", span };
      }
      const span = { start: dollar, end: body.close + 1 };
      const inserted = { start: nameEnd + operator.length, end: body.close };
      const found = lookup(name);
      const filled = found !== undefined && (found.unseen === true || found.value !== "" || !operator.startsWith(":"));
      // What stands between this reference and the last brace of its line is read as a text of its own; errors quote it.
      if (body.lineClose > body.close) {
        parts.push({ at: body.lineClose + 1, end, start, requiredBy: part.requiredBy });
        parts.push({ at: span.end, end: body.lineClose + 1, start: span.end, requiredBy: null });
      } else {
        parts.push({ at: span.end, end, start, requiredBy: part.requiredBy });
      }
      const kind = operator.at(-1);
      if (filled !== (kind === "+")) {
        // The value; for `+` with nothing to replace, the value too, which is nothing or "".
        if (found !== undefined) useValue(found);
        references.push({ name, span, used: found === undefined ? "unset" : "value", inserted: null, origin: found?.origin });
      } else if (kind === "?") {
        // Only its message is left to read, then the whole text fails.
        output = [];
        parts.push({ at: inserted.start, end: inserted.end, start: inserted.start, requiredBy: { name, span } });
      } else {
        references.push({ name, span, used: kind === "+" ? "alternate" : "default", inserted, origin: undefined });
        parts.push({ at: inserted.start, end: inserted.end, start: inserted.start, requiredBy: null });
      }
      at = -1; // goes on with the parts just put on top
      break;
    }
    if (at !== -1 && part.requiredBy !== null) {
      const { name, span } = part.requiredBy;
      return { ok: false, kind: "required", subject: name, complaint: output.join(""), span };
    }
  }
  const names = [...unresolved];
  if (isTooLong) return tooLongText({ unresolved: names, references });
  const chain = soleChain(references, text.length);
  return { ok: true, text: output.join(""), unresolved: names, unseen, references, sole: chain.at(-1) ?? null, chain };
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
