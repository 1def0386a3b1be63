import { hover } from "../editor/features/hover.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerHover({ connection, guard, session, present }: LanguageServer): void {
  connection.onHover(
    guard.handler("hover", null, ({ textDocument, position }) => {
      const path = toFilePath(textDocument.uri);
      const offset = session.document(path)?.positions.offsetAt(position);
      return offset === undefined ? null : hover(session.projectsAt(path), path, offset, present);
    }),
  );
}
