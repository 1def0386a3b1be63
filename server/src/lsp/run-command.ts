import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver";

/** Runs a command with the arguments that the client sent, whatever they are. */
export type RunCommand = (
  given: readonly unknown[],
  token: CancellationToken,
  progress: WorkDoneProgressReporter,
) => Promise<unknown> | unknown;
