import { withoutTerminalCodes } from "../../base/terminal-codes.js";
import type { Term } from "./elixir-term.js";

/**
 * The keyword list that `Application.get_env(:plausible, Plausible.Mailer)` printed, found in the output of a container:
 * between prompts, log lines and colour codes, on one line or many, also where a terminal broke its lines in the middle.
 * Null: there is none.
 */
export function readMailerOutput(output: string): Term | null {
  const plain = withoutLogPrefix(withoutTerminalCodes(output.replace(/\r\n?/g, "\n")));
  // A copy may have lost the escape character of its colours, or have line breaks that the terminal made.
  const bare = plain.replace(/\[(?:\d{1,3})(?:;\d{1,3})*m/g, "");
  for (const text of [plain, bare, plain.replaceAll("\n", ""), bare.replaceAll("\n", "")]) {
    let found: Term | null = null;
    const last = text.lastIndexOf("adapter");
    for (let at = text.indexOf("["); at !== -1 && at < last; at = text.indexOf("[", at + 1)) {
      const term = readTermAt(text, at);
      if (term !== null && isMailer(term)) found = term; // the last call counts
    }
    if (found !== null) return found;
  }
  return null;
}

function isMailer(term: Term): boolean {
  return term.kind === "keyword" && term.pairs.some(([key, value]) => key === "adapter" && value.kind === "atom");
}

/** `plausible-1  | `, which `docker compose` puts before each line of a container. */
function withoutLogPrefix(text: string): string {
  return text.replace(/^[\w.-]+ *\| ?/gm, "");
}

/** One Elixir term as `inspect` writes it; null where the text is none. */
export function readTerm(text: string): Term | null {
  const reader = new TermReader(text, 0);
  const term = reader.term();
  return term !== null && reader.atEnd() ? term : null;
}

function readTermAt(text: string, at: number): Term | null {
  return new TermReader(text, at).term();
}

const letters: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  d: "\x7f",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  s: " ",
  t: "\t",
  v: "\v",
  "0": "\0",
};

/** Deeper than any configuration; what goes on nesting is no term of ours. */
const deepest = 32;

