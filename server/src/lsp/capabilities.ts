import { CodeActionKind, type ServerCapabilities, TextDocumentSyncKind } from "vscode-languageserver";
import { triggerCharacters } from "../editor/completion/completion.js";
import { fixAllKind } from "../editor/features/code-actions.js";
import { diagnosticSource } from "../editor/features/diagnostics.js";
import type { Client } from "./client.js";
import { serverCommands } from "./commands.js";

/** What this server offers to this client. */
export function capabilitiesFor(client: Client): ServerCapabilities {
  return {
    positionEncoding: client.encoding,
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
    hoverProvider: true,
    completionProvider: { triggerCharacters, resolveProvider: true },
    executeCommandProvider: { commands: serverCommands(client), workDoneProgress: true },
    inlayHintProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    renameProvider: client.prepareRename ? { prepareProvider: true } : true,
    documentLinkProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorExtract, fixAllKind] },
    codeLensProvider: { resolveProvider: false },
    ...(client.pull
      ? { diagnosticProvider: { identifier: diagnosticSource, interFileDependencies: true, workspaceDiagnostics: false } }
      : {}),
    ...(client.workspaceFolders ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } } : {}),
  };
}
