import { type ExtensionContext, type LogOutputChannel, Uri } from "vscode";
import {
  CloseAction,
  type CloseHandlerResult,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  TransportKind,
} from "vscode-languageclient/node";
import { clientOptions } from "./client-options.js";
import type { EditorManners } from "./middleware.js";
import { folderSchemes, hasVirtualFolder } from "./workspace-kind.js";

/** After so many crashes within three minutes the server stays off: a fourth start would most likely end the same way. */
const crashLimit = 4;
const crashWindow = 3 * 60_000;

/** What the user is told when the server's process ends by itself. */
export type CrashReport = (crash: { readonly count: number; readonly restarts: boolean }) => void;

/**
 * An analysis leaves much garbage at once, for which V8 would make room for good: 16 MB and more in a small project, a third of
 * all memory in a large one. With less room it collects more often, which takes no longer.
 */
const execArgv = ["--max-semi-space-size=4"];

/** A language client that is not started yet. The server runs in a process of its own, on the Node of the extension host. */
export function createClient(
  context: ExtensionContext,
  output: LogOutputChannel,
  manners: EditorManners,
  onCrash: CrashReport,
): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, "server", "dist", "server.js").fsPath;
  const handsOver = hasVirtualFolder();
  return new LanguageClient(
    "plausibleMail",
    "Plausible Mail",
    {
      run: { module, transport: TransportKind.ipc, options: { execArgv } },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: [...execArgv, "--enable-source-maps"] } },
    },
    {
      ...clientOptions(output, manners, [...new Set(["file", ...folderSchemes()])], handsOver),
      errorHandler: restartUnlessHopeless(onCrash),
    },
  );
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
