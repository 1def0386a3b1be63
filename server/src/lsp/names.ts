import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import { documentLinks } from "../editor/features/document-links.js";
import { references } from "../editor/features/references.js";
import { prepareRename, rename } from "../editor/features/rename.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

/** References, rename and links. */
export function registerNames({ connection, guard, session, present }: LanguageServer): void {
  const placeOf = ({
    textDocument,
    position,
  }: {
    textDocument: { uri: string };
    position: { line: number; character: number };
  }) => {
    const path = toFilePath(textDocument.uri);
    return { path, offset: session.document(path)?.positions.offsetAt(position) };
  };
  connection.onReferences(
    guard.handler("references", [], (params) => {
      const { path, offset } = placeOf(params);
      if (offset === undefined) return [];
      return references(session.projectsAt(path), path, offset, params.context.includeDeclaration, present);
    }),
  );
  connection.onPrepareRename(
    guard.handler("rename", null, (params) => {
      const { path, offset } = placeOf(params);
      if (offset === undefined) return null;
      const found = prepareRename(session.projectsAt(path), path, offset, present);
      return found !== null && "refused" in found ? new ResponseError(LSPErrorCodes.RequestFailed, found.refused) : found;
    }),
  );
  connection.onRenameRequest(
    guard.handler("rename", null, (params) => {
      const { path, offset } = placeOf(params);
      if (offset === undefined) return null;
      const renamed = rename(session.projectsAt(path), path, offset, params.newName, session.files, present);
      return "edit" in renamed ? renamed.edit : new ResponseError(LSPErrorCodes.RequestFailed, renamed.refused);
    }),
  );
  connection.onDocumentLinks(
    guard.handler("document links", [], ({ textDocument }) => {
      const path = toFilePath(textDocument.uri);
      return documentLinks(session.projectsAt(path), path, present);
    }),
  );
}
