import type { Files } from "../base/files.js";
import type { Language } from "../base/messages.js";
import type { FilePath } from "../base/text.js";

/** 0 nothing to complain of; 1 findings, or no delivery; 2 the command could not do its work; 130 interrupted. */
export type ExitStatus = 0 | 1 | 2 | 130;

/** A stream that text goes to. */
export interface Output {
  write(text: string): void;
  /** A person reads it: colours, questions, the real width. */
  readonly terminal: boolean;
  /** Columns; 80 where nobody knows. */
  readonly columns: number;
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
  /** The files below a folder that match one of the patterns, sorted; what git and every editor skip is skipped. */
  search(folder: FilePath, patterns: readonly string[]): Promise<FilePath[]>;
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
  /** @param compose what Compose says of it, where it says something */
  constructor(
    message: string,
    readonly compose: string = message,
  ) {
    super(message);
  }
}
