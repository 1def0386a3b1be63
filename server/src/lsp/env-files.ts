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
  DocumentDiagnosticRequest,
  HoverRequest,
  type TextDocumentFilter,
  TextDocumentSyncKind,
} from "vscode-languageserver";
import type { FilePath } from "../base/text.js";
import { triggerCharacters } from "../editor/completion/completion.js";
import { fixAllKind } from "../editor/features/code-actions.js";
import { diagnosticSource } from "../editor/features/diagnostics.js";
import { envFilesOf, isEnvDocument } from "../editor/session/projects.js";
import type { Checked } from "../editor/session/session.js";
import { schemeOf } from "../editor/session/uris.js";
import type { Client } from "./client.js";
import { Registration } from "./registration.js";

/**
 * The env files of open projects that no name tells from other files (`env_file: conf/mail.conf`): a client that can is
 * asked to treat them as documents of this server too.
 */
export class NamelessEnvFiles {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #registration = new Registration();

  constructor(connection: Connection, client: Client) {
    this.#connection = connection;
    this.#client = client;
  }

  async follow(projects: readonly Checked[]): Promise<void> {
    if (!this.#client.dynamic.sync) return;
    const paths = projects.flatMap(({ analysis }) => envFilesOf(analysis));
    const nameless = paths.filter((path) => !isEnvDocument(path, undefined));
    const filters = new Map(nameless.map((path) => [`${schemeOf(path)}:${patternOf(path)}`, filterFor(path)]));
    const selected = [...filters.keys()].sort();
    await this.#registration.follow(selected.join("\n"), () => {
      const selector = selected.flatMap((key) => filters.get(key) ?? []);
      return this.#connection.client.register(this.#registrationFor(selector));
    });
  }

  #registrationFor(documentSelector: TextDocumentFilter[]): BulkRegistration {
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

function filterFor(path: FilePath): TextDocumentFilter {
  return { scheme: schemeOf(path), pattern: patternOf(path) };
}

/** By its name and folder alone: a whole path is written differently from system to system. */
function patternOf(path: FilePath): string {
  const tail = path.split("/").slice(-2).join("/");
  return `**/${tail.replace(/[[\]{}*?]/g, "[$&]")}`;
}
