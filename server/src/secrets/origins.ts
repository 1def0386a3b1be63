import type { Location } from "../base/text.js";
import type { Project, Service, Variable } from "../compose/types.js";
import { isSecretName } from "./secret-names.js";
import { userInfoOf } from "./secret-texts.js";

/** What of a variable's text is secret by where it comes from. */
export interface SecretParts {
  /** The whole of it. */
  readonly whole: boolean;
  /** Parts of it that are; with `whole` the text itself. */
  readonly parts: readonly string[];
  /** Those that it takes from other names; the rest is user info, or its own. */
  readonly taken: readonly string[];
}

const nothing: SecretParts = { whole: false, parts: [], taken: [] };

/** Knows the names of a project that hold secrets, also those that only pass one on, and what a text takes from them. */
export class SecretOrigins {
  readonly #project: Project;
  /** By name, what of its value is secret. */
  readonly #byName = new Map<string, SecretParts>();
  readonly #found = new Map<Variable, SecretParts>();

  constructor(project: Project, services: readonly Service[]) {
    this.#project = project;
    for (const [name, value] of project.request.processEnvironment ?? [])
      if (isSecretName(name) && !isFolder(value)) this.#byName.set(name, own(value));
    const files = [...project.dotenv, ...services.flatMap(({ envFiles }) => envFiles)];
    for (const statements of new Set(files.map((file) => file.statements))) {
      for (const { name, value, entry } of statements) {
        const found = this.#partsOf(name, value ?? "", this.textAt(entry.value));
        if (found !== nothing) this.#byName.set(name, found);
      }
    }
  }

  /** What of a variable's text is secret: by its own name, by those that its text comes from, and as user info. */
  of(variable: Variable): SecretParts {
    let parts = this.#found.get(variable);
    if (parts === undefined) {
      parts = this.#partsOfVariable(variable);
      this.#found.set(variable, parts);
    }
    return parts;
  }

  #partsOfVariable(variable: Variable): SecretParts {
    const { name, origin, declared } = variable;
    const text = (variable.state === "value" ? variable.value : variable.composed) ?? "";
    if (text === "") return nothing;
    const from = origin.entry === null ? "" : this.textAt(origin.entry.key);
    if (isSecretName(name)) return own(text);
    if (isSecretName(from)) return takenWhole(text);
    const named = this.#byName.get(from);
    if (named?.whole === true) return takenWhole(text);
    const written = [this.textAt(declared.value), this.textAt(origin.at)];
    const found = written.map((each) => this.#partsOf(name, text, each));
    return found.find(({ whole }) => whole) ?? merge(found);
  }

  #partsOf(name: string, value: string, written: string): SecretParts {
    if (value === "") return nothing;
    if (isSecretName(name)) return own(value);
    const parts: string[] = [];
    const bare = written.trim().replace(/^(["'])(.*)\1$/s, "$2");
    for (const { name: other, text, word } of referencesIn(written)) {
      const source = this.#byName.get(other);
      if (folders.has(other) || (!isSecretName(other) && source === undefined)) continue;
      if (bare === text && source?.whole !== false) return takenWhole(value);
      for (const part of source?.parts ?? []) parts.push(part);
      parts.push(word);
    }
    const isHeld = (part: string) => part !== "" && value.includes(part);
    const taken = parts.filter(isHeld);
    const held = [...taken, ...[...new Set(userInfoOf(value))].filter(isHeld)];
    return held.length === 0 ? nothing : { whole: held.includes(value), parts: held, taken };
  }

  /** What stands at a place of the project; "" where there is none. */
  textAt(at: Location | null): string {
    return at === null ? "" : (this.#project.files.get(at.file)?.slice(at.start, at.end) ?? "");
  }
}

function merge(found: readonly SecretParts[]): SecretParts {
  const parts = new Set(found.flatMap((each) => each.parts));
  const taken = new Set(found.flatMap((each) => each.taken));
  return parts.size === 0 ? nothing : { whole: false, parts: [...parts], taken: [...taken] };
}

const own = (text: string): SecretParts => ({ whole: true, parts: [text], taken: [] });
const takenWhole = (text: string): SecretParts => ({ whole: true, parts: [text], taken: [text] });

/** The shell's own names for folders, which only look like those of secrets. */
const folders: ReadonlySet<string> = new Set(["PWD", "OLDPWD"]);

/** Paths give nothing away. */
export function isFolder(text: string): boolean {
  return /^([A-Za-z]:)?[\\/]/.test(text);
}

interface SecretReference {
  readonly name: string;
  /** All of it, to its closing brace. */
  readonly text: string;
  /** What stands in for a value that is not there. */
  readonly word: string;
}

function* referencesIn(text: string): Generator<SecretReference> {
  for (const match of text.matchAll(/\$(?:\{([A-Za-z_]\w*)(?::?[-+?]([^{}$]*))?\}?|([A-Za-z_]\w*))/g)) {
    const [whole, braced, word = "", bare = ""] = match;
    yield { name: braced ?? bare, text: whole, word };
  }
}

/** The variables that fields of a delivery are made of. */
export const madeOf = {
  host: ["SMTP_HOST_ADDR", "MAILGUN_BASE_URI"],
  username: ["SMTP_USER_NAME"],
  sender: ["MAILER_EMAIL", "BASE_URL"],
  senderName: ["MAILER_NAME"],
} as const satisfies Record<string, readonly string[]>;
