import { DidChangeConfigurationNotification } from "vscode-languageserver";
import { toFilePath } from "../editor/session/uris.js";
import { isRecord } from "./client.js";
import { type LanguageServer, soon } from "./language-server.js";

/** Follows what is around the documents: folders, settings, trust, files on the disk. */
export function registerWorkspace(server: LanguageServer): void {
  const { connection, client, settings, watching } = server;
  connection.onInitialized(() => {
    server.ready = fetchSettings(server);
    watching.start().catch(() => {});
    if (client.configurationRegistration) {
      connection.client.register(DidChangeConfigurationNotification.type, { section: "plausibleMail" }).catch(() => {});
    }
    if (client.workspaceFolders) registerFolders(server);
  });
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    if (client.configuration) {
      server.ready = fetchSettings(server);
      return;
    }
    settings.take(sent);
    reconfigure(server);
  });
  connection.onNotification("plausibleMail/trust", (sent: unknown) => {
    server.disk.trusted = isRecord(sent) && sent.trusted === true;
    reconfigure(server);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    server.changed(changes.map(({ uri }) => toFilePath(uri)));
    server.refreshBesides();
    server.recheck(soon);
  });
}

function registerFolders(server: LanguageServer): void {
  server.connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    const gone = new Set(removed.map(({ uri }) => uri));
    server.folders = [...server.folders.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
    reconfigure(server);
    server.ready = fetchSettings(server);
  });
}

async function fetchSettings(server: LanguageServer): Promise<void> {
  const { client, settings, folders } = server;
  if (client.configuration && (await settings.fetch(folders))) reconfigure(server);
}

function reconfigure(server: LanguageServer): void {
  server.reset();
  server.recheck(soon);
  server.refreshLenses();
}
