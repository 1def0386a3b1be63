import { codeActions } from "../editor/features/code-actions.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerCodeActions({ connection, guard, session, present }: LanguageServer): void {
  connection.onCodeAction(
    guard.handler("code actions", [], ({ textDocument, range, context }) => {
      const path = toFilePath(textDocument.uri);
      const span = session.document(path)?.positions.spanOf(range);
      return span === undefined ? [] : codeActions(session.projectsAt(path), path, span, context, present);
    }),
  );
}