/** Reads one term from a place on. Its position is its state. */
class TermReader {
  readonly #text: string;
  #at: number;
  #depth = 0;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  atEnd(): boolean {
    this.#match(/\s*/y);
    return this.#at === this.#text.length;
  }

  term(): Term | null {
    if (this.#depth >= deepest) return null;
    this.#depth += 1;
    const term = this.#value();
    this.#depth -= 1;
    return term;
  }

  #value(): Term | null {
    this.#match(/\s*/y);
    const charlist = this.#match(/~c(?=")/y) !== null;
    const next = this.#text[this.#at] ?? "";
    if (next === '"') return charlist ? this.#charlist('"') : this.#string();
    if (next === "'") return this.#charlist("'");
    if (next === "[") return this.#list();
    if (next === "{") return this.#tuple();
    if (next === "%") return this.#map();
    if (next === ":") return this.#atom();
    if (next === "#") return this.#opaque();
    if (this.#text.startsWith("<<", this.#at)) return this.#binary();
    const number = this.#match(/-?\d[\d_]*(?:\.\d+(?:[eE][+-]?\d+)?)?/y);
    if (number !== null) return { kind: "number", text: number.replaceAll("_", "") };
    const module = this.#match(/[A-Z]\w*(?:\.[A-Z]\w*)*/y) ?? this.#match(/(?:nil|true|false)\b/y);
    return module === null ? null : { kind: "atom", name: module };
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #take(sign: string): boolean {
    this.#match(/\s*/y);
    if (!this.#text.startsWith(sign, this.#at)) return false;
    this.#at += sign.length;
    return true;
  }

  /** What stands between two quotes. A line break in it is the terminal's: `inspect` writes its own as `\n`. */
  #quoted(quote: string): string | null {
    let text = "";
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text[this.#at] as string;
      if (character === quote) {
        this.#at += 1;
        return text;
      }
      if (character === "\n") continue;
      if (character !== "\\") {
        text += character;
        continue;
      }
      const code = this.#match(/\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|\\x\{[0-9a-fA-F]{1,6}\}|\\x[0-9a-fA-F]{1,2}/y);
      if (code !== null) {
        const point = Number.parseInt(code.replace(/[^0-9a-fA-F]/g, ""), 16);
        if (point > 0x10ffff) return null;
        text += String.fromCodePoint(point);
        this.#at -= 1;
        continue;
      }
      this.#at += 1;
      while (this.#text[this.#at] === "\n") this.#at += 1; // broken between the backslash and its letter
      const letter = this.#text[this.#at] ?? "";
      text += letters[letter] ?? letter;
    }
    return null;
  }

  #string(): Term | null {
    const text = this.#quoted('"');
    return text === null ? null : { kind: "string", text };
  }

  /** `'abc'`, `~c"abc"`: a list of numbers. */
  #charlist(quote: string): Term | null {
    const text = this.#quoted(quote);
    if (text === null) return null;
    return { kind: "list", items: [...text].map((character) => ({ kind: "number", text: String(character.codePointAt(0)) })) };
  }

  #atom(): Term | null {
    this.#at += 1;
    if (this.#text[this.#at] === '"') {
      const name = this.#quoted('"');
      return name === null ? null : { kind: "atom", name };
    }
    const name = this.#match(/[A-Za-z_][\w@]*[?!]?/y);
    return name === null ? null : { kind: "atom", name };
  }

  /** `key: ` or `"odd key": ` before an element, also without the blank, which a broken line may have lost; null: no key. */
  #key(): string | null {
    this.#match(/\s*/y);
    const before = this.#at;
    const plain = this.#match(/[A-Za-z_][\w@]*[?!]?:/y);
    if (plain !== null) return plain.slice(0, -1);
    if (this.#text[this.#at] === '"') {
      const key = this.#quoted('"');
      if (key !== null && this.#match(/:/y) !== null) return key;
    }
    this.#at = before;
    return null;
  }

  #list(): Term | null {
    this.#at += 1;
    const items: Term[] = [];
    const pairs: (readonly [string, Term])[] = [];
    if (this.#take("]")) return { kind: "list", items };
    do {
      const key = this.#key();
      const item = this.term();
      if (item === null) return null;
      const pair = key === null ? pairOf(item) : ([key, item] as const);
      if (pair !== null) pairs.push(pair);
      items.push(key === null ? item : { kind: "tuple", items: [{ kind: "atom", name: key }, item] });
    } while (this.#take(","));
    if (!this.#take("]")) return null;
    return pairs.length === items.length ? { kind: "keyword", pairs } : { kind: "list", items };
  }

  #tuple(): Term | null {
    this.#at += 1;
    const items: Term[] = [];
    if (this.#take("}")) return { kind: "tuple", items };
    do {
      const item = this.term();
      if (item === null) return null;
      items.push(item);
    } while (this.#take(","));
    return this.#take("}") ? { kind: "tuple", items } : null;
  }

  #map(): Term | null {
    if (this.#match(/%\w*(?:\.\w+)*\{/y) === null) return null;
    const pairs: (readonly [Term, Term])[] = [];
    if (this.#take("}")) return { kind: "map", pairs };
    do {
      const name = this.#key();
      const key: Term | null = name === null ? this.term() : { kind: "atom", name };
      if (key === null || (name === null && !this.#take("=>"))) return null;
      const value = this.term();
      if (value === null) return null;
      pairs.push([key, value]);
    } while (this.#take(","));
    return this.#take("}") ? { kind: "map", pairs } : null;
  }

  /** `<<0, 255>>`: bytes that are no text. */
  #binary(): Term | null {
    const text = this.#match(/<<[\d\s,.:size()-]*>>/y);
    return text === null
      ? null
      : {
          kind: "opaque",
          text: `<<${text
            .slice(2, -2)
            .split(",")
            .map((part) => part.trim())
            .join(", ")}>>`,
        };
  }

  /** `#PID<0.1.0>`, `#Function<…>`. */
  #opaque(): Term | null {
    const text = this.#match(/#[\w.]+<[^<>\n]*>/y);
    return text === null ? null : { kind: "opaque", text };
  }
}

/** `{:key, value}`, the long way to write an element of a keyword list. */
function pairOf(item: Term): readonly [string, Term] | null {
  const [key, value, ...rest] = item.kind === "tuple" ? item.items : [];
  return key?.kind === "atom" && value !== undefined && rest.length === 0 ? [key.name, value] : null;
}
