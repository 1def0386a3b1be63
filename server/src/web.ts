// The language server's door in a browser: a port in place of streams, and no disk, no network, no programs.
import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from "vscode-languageserver/browser";
import { serve } from "./lsp/serve.js";

const explain = async () => (await import("./explained.js")).explained;

/** One end of a `MessageChannel`. */
type Port = InstanceType<typeof MessagePort>;

/** Answers the client at the other end of a port. Its files are handed over. */
export function serveOver(port: Port, version: string): void {
  const connection = createConnection(ProposedFeatures.all, new BrowserMessageReader(port), new BrowserMessageWriter(port));
  serve(connection, { disk: null, probe: null, explain, containers: null, docs: null, version });
  connection.listen();
}
