import { codeActions } from "../editor/features/code-actions.js";
import { configActions } from "../editor/features/config-diagnostics.js";
import { extractions } from "../editor/features/extract.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerCodeActions({ connection, guard, session, present }: LanguageServer): void {
  connection.onCodeAction(
    guard.handler("code actions", [], ({ textDocument, range, context }) => {
      const path = toFilePath(textDocument.uri);
      const document = session.document(path);
      if (document === undefined) return [];
      const span = document.positions.spanOf(range);
      const projects = session.projectsAt(path);
      return [
        ...codeActions(projects, path, span, context, present),
        ...extractions(projects, path, span, context, present),
        ...configActions(document, span, present),
      ];
    }),
  );
}
