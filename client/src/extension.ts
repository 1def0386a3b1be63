import { commands, type ExtensionContext, type LogOutputChannel, l10n, window, workspace } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { TestStepParams } from "../../server/src/protocol.js";
import { createClient } from "./client.js";
import { ContainerPages, containerScheme } from "./commands/container-page.js";
import { explainLogLine } from "./commands/explain-log-line.js";
import { findAllServices } from "./commands/services.js";
import { Status } from "./commands/status.js";
import { type Extension, testInView, testSmtp } from "./commands/test-smtp.js";
import { Transcripts, transcriptScheme } from "./commands/transcripts.js";
import { openDocsCommand, pageScheme, RulePages } from "./rule-pages.js";
import { testCommands } from "./testing/test-commands.js";
import { TestView } from "./testing/test-view.js";

/** Set by `activate` so that `deactivate`, which VS Code calls without arguments, can end the server. */
let running: LanguageClient | undefined;

/** Called by VS Code when a compose file is in the workspace, or when one of the commands is called. */
export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("Plausible Mail", { log: true });
  const client = createClient(context, output, (crash) => void sayCrash(crash, output));
  running = client;
  const view = new TestView(
    async () => (client.state === State.Running ? await findAllServices(client) : []),
    (target, kind, run) => testInView(extension, target, kind, run),
  );
  const extension: Extension = {
    client,
    output,
    transcripts: new Transcripts(),
    status: new Status(client, (services) => view.show(services)),
    view,
    pages: new RulePages(context.extensionUri),
    memory: context.workspaceState,
    running: new Map(),
  };
  const { transcripts, status, pages } = extension;
  const containers = new ContainerPages(client);
  client.onNotification("plausibleMail/testStep", ({ token, step }: TestStepParams) => extension.running.get(token)?.step(step));
  context.subscriptions.push(
    output,
    status,
    view,
    workspace.registerTextDocumentContentProvider(pageScheme, pages),
    commands.registerCommand(openDocsCommand, (target?: unknown) =>
      typeof target === "string" ? pages.show(target) : undefined,
    ),
    ...testCommands(extension),
    containers,
    workspace.registerTextDocumentContentProvider(containerScheme, containers),
    commands.registerCommand("plausibleMail.showContainer", (uri?: unknown, service?: unknown) => containers.show(uri, service)),
    commands.registerCommand("plausibleMail.previewUpgrade", (uri?: unknown, service?: unknown) =>
      containers.previewUpgrade(uri, service),
    ),
    workspace.registerTextDocumentContentProvider(transcriptScheme, transcripts),
    commands.registerCommand("plausibleMail.testSmtp", (uri?: unknown, service?: unknown) => testSmtp(extension, uri, service)),
    commands.registerCommand("plausibleMail.explainLogLine", (from?: unknown) => explainLogLine(extension, from)),
    commands.registerCommand("plausibleMail.showTranscript", () => transcripts.show()),
    commands.registerCommand("plausibleMail.showOutput", () => output.show()),
    commands.registerCommand("plausibleMail.restartServer", () => start(client, output)),
  );
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(async () => {
      if (client.state === State.Running) await client.sendNotification("plausibleMail/trust", { trusted: true });
    }),
  );
  context.subscriptions.push(
    window.onDidChangeActiveTextEditor((editor) => status.follow(editor?.document)),
    // What the file says of its relay may have changed.
    workspace.onDidSaveTextDocument(() => status.follow(window.activeTextEditor?.document)),
  );
  await start(client, output);
  void status.follow(window.activeTextEditor?.document);
  await commands.executeCommand("setContext", "plausibleMail.active", true);
}

/** Ends the server with the window. */
export async function deactivate(): Promise<void> {
  const client = running;
  running = undefined;
  if (client?.state === State.Running) await client.stop();
}

async function start(client: LanguageClient, output: LogOutputChannel): Promise<void> {
  try {
    if (client.state === State.Running) await client.restart();
    else await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    await offerOutput(
      window.showErrorMessage,
      l10n.t("The Plausible Mail server did not start. Files are not checked now."),
      output,
    );
  }
}

async function sayCrash(crash: { count: number; restarts: boolean }, output: LogOutputChannel): Promise<void> {
  output.error(`The language server ended by itself (${crash.count} within three minutes).`);
  if (crash.restarts) {
    await offerOutput(window.showWarningMessage, l10n.t("The Plausible Mail server crashed and was started again."), output);
    return;
  }
  const text = l10n.t(
    "The Plausible Mail server crashed {0} times within three minutes and stays off. Files are not checked now.",
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
