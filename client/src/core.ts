import {
  commands,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  languages,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, ShowMessageRequest, State } from "vscode-languageclient";
import type { MailSetup } from "../../server/src/protocol.js";
import type { CommandId, ConnectingId } from "./command-ids.js";
import { applyReviewed } from "./commands/apply-reviewed.js";
import { ContainerPages, containerScheme } from "./commands/container-page.js";
import { openExample } from "./commands/example.js";
import { explainLogLine } from "./commands/explain-log-line.js";
import { Explanations, explanationScheme } from "./commands/explanations.js";
import type { Extension } from "./commands/extension.js";
import { LintAll } from "./commands/lint-all.js";
import { setUpMail } from "./commands/set-up-mail.js";
import { HandOver } from "./hand-over.js";
import { LogLenses } from "./log-lenses.js";
import { EditorManners } from "./middleware.js";
import { Oversized } from "./oversized.js";
import { askModally } from "./questions.js";
import { pageScheme, RulePages } from "./rule-pages.js";
import { ServerStart } from "./server.js";

type Run = (...args: readonly unknown[]) => unknown;

/** The extension once it runs. */
export interface Program {
  /** What each of its commands does. */
  readonly commands: Readonly<Record<CommandId, Run>>;
  /** Ends the server. */
  stop(): Promise<void>;
}

/** What differs between a desktop and a browser. */
export interface Door {
  /** Whether the server reads files through the client. */
  readonly handsOver: boolean;
  createClient(output: LogOutputChannel, manners: EditorManners): BaseLanguageClient;
  /** Keeps a password that was just written into a file from others. */
  keepPrivate(setup: MailSetup): Promise<void>;
  furnish(extension: Extension): Furnishings;
}

/** What a door adds. */
export interface Furnishings {
  readonly commands: Readonly<Record<ConnectingId, Run>>;
  readonly disposables: readonly Disposable[];
  /** Called when the server has started. */
  started(): void;
}

/** Starts what the extension consists of; done when the server has answered, or has failed to and the user has been told. */
export async function startProgram(context: ExtensionContext, door: Door): Promise<Program> {
  const output = window.createOutputChannel("Plausible Mail", { log: true });
  const manners = new EditorManners();
  const client = door.createClient(output, manners);
  manners.attach(client);
  // Takes the place of the library's own handler, at each start anew.
  client.onRequest(ShowMessageRequest.type, askModally);
  const extension: Extension = {
    client,
    output,
    isBroken: (uri: Uri) => manners.isBroken(uri),
    onBroken: manners.onBroken,
    explanations: new Explanations(),
    pages: new RulePages(context.extensionUri),
    memory: context.workspaceState,
    keepPrivate: (setup) => door.keepPrivate(setup),
  };
  const server = new ServerStart(client, output);
  const containers = new ContainerPages(extension);
  const lint = new LintAll(client);
  const oversized = new Oversized();
  const furnishings = door.furnish(extension);
  context.subscriptions.push(
    output,
    manners,
    lint,
    oversized,
    extension.explanations,
    containers,
    ...(door.handsOver ? [new HandOver(client)] : []),
    ...contentOf(extension, containers),
    ...watchersOf(client, server),
    ...furnishings.disposables,
  );
  await server.again();
  furnishings.started();
  void oversized.look();
  await commands.executeCommand("setContext", "plausibleMail.active", true);
  return {
    commands: { ...commandsOf(extension, server, containers, lint), ...furnishings.commands },
    async stop() {
      if (client.state === State.Running) await client.stop();
    },
  };
}

/** What is shown beside the documents of the user. */
function contentOf({ client, pages, explanations }: Extension, containers: ContainerPages): Disposable[] {
  return [
    languages.registerCodeLensProvider({ pattern: "**/*.log" }, new LogLenses(client)),
    workspace.registerTextDocumentContentProvider(pageScheme, pages),
    workspace.registerTextDocumentContentProvider(containerScheme, containers),
    workspace.registerTextDocumentContentProvider(explanationScheme, explanations),
  ];
}

/** What follows trust and settings. */
function watchersOf(client: BaseLanguageClient, server: ServerStart): Disposable[] {
  return [
    workspace.onDidGrantWorkspaceTrust(async () => {
      if (client.state === State.Running) await client.sendNotification("plausibleMail/trust", { trusted: true });
    }),
    workspace.onDidChangeConfiguration((event) => {
      // The server has its language from its start.
      if (event.affectsConfiguration("plausibleMail.language")) void server.again();
    }),
  ];
}

function commandsOf(
  extension: Extension,
  server: ServerStart,
  containers: ContainerPages,
  lint: LintAll,
): Readonly<Record<Exclude<CommandId, ConnectingId>, Run>> {
  const { client, output, pages } = extension;
  return {
    "plausibleMail.explainLogLine": (from) => explainLogLine(extension, from),
    "plausibleMail.showContainer": (uri, service) => containers.show(uri, service),
    "plausibleMail.previewUpgrade": (uri, service) => containers.previewUpgrade(uri, service),
    "plausibleMail.showOutput": () => output.show(),
    "plausibleMail.restartServer": () => server.again(),
    "plausibleMail.lintAll": () => lint.run(),
    "plausibleMail.setUpMail": (uri, service) => setUpMail(extension, uri, service),
    "plausibleMail.openExample": () => openExample(),
    "plausibleMail.applyReviewed": (review) => applyReviewed(client, review),
    "plausibleMail.openDocs": (target, said) =>
      typeof target === "string" ? pages.show(target, typeof said === "string" ? said : null) : undefined,
  };
}
