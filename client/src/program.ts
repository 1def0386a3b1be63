import { commands, type Disposable, type ExtensionContext, type LogOutputChannel, languages, window, workspace } from "vscode";
import { State } from "vscode-languageclient";
import type { TestStepParams } from "../../server/src/protocol.js";
import { createClient } from "./client.js";
import type { DesktopExtension, Extension } from "./commands/extension.js";
import { keepPrivate } from "./commands/keep-private.js";
import { Reports, reportScheme } from "./commands/reports.js";
import { applyReportFix, askRunning, testRunningInView } from "./commands/running-container.js";
import { findAllServices } from "./commands/services.js";
import { Status } from "./commands/status.js";
import { TestProgram } from "./commands/test-program.js";
import { testInView, testSmtp } from "./commands/test-smtp.js";
import { Transcripts, transcriptScheme } from "./commands/transcripts.js";
import { type Furnishings, type Program, startProgram } from "./core.js";
import type { EditorManners } from "./middleware.js";
import { sayCrash } from "./server.js";
import { testCommands } from "./testing/test-commands.js";
import { TestView } from "./testing/test-view.js";
import { hasVirtualFolder } from "./workspace-kind.js";

/** The extension on a desktop, or on a remote machine: the server has a process of its own, and connections can be made. */
export async function run(context: ExtensionContext): Promise<Program> {
  return await startProgram(context, {
    handsOver: hasVirtualFolder(),
    createClient: (output: LogOutputChannel, manners: EditorManners) =>
      createClient(context, output, manners, (crash) => void sayCrash(crash, output)),
    keepPrivate,
    furnish: (extension) => furnish(context, extension),
  });
}

function furnish(context: ExtensionContext, base: Extension): Furnishings {
  const { client } = base;
  const view = new TestView(
    async () => (client.state === State.Running ? await findAllServices(client) : []),
    (target, kind, run) =>
      kind === "container" || kind === "container-send"
        ? testRunningInView(extension, target, kind === "container-send", run)
        : testInView(extension, target, kind, run),
  );
  const extension: DesktopExtension = {
    ...base,
    transcripts: new Transcripts(),
    reports: new Reports(),
    status: new Status(client, base, (services) => view.show(services)),
    view,
    program: new TestProgram(context),
    running: new Map(),
  };
  client.onNotification("plausibleMail/testStep", ({ token, step }: TestStepParams) => extension.running.get(token)?.step(step));
  return {
    commands: commandsOf(extension),
    disposables: [extension.status, view, ...contentOf(extension), ...watchersOf(extension)],
    started: () => void extension.status.follow(window.activeTextEditor?.document),
  };
}

/** What is shown beside the documents of the user. */
function contentOf({ transcripts, reports }: DesktopExtension): Disposable[] {
  return [
    workspace.registerTextDocumentContentProvider(transcriptScheme, transcripts),
    workspace.registerTextDocumentContentProvider(reportScheme, reports),
    languages.registerCodeLensProvider({ scheme: reportScheme }, reports),
  ];
}

/** What follows the file that is looked at, and the folders that are opened. */
function watchersOf({ client, status, view, onBroken }: DesktopExtension): Disposable[] {
  let pause: ReturnType<typeof setTimeout> | undefined;
  return [
    onBroken((uri) => {
      const document = window.activeTextEditor?.document;
      if (document?.uri.toString() === uri.toString()) void status.follow(document);
    }),
    window.onDidChangeActiveTextEditor((editor) => status.follow(editor?.document)),
    workspace.onDidChangeWorkspaceFolders(async ({ removed }) => {
      await status.left(removed);
      if (client.state === State.Running) await view.refresh();
    }),
    // What the file says of its relay may have changed, and whether the last test still holds.
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document !== window.activeTextEditor?.document) return;
      clearTimeout(pause);
      pause = setTimeout(() => void status.follow(document), 500);
    }),
  ];
}

function commandsOf(extension: DesktopExtension): Furnishings["commands"] {
  const { status, transcripts } = extension;
  return {
    "plausibleMail.testSmtp": (uri, service) => testSmtp(extension, uri, service),
    "plausibleMail.showTranscript": () => transcripts.show(),
    "plausibleMail.showLastResult": () =>
      status.wasTested ? transcripts.show() : commands.executeCommand("workbench.view.testing.focus"),
    "plausibleMail.diagnose": (from, service) => askRunning(extension, "diagnose", from, service),
    "plausibleMail.testFromContainer": (from, service) => askRunning(extension, "test", from, service),
    "plausibleMail.compareContainer": (from, service) => askRunning(extension, "compare", from, service),
    "plausibleMail.explainContainerLog": (from, service) => askRunning(extension, "log", from, service),
    "plausibleMail.applyReportFix": (report) => applyReportFix(extension, report),
    "plausibleMail.copyReport": (report) => extension.reports.copy(report),
    ...testCommands(extension),
  };
}
