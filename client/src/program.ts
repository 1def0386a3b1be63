import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  languages,
  window,
  workspace,
} from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { TestStepParams } from "../../server/src/protocol.js";
import { createClient } from "./client.js";
import type { CommandId } from "./command-ids.js";
import { ContainerPages, containerScheme } from "./commands/container-page.js";
import { openExample } from "./commands/example.js";
import { explainLogLine } from "./commands/explain-log-line.js";
import { Explanations, explanationScheme } from "./commands/explanations.js";
import type { Extension } from "./commands/extension.js";
import { LintAll } from "./commands/lint-all.js";
import { Reports, reportScheme } from "./commands/reports.js";
import { applyReportFix, askRunning, testRunningInView } from "./commands/running-container.js";
import { findAllServices } from "./commands/services.js";
import { setUpMail } from "./commands/set-up-mail.js";
import { Status } from "./commands/status.js";
import { TestProgram } from "./commands/test-program.js";
import { testInView, testSmtp } from "./commands/test-smtp.js";
import { Transcripts, transcriptScheme } from "./commands/transcripts.js";
import { LogLenses } from "./log-lenses.js";
import { EditorManners } from "./middleware.js";
import { pageScheme, RulePages } from "./rule-pages.js";
import { testCommands } from "./testing/test-commands.js";
import { TestView } from "./testing/test-view.js";

/** The extension once it runs. */
export interface Program {
  /** What each of its commands does. */
  readonly commands: Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;
  /** Ends the server. */
  stop(): Promise<void>;
}

/** Starts what the extension consists of; done when the server has answered, or has failed to and the user has been told. */
export async function run(context: ExtensionContext): Promise<Program> {
  const output = window.createOutputChannel("Plausible Mail", { log: true });
  const manners = new EditorManners();
  const client = createClient(context, output, manners, (crash) => void sayCrash(crash, output));
  const view = new TestView(
    async () => (client.state === State.Running ? await findAllServices(client) : []),
    (target, kind, run) =>
      kind === "container" || kind === "container-send"
        ? testRunningInView(extension, target, kind === "container-send", run)
        : testInView(extension, target, kind, run),
  );
  const extension: Extension = {
    client,
    output,
    transcripts: new Transcripts(),
    isBroken: (document) => manners.isBroken(document.uri),
    explanations: new Explanations(),
    reports: new Reports(),
    status: new Status(client, manners, (services) => view.show(services)),
    view,
    pages: new RulePages(context.extensionUri),
    program: new TestProgram(context),
    memory: context.workspaceState,
    running: new Map(),
  };
  const containers = new ContainerPages(client);
  const lint = new LintAll(client);
  context.subscriptions.push(
    output,
    manners,
    lint,
    extension.explanations,
    extension.status,
    view,
    containers,
    ...contentOf(extension, containers),
    ...watchersOf(extension),
  );
  client.onNotification("plausibleMail/testStep", ({ token, step }: TestStepParams) => extension.running.get(token)?.step(step));
  await start(client, output);
  void extension.status.follow(window.activeTextEditor?.document);
  await commands.executeCommand("setContext", "plausibleMail.active", true);
  return {
    commands: commandsOf(extension, containers, lint),
    async stop() {
      if (client.state === State.Running) await client.stop();
    },
  };
}

/** What is shown beside the documents of the user. */
function contentOf({ client, pages, transcripts, explanations, reports }: Extension, containers: ContainerPages): Disposable[] {
  return [
    languages.registerCodeLensProvider({ pattern: "**/*.log" }, new LogLenses(client)),
    workspace.registerTextDocumentContentProvider(pageScheme, pages),
    workspace.registerTextDocumentContentProvider(containerScheme, containers),
    workspace.registerTextDocumentContentProvider(transcriptScheme, transcripts),
    workspace.registerTextDocumentContentProvider(explanationScheme, explanations),
    workspace.registerTextDocumentContentProvider(reportScheme, reports),
    languages.registerCodeLensProvider({ scheme: reportScheme }, reports),
  ];
}

/** What follows trust, settings and texts. */
function watchersOf({ client, output, status }: Extension): Disposable[] {
  let pause: NodeJS.Timeout | undefined;
  return [
    workspace.onDidGrantWorkspaceTrust(async () => {
      if (client.state === State.Running) await client.sendNotification("plausibleMail/trust", { trusted: true });
    }),
    workspace.onDidChangeConfiguration((event) => {
      // The server has its language from its start.
      if (event.affectsConfiguration("plausibleMail.language")) void start(client, output);
    }),
    window.onDidChangeActiveTextEditor((editor) => status.follow(editor?.document)),
    // What the file says of its relay may have changed, and whether the last test still holds.
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== window.activeTextEditor?.document) return;
      clearTimeout(pause);
      pause = setTimeout(() => void status.follow(document), 500);
    }),
  ];
}

function commandsOf(extension: Extension, containers: ContainerPages, lint: LintAll): Program["commands"] {
  const { client, output, pages, status, transcripts } = extension;
  return {
    "plausibleMail.testSmtp": (uri, service) => testSmtp(extension, uri, service),
    "plausibleMail.explainLogLine": (from) => explainLogLine(extension, from),
    "plausibleMail.showContainer": (uri, service) => containers.show(uri, service),
    "plausibleMail.previewUpgrade": (uri, service) => containers.previewUpgrade(uri, service),
    "plausibleMail.showTranscript": () => transcripts.show(),
    "plausibleMail.showOutput": () => output.show(),
    "plausibleMail.restartServer": () => start(client, output),
    "plausibleMail.showLastResult": () =>
      status.wasTested ? transcripts.show() : commands.executeCommand("workbench.view.testing.focus"),
    "plausibleMail.lintAll": () => lint.run(),
    "plausibleMail.setUpMail": (uri, service) => setUpMail(extension, uri, service),
    "plausibleMail.diagnose": (from, service) => askRunning(extension, "diagnose", from, service),
    "plausibleMail.testFromContainer": (from, service) => askRunning(extension, "test", from, service),
    "plausibleMail.compareContainer": (from, service) => askRunning(extension, "compare", from, service),
    "plausibleMail.explainContainerLog": (from, service) => askRunning(extension, "log", from, service),
    "plausibleMail.applyReportFix": (report) => applyReportFix(extension, report),
    "plausibleMail.copyReport": (report) => extension.reports.copy(report),
    "plausibleMail.openExample": () => openExample(),
    "plausibleMail.openDocs": (target, said) =>
      typeof target === "string" ? pages.show(target, typeof said === "string" ? said : null) : undefined,
    ...testCommands(extension),
  };
}

async function start(client: LanguageClient, output: LogOutputChannel): Promise<void> {
  try {
    if (client.state === State.Running) await client.restart();
    else await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    // Nothing waits for the answer: one of its buttons is a command, and commands wait for the start.
    void offerOutput(window.showErrorMessage, l10n.t("The Plausible Mail server didn't start. Files aren't checked."), output);
  }
}

async function sayCrash(crash: { count: number; restarts: boolean }, output: LogOutputChannel): Promise<void> {
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
