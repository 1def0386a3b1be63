import {
  CodeLensRefreshRequest,
  type Connection,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocuments,
} from "vscode-languageserver/node";
import type { Files } from "../base/files.js";
import type { FilePath } from "../base/text.js";
import { codeActions } from "../editor/features/code-actions.js";
import { codeLenses } from "../editor/features/code-lens.js";
import { definition } from "../editor/features/definition.js";
import { explainLog } from "../editor/features/explain-log.js";
import { hover } from "../editor/features/hover.js";
import { Presentation } from "../editor/features/presentation.js";
import { servicesOf } from "../editor/features/services.js";
import { ConfigSource } from "../editor/session/config-source.js";
import { OpenDocument } from "../editor/session/documents.js";
import { Session } from "../editor/session/session.js";
import { toFilePath } from "../editor/session/uris.js";
import type { Probe } from "../smtp-test/test-run.js";
import { capabilitiesFor } from "./capabilities.js";
import { type Client, clientOf, isRecord, optionsOf } from "./client.js";
import { WorkspaceDisk } from "./disk.js";
import { NamelessEnvFiles } from "./env-files.js";
import { Guard } from "./guard.js";
import { Reporter } from "./reporter.js";
import { SettingsStore } from "./settings.js";
import { Tests } from "./smtp-tests.js";
import { Watching } from "./watching.js";

/** What the server needs of the world. */
export interface World {
  readonly disk: Files;
  readonly probe: Probe;
  /** Where the doc pages of the rules are, ending in `/`; null when they are not installed. */
  readonly docs: string | null;
  readonly version: string;
}

/** Answers one client on a connection; call `connection.listen()` afterwards. */
export function serve(connection: Connection, world: World): void {
  connection.onInitialize((params): InitializeResult => {
    const client = clientOf(params, world.docs);
    wire(connection, world, params, client);
    return { capabilities: capabilitiesFor(client), serverInfo: { name: "plausible-mail", version: world.version } };
  });
}

