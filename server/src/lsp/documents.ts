import { TextDocuments } from "vscode-languageserver";
import { OpenDocument } from "../editor/session/documents.js";
import { type LanguageServer, soon, whileTyping } from "./language-server.js";

/** Follows the open documents. */
export function registerDocuments(server: LanguageServer): void {
  const { client, session, reporter } = server;
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, languageId, version, text) => new OpenDocument(uri, languageId, version, text, client.encoding),
    update(document, changes, version) {
      document.update(changes, version);
      return document;
    },
  });
  documents.onDidOpen(({ document }) => {
    session.open(document);
    reporter.opened(document.path);
    server.recheck(soon);
  });
  documents.onDidChangeContent(({ document }) => {
    // This comes after an opening too, which has said it already.
    if (session.changed(document)) server.recheck(whileTyping);
  });
  documents.onDidClose(({ document }) => {
    // It may have been saved, and not every client can tell of that.
    server.handed?.forget([document.path]);
    session.close(document.path);
    reporter.closed(document.path);
    server.recheck(soon);
  });
  documents.onDidSave(() => {
    // A client that watches no files: a save is the best occasion to look at the disk again.
    if (client.watching) return;
    server.reset();
    server.recheck(soon);
  });
  documents.listen(server.connection);
}
