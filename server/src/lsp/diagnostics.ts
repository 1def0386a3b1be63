import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

/** Diagnostics that the client asks for; to the others they are sent. */
export function registerDiagnostics({ connection, client, guard, reporter }: LanguageServer): void {
  if (!client.pull) return;
  connection.languages.diagnostics.on(
    guard.handler("diagnostics", { kind: "full", items: [] }, ({ textDocument, previousResultId }) =>
      reporter.pull(toFilePath(textDocument.uri), previousResultId),
    ),
  );
}
