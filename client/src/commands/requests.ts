import { type CancellationToken, CancellationTokenSource, type LogOutputChannel, l10n, ProgressLocation, window } from "vscode";
import { type BaseLanguageClient, LSPErrorCodes, ResponseError, WorkDoneProgress } from "vscode-languageclient";

/**
 * Sends a request under a notification that shows how far it is, and cancels it.
 *
 * @param token of the work-done progress
 * @param others what cancels it, too
 */
export async function withCancel<T>(
  client: BaseLanguageClient,
  title: string,
  token: string | number,
  others: readonly CancellationToken[],
  onReport: (message: string, show: (message: string) => void) => void,
  send: (cancellation: CancellationToken) => Promise<T>,
): Promise<T> {
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  return await window.withProgress(options, async (progress, cancellation) => {
    const source = new CancellationTokenSource();
    const listeners = [cancellation, ...others].map((one) => one.onCancellationRequested(() => source.cancel()));
    const show = (message: string) => progress.report({ message });
    listeners.push(
      client.onProgress(WorkDoneProgress.type, token, (value) => {
        if (value.kind === "report" && value.message !== undefined) onReport(value.message, show);
      }),
    );
    try {
      return await send(source.token);
    } finally {
      for (const listener of listeners) listener.dispose();
      source.dispose();
    }
  });
}

/** Says something, with a button that leads to the log. */
export async function offerDetails(
  show: (text: string, ...buttons: string[]) => Thenable<string | undefined>,
  text: string,
  output: LogOutputChannel,
): Promise<void> {
  const details = l10n.t("Show Output");
  if ((await show(text, details)) === details) output.show();
}

/** Whether a request was answered with its cancellation. */
export function isCancelled(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    (error.code === LSPErrorCodes.RequestCancelled || error.code === LSPErrorCodes.ServerCancelled)
  );
}

/** The first line of what went wrong. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n", 1)[0] ?? text;
}
