import { definition } from "../editor/features/definition.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerDefinition({ connection, guard, session, present }: LanguageServer): void {
  connection.onDefinition(
    guard.handler("definition", null, ({ textDocument, position }) => {
      const path = toFilePath(textDocument.uri);
      const offset = session.document(path)?.positions.offsetAt(position);
      return offset === undefined ? null : [...definition(session.projectsAt(path), path, offset, present)];
    }),
  );
}
