import { inspectString } from "../elixir/inspect-string.js";
import type { BooleanOutcome, BooleanParser, BootError } from "../types.js";

// The parsing that Plausible's configuration does, era by era.
// Sources: plausible/analytics@v2.1.5:lib/plausible/helpers/config.ex:9-50; every outcome below was executed.

const on = new Set(["1", "t", "true", "y", "yes", "on"]);
const off = new Set(["0", "f", "false", "n", "no", "off"]);

/** The words that `get_bool_from_path_or_env` takes, in the order of its error message. */
export const strictBooleans = ["1", "0", "t", "f", "true", "false", "y", "n", "yes", "no", "on", "off"] as const;

const words = (list: string) => list.split(" ");

/**
 * Words that are atoms in a running release, which has all modules loaded (`bin/plausible start`). Measured in a release
 * of Elixir 1.18 on OTP 27; the second and third line in Elixir 1.14 with the modules of OTP 25 loaded. `""` is the empty atom.
 */
const atomsAtStart: ReadonlySet<string> = new Set([
  "",
  ...words("true false nil yes no on off f t y n T tls ssl null none enabled disabled"),
  ...words(
    "enable disable auto required optional always never default undefined plain force strict verify silent quiet fatal all log ok",
  ),
  ...words("any allow deny prefer require full normal tcp public private nobody user users unknown ignore Warning TRACE"),
  ...words("debug info notice warning warn error critical alert emergency trace verbose"),
  // Plausible's own.
  "invite_only",
]);

/** Those that `bin/plausible eval` (`db createdb`, `db migrate`) does not have: it loads a module when it is called. */
const onlyAtStart: ReadonlySet<string> = new Set(words("t y n T optional always quiet deny nobody users"));

/** Words that were tried and are no atoms. */
const measuredAbsent: ReadonlySet<string> = new Set([
  ...words("True TRUE False FALSE Yes YES No NO On ON Off OFF Y N 0 1 2 -1 25 465 587"),
  ...words("starttls STARTTLS SSL None NONE Null Enabled ENABLED Disabled"),
  ...words("DEBUG Debug INFO Info Notice WARN WARNING ERROR Error Critical"),
]);

/** The exception of `String.to_existing_atom`; its text does not name the variable. */
export function notAnAtom(variable: string): BootError {
  return {
    type: "ArgumentError",
    message: "errors were found at the given arguments:\n\n  * 1st argument: not an already existing atom\n",
    variable,
  };
}

/** What `String.to_existing_atom` makes of a text. */
export type AtomOutcome =
  | { readonly kind: "atom"; readonly atom: string; readonly earlierCommands: BootError | null }
  | { readonly kind: "refused"; readonly error: BootError; readonly measured: boolean };

/**
 * `String.to_existing_atom`: which words are atoms depends on what is loaded. A word that nobody tried is taken to be
 * none, and says so (`measured`: false).
 *
 * @param missing words that are no atoms in this release although they are in others
 */
export function parseAtom(text: string, variable: string, missing: readonly string[] = []): AtomOutcome {
  if (!atomsAtStart.has(text) || missing.includes(text)) {
    // Blanks and quotes make no word that a program would have as an atom.
    const measured = measuredAbsent.has(text) || missing.includes(text) || /[\s"']/.test(text);
    return { kind: "refused", error: notAnAtom(variable), measured };
  }
  return { kind: "atom", atom: text, earlierCommands: onlyAtStart.has(text) ? notAnAtom(variable) : null };
}

/**
 * What a release makes of a flag that is set to `text` (unset is not this function's business: the default holds).
 *
 * `parseBoolean("strict", "", "SMTP_HOST_SSL_ENABLED")` is refused; with `"existing-atom"` it is on.
 */
export function parseBoolean(parser: BooleanParser, text: string, variable: string): BooleanOutcome {
  switch (parser) {
    case "strict": {
      const word = text.toLowerCase();
      if (on.has(word)) return { kind: "on", term: true, earlierCommands: null };
      if (off.has(word)) return { kind: "off", term: false, earlierCommands: null };
      return { kind: "refused", error: notABoolean(text, variable), measured: true };
    }
    case "existing-atom": {
      const outcome = parseAtom(text, variable);
      if (outcome.kind === "refused") return outcome;
      const { atom, earlierCommands } = outcome;
      if (atom === "nil") return { kind: "unset", term: null, earlierCommands };
      if (atom === "true" || atom === "false")
        return { kind: atom === "true" ? "on" : "off", term: atom === "true", earlierCommands };
      // Every atom but `false` and `nil` is true to Elixir: `no`, `off` and the empty one too.
      return { kind: "on", term: `:${atom}`, earlierCommands };
    }
    case "true-or-false-string":
      if (text === "true" || text === "false") return { kind: text === "true" ? "on" : "off", term: text, earlierCommands: null };
      return { kind: "dropped", term: text };
  }
}

function notABoolean(text: string, variable: string): BootError {
  return {
    type: "ArgumentError",
    message: `Invalid boolean value: ${inspectString(text)}. Expected one of: ${strictBooleans.join(", ")}`,
    variable,
  };
}

/**
 * A whole decimal number with an optional sign, as `Integer.parse` (nothing may be left over) and `String.to_integer`
 * read it; null: not one. No range is checked: `99999` is a number, and fails when the port is opened.
 */
export function parseInteger(text: string): number | null {
  return /^[+-]?[0-9]+$/.test(text) ? Number(text) : null;
}

/** The exception of `get_int_from_path_or_env`, at boot. */
export function notAnInteger(text: string, variable: string): BootError {
  return { type: "RuntimeError", message: `Config variable ${variable} must be an integer. Got ${text}`, variable };
}

/** The text of the exception of `String.to_integer`, at every send. */
export const notAnIntegerAtSend =
  "errors were found at the given arguments:\n\n  * 1st argument: not a textual representation of an integer\n";
