// A language server that checks nothing and answers with the same diagnostic each time: what the protocol alone costs.
import { createConnection, StreamMessageReader, StreamMessageWriter, TextDocumentSyncKind } from "vscode-languageserver/node";

const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const start = { line: 0, character: 0 };

connection.onInitialize(() => ({
  capabilities: {
    textDocumentSync: TextDocumentSyncKind.Incremental,
    diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
  },
}));
connection.onNotification("textDocument/didChange", () => {});
connection.languages.diagnostics.on(() => ({
  kind: "full",
  items: [{ range: { start, end: start }, message: "what a diagnostic says, in two sentences of the usual length. ".repeat(8) }],
}));
connection.listen();
