import { withDocumentation } from "../editor/completion/about.js";
import { completion } from "../editor/completion/completion.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LanguageServer } from "./language-server.js";

/** Completion, and what is told of an item that the user looks at. */
export function registerCompletion({ connection, guard, session, present, client }: LanguageServer): void {
  connection.onCompletion(
    guard.handler("completion", null, ({ textDocument, position }) => {
      const document = session.document(toFilePath(textDocument.uri));
      if (document === undefined) return null;
      const offset = document.positions.offsetAt(position);
      return completion({ session, document, offset, present, client: client.completion });
    }),
  );
  connection.onCompletionResolve((item) => withDocumentation(item, client.language, client.completion.markdown));
}
