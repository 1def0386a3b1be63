/** A command as its help shows it; completions and the manual page are made of it. */
export interface CommandShape {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: readonly ArgumentShape[];
  readonly options: readonly OptionShape[];
  /** What stands below its help. */
  readonly after: string;
}

export interface ArgumentShape {
  readonly name: string;
  readonly description: string;
  readonly repeatable: boolean;
  /** What it may be; null: a file. */
  readonly choices: readonly string[] | null;
}

export interface OptionShape {
  /** `--format`. */
  readonly long: string;
  /** `-f`; null: it has none. */
  readonly short: string | null;
  /** `<format>`; null: it takes no value. */
  readonly value: string | null;
  readonly description: string;
  /** What the value may be; null: anything, or a file where its name says so. */
  readonly choices: readonly string[] | null;
}

/** Whether a value is the name of a file or a folder. */
export function takesFile({ value, choices }: OptionShape): boolean {
  return choices === null && value !== null && /<(?:file|folder)/.test(value);
}
