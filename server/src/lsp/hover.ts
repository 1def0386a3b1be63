import { hover } from "../editor/features/hover.js";
import { serviceHover } from "../editor/features/service-hover.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

export function registerHover({ connection, guard, session, present }: LanguageServer): void {
  connection.onHover(
    guard.handler("hover", null, ({ textDocument, position }) => {
      const path = toFilePath(textDocument.uri);
      const offset = session.document(path)?.positions.offsetAt(position);
      if (offset === undefined) return null;
      const projects = session.projectsAt(path);
      return hover(projects, path, offset, present) ?? serviceHover(projects, path, offset, present);
    }),
  );
}
