import { type ExtensionContext, env, type LogOutputChannel, Uri, workspace } from "vscode";
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  ShowMessageRequest,
  TransportKind,
} from "vscode-languageclient/node";
import { wantedLanguage } from "./language.js";
import type { EditorManners } from "./middleware.js";
import { askModally } from "./questions.js";
import { remoteMachine } from "./remote.js";
import { openDocsCommand, rulePages } from "./rule-pages.js";

/** The documents that the server is told of: compose files by language, env files by name, whatever their language. */
const documentSelector: NonNullable<LanguageClientOptions["documentSelector"]> = [
  { scheme: "file", language: "dockercompose" },
  { scheme: "untitled", language: "dockercompose" },
  { scheme: "file", language: "yaml" },
  { scheme: "file", pattern: "**/.env" },
  { scheme: "file", pattern: "**/.env.*" },
  { scheme: "file", pattern: "**/*.env" },
];

/** After so many crashes within three minutes the server stays off: a fourth start would most likely end the same way. */
const crashLimit = 4;
const crashWindow = 3 * 60_000;

/** What the user is told when the server's process ends by itself. */
export type CrashReport = (crash: { readonly count: number; readonly restarts: boolean }) => void;

/** A language client that is not started yet. The server runs in a process of its own, on the Node of the extension host. */
export function createClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  manners: EditorManners,
  onCrash: CrashReport,
): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, "server", "dist", "server.js").fsPath;
  const client = new LanguageClient(
    "plausibleMail",
    "Plausible Mail",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--enable-source-maps"] } },
    },
    {
      documentSelector,
      outputChannel: output,
      middleware: manners.middleware,
      // Asked anew at each start: trust may have been granted since.
      initializationOptions: () => ({
        locale: env.language,
        language: wantedLanguage(),
        trusted: workspace.isTrusted,
        remote: remoteMachine(),
        docs: rulePages,
        commands: [
          openDocsCommand,
          "plausibleMail.testSmtp",
          "plausibleMail.showTranscript",
          "plausibleMail.showContainer",
          "plausibleMail.setUpMail",
        ],
      }),
      errorHandler: restartUnlessHopeless(onCrash),
    },
  );
  manners.attach(client);
  // Takes the place of the library's own handler, at each start anew.
  client.onRequest(ShowMessageRequest.type, askModally);
  return client;
}

function restartUnlessHopeless(onCrash: CrashReport): ErrorHandler {
  let crashes: number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed(): CloseHandlerResult {
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < crashWindow), now];
      const restarts = crashes.length < crashLimit;
      onCrash({ count: crashes.length, restarts });
      if (!restarts) crashes = []; // a restart that the user asks for begins anew
      return { action: restarts ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true };
    },
  };
}
