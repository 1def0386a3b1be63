import {
  BulkRegistration,
  CodeActionKind,
  CodeActionRequest,
  CompletionRequest,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  type Disposable,
  DocumentDiagnosticRequest,
  HoverRequest,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { FilePath } from "../base/text.js";
import { triggerCharacters } from "../editor/completion/completion.js";
import { fixAllKind } from "../editor/features/code-actions.js";
import { diagnosticSource } from "../editor/features/diagnostics.js";
import { isEnvDocument } from "../editor/session/projects.js";
import type { Checked } from "../editor/session/session.js";
import type { Client } from "./client.js";

/**
 * The env files of open projects that no name tells from other files (`env_file: conf/mail.conf`): a client that can is
 * asked to treat them as documents of this server too.
 */
export class NamelessEnvFiles {
  readonly #connection: Connection;
  readonly #client: Client;
  #registration: Disposable | undefined;
  #patterns = "";

  constructor(connection: Connection, client: Client) {
    this.#connection = connection;
    this.#client = client;
  }

  async follow(projects: readonly Checked[]): Promise<void> {
    if (!this.#client.dynamic.sync) return;
    const views = projects.flatMap(({ analysis }) => analysis.services);
    const paths = views.flatMap(({ service }) => service.envFiles.map(({ path }) => path));
    const patterns = [...new Set(paths.filter((path) => !isEnvDocument(path, undefined)).map(patternOf))].sort();
    if (patterns.join("\n") === this.#patterns) return;
    this.#patterns = patterns.join("\n");
    this.#registration?.dispose();
    this.#registration = undefined;
    if (patterns.length > 0) this.#registration = await this.#connection.client.register(this.#registrationFor(patterns));
  }

  #registrationFor(patterns: readonly string[]): BulkRegistration {
    const documentSelector = patterns.map((pattern) => ({ scheme: "file", pattern }));
    const { hover, completion, definition, codeAction, diagnostic } = this.#client.dynamic;
    const bulk = BulkRegistration.create();
    bulk.add(DidOpenTextDocumentNotification.type, { documentSelector });
    bulk.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
    bulk.add(DidCloseTextDocumentNotification.type, { documentSelector });
    if (hover) bulk.add(HoverRequest.type, { documentSelector });
    if (completion) bulk.add(CompletionRequest.type, { documentSelector, triggerCharacters, resolveProvider: true });
    if (definition) bulk.add(DefinitionRequest.type, { documentSelector });
    if (codeAction) {
      bulk.add(CodeActionRequest.type, { documentSelector, codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] });
    }
    if (diagnostic) {
      const options = { identifier: diagnosticSource, interFileDependencies: true, workspaceDiagnostics: false };
      bulk.add(DocumentDiagnosticRequest.type, { documentSelector, ...options });
    }
    return bulk;
  }
}

/** By its name and folder alone: a whole path is written differently from system to system. */
function patternOf(path: FilePath): string {
  const tail = path.split("/").slice(-2).join("/");
  return `**/${tail.replace(/[[\]{}*?]/g, "[$&]")}`;
}