function wire(connection: Connection, world: World, params: InitializeParams, client: Client): void {
  const options = optionsOf(params.initializationOptions);
  const disk = new WorkspaceDisk(world.disk, options.trusted);
  const settings = new SettingsStore(connection);
  settings.take(options.settings);
  const complain = (problem: string) => connection.console.warn(problem);
  const session = new Session(disk, new ConfigSource((path) => settings.of(path), complain));
  const present = new Presentation(client, (path) => session.document(path));
  const watching = new Watching(connection, client);
  const envFiles = new NamelessEnvFiles(connection, client);
  const reporter = new Reporter(connection, session, client, present, (projects) => {
    const dependencies = projects.flatMap(({ analysis }) => [...analysis.project.dependencies]);
    watching.follow(dependencies, disk.folders).catch(() => {});
    envFiles.follow(projects).catch(() => {});
  });
  const tests = new Tests(connection, session, present, {
    disk,
    settings,
    probe: world.probe,
    remote: options.remote,
    onTested: () => recheck(0),
  });
  let folderUris = foldersOf(params);
  let ready: Promise<unknown> = Promise.resolve();
  disk.folders = folderUris.map(toFilePath);

  const recheck = (delay: number) => reporter.schedule(delay);
  const reconfigure = () => {
    session.reset();
    recheck(soon);
    if (client.codeLensRefresh) connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  };
  const fetchSettings = async () => {
    if (client.configuration && (await settings.fetch(folderUris))) reconfigure();
  };

  connection.onInitialized(() => {
    ready = fetchSettings();
    watching.start().catch(() => {});
    if (client.configurationRegistration) {
      connection.client.register(DidChangeConfigurationNotification.type, { section: "plausibleMail" }).catch(() => {});
    }
    if (!client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      const gone = new Set(removed.map(({ uri }) => uri));
      folderUris = [...folderUris.filter((uri) => !gone.has(uri)), ...added.map(({ uri }) => uri)];
      disk.folders = folderUris.map(toFilePath);
      reconfigure();
      ready = fetchSettings();
    });
  });
  connection.onDidChangeConfiguration(({ settings: sent }) => {
    if (client.configuration) ready = fetchSettings();
    else {
      settings.take(sent);
      reconfigure();
    }
  });
  connection.onNotification("plausibleMail/trust", (sent: unknown) => {
    disk.trusted = isRecord(sent) && sent.trusted === true;
    reconfigure();
  });

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
    recheck(soon);
  });
  documents.onDidChangeContent(({ document }) => {
    // This comes after an opening too, which has said it already.
    if (session.changed(document)) recheck(whileTyping);
  });
  documents.onDidClose(({ document }) => {
    session.close(document.path);
    reporter.closed(document.path);
    recheck(soon);
  });
  documents.onDidSave(() => {
    // A client that watches no files: a save is the best occasion to look at the disk again.
    if (client.watching) return;
    session.reset();
    recheck(soon);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    session.changedOnDisk(changes.map(({ uri }) => toFilePath(uri)));
    recheck(soon);
  });

  const guard = new Guard(connection, () => ready);
  const at = (uri: string): FilePath => toFilePath(uri);
  const positionsAt = (path: FilePath) => session.document(path)?.positions;
  connection.onHover(
    guard.handler("hover", null, ({ textDocument, position }) => {
      const path = at(textDocument.uri);
      const offset = positionsAt(path)?.offsetAt(position);
      return offset === undefined ? null : hover(session.projectsAt(path), path, offset, present);
    }),
  );
  connection.onDefinition(
    guard.handler("definition", null, ({ textDocument, position }) => {
      const path = at(textDocument.uri);
      const offset = positionsAt(path)?.offsetAt(position);
      return offset === undefined ? null : [...definition(session.projectsAt(path), path, offset, present)];
    }),
  );
  connection.onCodeAction(
    guard.handler("code actions", [], ({ textDocument, range, context }) => {
      const path = at(textDocument.uri);
      const span = positionsAt(path)?.spanOf(range);
      return span === undefined ? [] : codeActions(session.projectsAt(path), path, span, context, present);
    }),
  );
  connection.onCodeLens(
    guard.handler("code lenses", [], ({ textDocument }) => {
      const path = at(textDocument.uri);
      return codeLenses(session.projectsAt(path), path, present);
    }),
  );
  if (client.pull) {
    connection.languages.diagnostics.on(
      guard.handler("diagnostics", { kind: "full", items: [] }, ({ textDocument, previousResultId }) =>
        reporter.pull(at(textDocument.uri), previousResultId),
      ),
    );
  }
  connection.onRequest(
    "plausibleMail/services",
    guard.handler("services", [], (sent: unknown) =>
      servicesOf(
        isRecord(sent) && typeof sent.uri === "string" ? session.projectsAt(at(sent.uri)) : session.openProjects(),
        present,
      ),
    ),
  );
  connection.onRequest(
    "plausibleMail/explainLogLine",
    guard.handler("explain a log line", null, (sent: unknown) => {
      const { text, uri, service } = isRecord(sent) ? sent : {};
      const projects = typeof uri === "string" ? session.projectsAt(at(uri)) : session.openProjects();
      const wanted = typeof service === "string" ? service : null;
      return typeof text === "string" ? explainLog(text, projects, wanted, present) : null;
    }),
  );
  connection.onRequest("plausibleMail/testSmtp", async (sent: unknown, token): Promise<unknown> => {
    await ready;
    return guard.refusal() ?? (await tests.run(sent, token));
  });
  connection.onShutdown(() => {
    const refusal = guard.refusal();
    if (refusal !== null) return refusal;
    guard.end();
    reporter.stop();
    tests.stop();
    return undefined;
  });
  documents.listen(connection);
}

const soon = 10;
const whileTyping = 100;

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}
