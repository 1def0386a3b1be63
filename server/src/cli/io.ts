import type { Files } from "../base/files.js";
import type { RuleId } from "../base/ids.js";
import { type Language, type Message, quotedText } from "../base/messages.js";
import type { FilePath } from "../base/text.js";
import type { OwnProgram } from "../containers/network-test.js";
import type { Runner } from "../containers/runner.js";
import type { Config } from "../lint/config.js";
import type { Level } from "../rules/kit/severity.js";

/** 0 nothing to complain of; 1 findings, or no delivery; 2 the command could not do its work; 3 the same for Nagios; 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 3 | 130;

/** A stream that text goes to. */
export interface Output {
  write(text: string): void;
  /** A person reads it: colours, questions, the real width. */
  readonly terminal: boolean;
  /** Columns; 80 where nobody knows. */
  readonly columns: number;
}

/** A config and the folder it counts from. */
export interface PlacedConfig {
  readonly config: Config;
  readonly folder: FilePath;
}

/** What flags say above every config file. */
export interface ConfigOverride {
  /** In place of the files; null: they count. */
  readonly instead: PlacedConfig | null;
  readonly levels: ReadonlyMap<RuleId, Level>;
  /** False: comments in the files silence nothing. */
  readonly inline: boolean;
}

/** Changes files. What fails throws an error whose message is the reason in a few words. */
export interface Writer {
  /** Whether a file still has this text (null: is not there), so that it can be replaced. */
  has(path: FilePath, text: string | null): boolean;
  /**
   * Replaces the text of a file, or makes the file. Encoding, mode, owner and links stay; a reader sees the old text or
   * the new one, wherever the operating system allows both.
   */
  replace(path: FilePath, text: string): void;
  /** Writes a report, and makes the folders that it lies in. */
  write(path: FilePath, text: string): void;
  append(path: FilePath, text: string): void;
  /** Whether a file begins with a byte order mark. */
  hasMark(path: FilePath): boolean;
}

/** The world as commands see it; a test hands in its own. */
export interface Io {
  /** The current folder, as a path of this program. */
  readonly cwd: FilePath;
  readonly env: ReadonlyMap<string, string>;
  readonly files: Files;
  readonly stdout: Output;
  readonly stderr: Output;
  /** From now on Ctrl-C does not end the program but aborts this signal; a second one ends it. */
  interruptible(): AbortSignal;
  /** `path` as the user wrote it → absolute, `/` separators. */
  absolute(path: string): FilePath;
  /** All of standard input. */
  readStdin(): Promise<string>;
  /**
   * The text of a file, or of standard input (null), piece by piece; it ends early when the signal aborts. Throws an error
   * whose message is the reason in a few words.
   */
  pieces(path: FilePath | null, signal: AbortSignal): AsyncIterable<string>;
  /** A yes-or-no question on the terminal; null where there is nobody to ask. */
  ask: ((question: string) => Promise<boolean>) | null;
  /**
   * The files below a folder that match one of the patterns, sorted; what every editor skips is skipped, and what
   * `.gitignore` ignores unless `ignored` is asked for.
   */
  search(folder: FilePath, patterns: readonly string[], options?: { readonly ignored: boolean }): Promise<FilePath[]>;
  /** Where this program lies, so that a container can be given it; null: it can't be told. */
  ownProgram(): OwnProgram | null;
  /** What runs other programs, such as Docker. It is loaded when it is asked for. */
  programs(): Promise<Runner>;
  /** Loaded where something is written. */
  writer(): Promise<Writer>;
  /** What flags say of the configuration, where a command has such flags. */
  readonly configured?: ConfigOverride;
  /** A page of the documentation that is shipped; null when there is none. */
  readDoc(name: string): string | null;
}

/** What every command knows beside its own flags. */
export interface Surroundings {
  readonly language: Language;
  /** Whether colours are wanted, by where they would go. */
  readonly colour: { readonly stdout: boolean; readonly stderr: boolean };
  readonly quiet: boolean;
}

/** A reason why a command cannot do its work, as one line for the user; exit status 2. */
export class CannotWork extends Error {
  readonly #told: string | Message;
  /** What Compose says of it, where it says something. */
  readonly compose: string;

  /** @param told the reason; English as that of the shell around it, or in every language */
  constructor(told: string | Message, compose?: string) {
    const english = typeof told === "string" ? told : quotedText(told, "en");
    super(english);
    this.#told = told;
    this.compose = compose ?? english;
  }

  /** The reason in a language, where it has several. */
  in(language: Language): string {
    return typeof this.#told === "string" ? this.#told : quotedText(this.#told, language);
  }
}
