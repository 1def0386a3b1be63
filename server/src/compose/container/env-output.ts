import type { FilePath, Location, Span } from "../../base/text.js";
import type { ContainerVariable, RunningContainer } from "./running-container.js";

/**
 * Reads what shows an environment: `env`, `printenv`, `/proc/1/environ`, `export -p`, and the listings of platforms
 * (`dokku config:export`, `heroku config`). A line that begins no variable belongs to the value before it, which may have
 * several. Null where no variable begins.
 */
export function readEnvOutput(file: FilePath, text: string): RunningContainer | null {
  const whole = { file, start: 0, end: text.length };
  const form = formOf(text);
  const variables = text.includes("\0") ? ofEnviron(file, text) : new LineReader(file, text, form).read();
  const [first] = variables;
  if (first === undefined) return null;
  return {
    name: null,
    project: null,
    image: null,
    variables: withoutQuotes(variables),
    at: whole,
    nameAt: first.entry.key,
    network: null,
    mounts: new Map(),
    commandLine: [],
  };
}

/** How the lines of a listing are written. */
type Form = "plain" | "shell" | "listing";

const plainStart = /^([A-Za-z_][\w.-]*)(?:%%|\(\))?=/;
const shellStart = /^(?:export|declare -x|set -gx|typeset -x) ([A-Za-z_]\w*)=/;
const listingStart = /^([A-Za-z_]\w*):[ \t]+/;

function formOf(text: string): Form {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (/^=+>? /.test(lines[0] ?? "")) return "listing";
  const shell = lines.filter((line) => shellStart.test(line)).length;
  return shell > 0 && shell >= lines.filter((line) => plainStart.test(line)).length ? "shell" : "plain";
}

/** Each variable ends with a NUL: a file of `/proc`. */
function ofEnviron(file: FilePath, text: string): readonly ContainerVariable[] {
  const variables: ContainerVariable[] = [];
  for (let start = 0; start < text.length; ) {
    const nul = text.indexOf("\0", start);
    const end = nul === -1 ? text.length : nul;
    const [whole, name = ""] = plainStart.exec(text.slice(start, end)) ?? [];
    if (whole !== undefined) {
      const from = start + whole.length;
      variables.push(variable(file, name, text.slice(from, end), { start, end }, { start: from, end }));
    }
    start = end + 1;
  }
  return variables;
}

/** Whether the lines that begin a variable end with CR and LF; what was printed before them may end otherwise. */
function endsInCrlf(text: string): boolean {
  const lines = text.split("\n").slice(0, -1);
  const first = lines.find((line) => plainStart.test(line) || shellStart.test(line) || listingStart.test(line));
  return first?.endsWith("\r") === true && lines.filter((line) => plainStart.test(line)).every((line) => line.endsWith("\r"));
}

/** A value while its lines are read. */
interface Open {
  readonly name: string;
  readonly line: Span;
  readonly from: number;
  end: number;
  /** How many lines its value has. */
  lines: number;
  /** Whether it stands between the first and the last line of a certificate or key. */
  armoured: boolean;
}

class LineReader {
  readonly #file: FilePath;
  readonly #text: string;
  readonly #form: Form;
  /** Whether lines end with CR and LF, as those of a terminal do: then the CR is no part of a value. */
  readonly #crlf: boolean;
  readonly #commented: boolean;
  readonly #variables: ContainerVariable[] = [];
  #open: Open | null = null;

  constructor(file: FilePath, text: string, form: Form) {
    this.#file = file;
    this.#text = text;
    this.#form = form;
    this.#crlf = endsInCrlf(text);
    // `env` prints no comments: a text that begins with one was written by hand.
    this.#commented = /^\s*#/.test(text);
  }

  read(): readonly ContainerVariable[] {
    for (let at = 0; at < this.#text.length; ) {
      const next = this.#text.indexOf("\n", at);
      const end = next === -1 ? this.#text.length : next;
      this.#line(at, this.#text[end - 1] === "\r" && (this.#crlf || next === -1) ? end - 1 : end);
      at = end + 1;
    }
    this.#close();
    return this.#variables;
  }

