import type { FilePath } from "../base/text.js";

/** One run of a program. No shell reads it: each word reaches the program as it is. */
export interface Command {
  readonly argv: readonly string[];
  /** The folder that it runs in. */
  readonly cwd: FilePath;
}

/** What a run may take; it is ended beyond that. */
export interface RunLimits {
  readonly seconds: number;
  /** Characters of standard output that are kept. A run whose pieces are taken one by one keeps none. */
  readonly characters: number;
}

/** How a run ended. */
export type Outcome =
  | {
      readonly kind: "ended";
      readonly status: number;
      readonly stdout: string;
      readonly stderr: string;
      /** More came than the limits allow. */
      readonly cut: boolean;
    }
  | { readonly kind: "too-long"; readonly stdout: string; readonly stderr: string }
  | { readonly kind: "cancelled" }
  /** There is no such program, or it may not be run. */
  | { readonly kind: "no-program" | "not-allowed" };

/** Runs programs; the doors hand in the one that does, tests a stand-in. */
export interface Runner {
  /** Whether a program of this name is on PATH. */
  has(program: string): boolean;
  /**
   * Runs a program with the environment of this process, and nothing on its standard input. Never rejects for what it does.
   *
   * @param onOutput takes both of its streams as they come; they are not kept then
   */
  run(command: Command, limits: RunLimits, signal: AbortSignal, onOutput?: (piece: string) => void): Promise<Outcome>;
}
