import { baseOf } from "../base/paths.js";
import { configHover } from "../editor/completion/config-hover.js";
import { hover } from "../editor/features/hover.js";
import { serviceHover } from "../editor/features/service-hover.js";
import { toFilePath } from "../editor/session/uris.js";
import { configFileName } from "../lint/config.js";
import type { LanguageServer } from "./language-server.js";

export function registerHover({ connection, guard, session, present }: LanguageServer): void {
  connection.onHover(
    guard.handler("hover", null, ({ textDocument, position }) => {
      const path = toFilePath(textDocument.uri);
      const document = session.document(path);
      if (document === undefined) return null;
      const offset = document.positions.offsetAt(position);
      if (baseOf(path) === configFileName) return configHover(document, offset, present);
      const projects = session.projectsAt(path);
      return hover(projects, path, offset, present) ?? serviceHover(projects, path, offset, present);
    }),
  );
}