  #line(start: number, end: number): void {
    const line = this.#text.slice(start, end);
    if (this.#commented && /^\s*(?:#|$)/.test(line)) {
      this.#close();
      return;
    }
    const begins = { plain: plainStart, shell: shellStart, listing: listingStart }[this.#form].exec(line);
    if (begins === null || this.#goesOn(line, end - start - begins[0].length)) {
      // Blank lines at the end, and a prompt that was copied along, are of no value.
      if (this.#open !== null && line !== "" && !isPrompt(line)) this.#goOn(this.#open, line, end);
      return;
    }
    this.#close();
    // A function that bash exports (`BASH_FUNC_x%%=`) is no variable.
    const from = start + begins[0].length;
    const name = /[%(]/.test(begins[0]) ? "" : (begins[1] ?? "");
    this.#open = { name, line: { start, end }, from, end, lines: 0, armoured: false };
    this.#goOn(this.#open, line, end);
  }

  #goOn(open: Open, line: string, end: number): void {
    open.end = end;
    open.lines += 1;
    if (line.includes("-----BEGIN ")) open.armoured = true;
    if (line.includes("-----END ")) open.armoured = false;
  }

  /** Whether a line that looks like a variable is inside of a value: of a certificate, or of other text in base64. */
  #goesOn(line: string, length: number): boolean {
    if (this.#open === null) return false;
    if (this.#open.armoured) return true;
    return length <= 1 && this.#open.lines > 1 && /[a-z]/.test(line) && /^[A-Za-z0-9+/]{16,}={1,2}$/.test(line);
  }

  #close(): void {
    const open = this.#open;
    this.#open = null;
    if (open === null || open.name === "") return;
    const written = this.#text.slice(open.from, open.end);
    const text = this.#crlf ? written.replaceAll("\r\n", "\n") : written;
    const at = { start: open.from, end: open.end };
    // Behind an `export`, where there is one.
    const start = this.#text.indexOf(open.name, open.line.start);
    const entry = { start, end: open.end };
    const value = this.#form === "shell" ? unquoted(text) : null;
    this.#variables.push(
      value === null
        ? variable(this.#file, open.name, text, entry, at)
        : variable(this.#file, open.name, value, entry, inside(at)),
    );
  }
}

/** A word as a shell writes it: `'it'\''s'`, `"a \"b\""`, `$'a\nb'`; null where it has no quotes. */
function unquoted(word: string): string | null {
  const text = word.trimEnd();
  if (/^'[\s\S]*'$/.test(text)) return text.slice(1, -1).replaceAll("'\\''", "'").replaceAll(`'"'"'`, "'");
  if (/^"[\s\S]*"$/.test(text)) return text.slice(1, -1).replace(/\\(["\\$`])/g, "$1");
  const [, ansi] = /^\$'([\s\S]*)'$/.exec(text) ?? [];
  return ansi === undefined ? null : ansi.replace(/\\([\\'"ntr])/g, (_, sign: string) => ansiSigns[sign] ?? sign);
}

const ansiSigns: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

/** A platform that exports every value in quotes means what is in them; in the output of `env` one pair is part of a value. */
function withoutQuotes(variables: readonly ContainerVariable[]): readonly ContainerVariable[] {
  const quoted = /^(?:"[^"]*"|'[^']*')$/;
  if (variables.length < 3 || !variables.every(({ value }) => quoted.test(value))) return variables;
  return variables.map(({ name, value, entry }) => {
    return variable(entry.at.file, name, value.slice(1, -1), entry.at, inside(entry.value));
  });
}

const inside = ({ start, end }: Span): Span => ({ start: start + 1, end: end - 1 });

/** What a shell shows before it takes a command: `root@3f2a:/app# `. */
function isPrompt(line: string): boolean {
  const at = line.indexOf("@");
  return at > 0 && !/\s/.test(line.slice(0, at)) && line.includes(":", at) && /[#$]\s?$/.test(line);
}

/** `whole`: from the first sign of its line; `at`: its value. */
function variable(file: FilePath, name: string, value: string, whole: Span, at: Span): ContainerVariable {
  const place = (span: Span): Location => ({ file, start: span.start, end: span.end });
  const key = { start: whole.start, end: whole.start + name.length };
  return {
    name,
    value,
    entry: { form: "env-line", at: place(whole), key: place(key), value: place(at), quotes: "none", flow: false, raw: true },
  };
}
