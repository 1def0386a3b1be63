import { codeLenses } from "../editor/features/code-lens.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerCodeLenses({ connection, guard, session, present, outcomes }: LanguageServer): void {
  connection.onCodeLens(
    guard.handler("code lenses", [], ({ textDocument }) => {
      const path = toFilePath(textDocument.uri);
      return codeLenses(session.projectsAt(path), path, present, (view) => outcomes.of(view));
    }),
  );
}
