import type { FilePath, Location } from "../base/text.js";
import type { InterpolatedText, LookupResult } from "./interpolate.js";
import type { EnvFileFault, OwnLimit } from "./reasons.js";
import type { EnvStatement } from "./types.js";

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
  /** Where it goes beyond a limit of this program, each limit once. */
  readonly limits: readonly EnvFileLimit[];
}

/** `names`: what follows is not read, and as it may set the same names again, every value is unknown. `growth`, `growth-together`: the values of this statement, or from it on, are unknown. */
export interface EnvFileLimit {
  readonly limit: Extract<OwnLimit, "names" | "growth" | "growth-together">;
  readonly at: Location;
}

/** Of an env file, or of an `environment`: far more than anybody writes, and as many as can be judged while somebody waits. */
export const mostNames = 10_000;

export interface EnvFileError {
  readonly fault: EnvFileFault;
  readonly at: Location;
}

/** Statements of which one that nobody reads may be the last word. */
export function withoutValues<Origin>(statements: readonly EnvFileStatement<Origin>[]): EnvFileStatement<Origin>[] {
  return statements.map((statement) => {
    const { interpolation } = statement;
    return interpolation === null ? statement : { ...statement, interpolation: { ...interpolation, text: "", unseen: true } };
  });
}
