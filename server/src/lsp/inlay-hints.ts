import { inlayHints } from "../editor/features/inlay-hints.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerInlayHints({ connection, guard, session, present, settings }: LanguageServer): void {
  connection.languages.inlayHint.on(
    guard.handler("inlay hints", [], ({ textDocument, range }) => {
      const path = toFilePath(textDocument.uri);
      const span = session.document(path)?.positions.spanOf(range);
      const mode = settings.of(path).inlayHints;
      return span === undefined || mode === "off" ? [] : inlayHints(session.projectsAt(path), path, span, mode, present);
    }),
  );
}
