import { commands, type LogOutputChannel, l10n, window } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";

/** Starts the server, one start after the other: what is asked for while it starts would have no effect. */
export class ServerStart {
  readonly #client: BaseLanguageClient;
  readonly #output: LogOutputChannel;
  #last: Promise<void> = Promise.resolve();

  constructor(client: BaseLanguageClient, output: LogOutputChannel) {
    this.#client = client;
    this.#output = output;
  }

  /** Starts it, or starts it anew; done when it has answered, or has failed to and the user has been told. */
  again(): Promise<void> {
    this.#last = this.#last.then(() => startServer(this.#client, this.#output));
    return this.#last;
  }
}

async function startServer(client: BaseLanguageClient, output: LogOutputChannel): Promise<void> {
  try {
    if (client.state === State.Running) await client.stop();
    await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    // Nothing waits for the answer: one of its buttons is a command, and commands wait for the start.
    void offerOutput(window.showErrorMessage, l10n.t("The Plausible Mail server didn't start. Files aren't checked."), output);
  }
}

/** Tells that the server ended by itself. */
export async function sayCrash(crash: { count: number; restarts: boolean }, output: LogOutputChannel): Promise<void> {
  output.error(`The language server ended by itself (${crash.count} within three minutes).`);
  if (crash.restarts) {
    await offerOutput(window.showWarningMessage, l10n.t("The Plausible Mail server crashed and was restarted."), output);
    return;
  }
  const text = l10n.t(
    "Plausible Mail is off: its server crashed {0} times within three minutes. Files aren't checked.",
    crash.count,
  );
  await offerOutput(window.showErrorMessage, text, output);
}

async function offerOutput(
  show: (text: string, ...buttons: string[]) => Thenable<string | undefined>,
  text: string,
  output: LogOutputChannel,
): Promise<void> {
  const restart = l10n.t("Restart Server");
  const showOutput = l10n.t("Show Output");
  const answer = await show(text, restart, showOutput);
  if (answer === showOutput) output.show();
  if (answer === restart) await commands.executeCommand("plausibleMail.restartServer");
}
