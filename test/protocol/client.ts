import assert from "node:assert/strict";
import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PassThrough } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { containerWorld } from "#server/container-world.js";
import { diskFiles } from "#server/disk.js";
import { explained } from "#server/explained.js";
import { serve } from "#server/lsp/serve.js";
import type { HandOverParams, HandOverResult } from "#server/protocol.js";
import { testAndSearch } from "#server/smtp/find-working.js";
import { PortReader, PortWriter, serveInBrowser } from "./browser.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** The launcher that npm links as `plausible-mail-language-server`. */
export const launcher = join(root, "server/bin/plausible-mail-language-server.js");

/** A folder with these files; gone after `remove`. */
export interface Workspace {
  readonly folder: string;
  uri(name: string): string;
  write(name: string, text: string): void;
  remove(): void;
}

export function workspace(files: Readonly<Record<string, string>>): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "plausible-mail-")));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    folder,
    write,
    uri: (name) => pathToFileURL(join(folder, name)).href,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A client of 2024: everything that we ask for. */
export const modern: ClientCapabilities = {
  general: { positionEncodings: ["utf-16"] },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    diagnostics: { refreshSupport: true },
  },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    hover: { contentFormat: ["markdown", "plaintext"], dynamicRegistration: true },
    definition: { dynamicRegistration: true },
    codeAction: { dynamicRegistration: true },
    diagnostic: {
      dynamicRegistration: true,
      relatedInformation: true,
      codeDescriptionSupport: true,
      relatedDocumentSupport: true,
    },
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, versionSupport: true },
  },
};

/** The same without pull diagnostics. */
export const pushOnly: ClientCapabilities = {
  ...modern,
  textDocument: { ...modern.textDocument, diagnostic: undefined } as never,
};

/** A client that knows nothing but documents. */
export const plain: ClientCapabilities = {};

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  /**
   * How the server runs: in this process, with messages as bytes all the same; or as an editor starts it, in a process
   * of its own. The first unless a test is about the process: starting one costs more than all that is asked of it.
   */
  readonly transport?: "here" | "stdio" | "ipc" | "web";
  readonly locale?: string;
  readonly initializationOptions?: unknown;
  /** Reads files for a server that cannot. */
  readonly handOver?: (params: HandOverParams) => Promise<HandOverResult>;
  /** Where the server finds programs, where it runs in this process. */
  readonly path?: string;
  /** It knows no messages with buttons, as some editors don't. */
  readonly asksNobody?: boolean;
  /** Answer to `workspace/configuration` for `plausibleMail`; changed with `configure`. */
  readonly settings?: unknown;
}

/** A server and the connection to it. */
interface Started {
  /** Null where it runs in this process. */
  readonly process: ChildProcess | null;
  readonly connection: ProtocolConnection;
}

/** A message that is cut off keeps the reader's timer for the rest of it, and with it the process of the test, for ever. */
function readerOf(stream: NodeJS.ReadableStream): StreamMessageReader {
  const reader = new StreamMessageReader(stream);
  reader.partialMessageTimeout = 0;
  return reader;
}

function startHere({ path }: StartOptions): Started {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(ProposedFeatures.all, readerOf(toServer), new StreamMessageWriter(toClient));
  const docs = pathToFileURL(join(root, "docs/rules/")).href;
  const containers = async () =>
    containerWorld(pathToFileURL(join(root, "server/out/src/server.js")).href, {
      ...process.env,
      ...(path === undefined ? {} : { PATH: path }),
    });
  serve(server, { disk: diskFiles(), probe: testAndSearch, explain: async () => explained, containers, docs, version: "0.0.0" });
  server.listen();
  const connection = createProtocolConnection(readerOf(toClient), new StreamMessageWriter(toServer));
  return { process: null, connection };
}

function startOverStdio(): Started {
  const process = spawn(globalThis.process.execPath, [launcher, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(readerOf(process.stdout), new StreamMessageWriter(process.stdin));
  return { process, connection };
}

function startOverIpc(): Started {
  const process = fork(launcher, ["--node-ipc"], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  return { process, connection: createProtocolConnection(new IPCMessageReader(process), new IPCMessageWriter(process)) };
}

const starts = { here: startHere, stdio: startOverStdio, ipc: startOverIpc, web: startOverPort };

/** The bundle that a browser loads, on a port. */
function startOverPort(): Started {
  const { port1, port2 } = new MessageChannel();
  serveInBrowser(port2);
  const connection = createProtocolConnection(new PortReader(port1), new PortWriter(port1));
  connection.onDispose(() => port1.close());
  return { process: null, connection };
}

/** A running server with a client that speaks for a user. */
export class TestClient {
  readonly #process: ChildProcess | null;
  readonly connection: ProtocolConnection;
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly log: string[] = [];
  readonly registered: { id: string; method: string; options: unknown }[] = [];
  /** The ids of the registrations that the server took back. */
  readonly unregistered: string[] = [];
  /** Each question of the server, with its buttons in their order. */
  readonly questions: { message: string; buttons: string[] }[] = [];
  /** Messages without buttons. */
  readonly told: string[] = [];
  /** What the server asked to be edited. */
  readonly edits: WorkspaceEdit[] = [];
  refreshes = 0;
  hintRefreshes = 0;
  lensRefreshes = 0;
  answer: string | null = null;
  /** Reads files for a server that cannot. */
  handOver: (params: HandOverParams) => Promise<HandOverResult> = async () => ({ files: [], folders: [] });
  initialized!: InitializeResult;
  settings: unknown;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  private constructor({ process, connection }: Started, asksNobody: boolean) {
    this.#process = process;
    this.connection = connection;
    connection.onNotification("textDocument/publishDiagnostics", (params: PublishDiagnosticsParams) => {
      this.published.set(params.uri, params);
      this.#wake();
    });
    connection.onNotification("window/logMessage", ({ message }: { message: string }) => void this.log.push(message));
    connection.onRequest("plausibleMail/handOver", (params: HandOverParams) => this.handOver(params));
    connection.onRequest("workspace/configuration", ({ items }: { items: unknown[] }) => items.map(() => this.settings ?? null));
    connection.onRequest("workspace/diagnostic/refresh", () => {
      this.refreshes += 1;
      this.#wake();
      return null;
    });
    connection.onRequest("workspace/inlayHint/refresh", () => {
      this.hintRefreshes += 1;
      this.#wake();
      return null;
    });
    connection.onRequest("workspace/codeLens/refresh", () => {
      this.lensRefreshes += 1;
      this.#wake();
      return null;
    });
    connection.onRequest("window/workDoneProgress/create", () => null);
    connection.onRequest("workspace/applyEdit", ({ edit }) => {
      this.edits.push(edit);
      this.#wake();
      return { applied: true };
    });
    connection.onRequest("client/registerCapability", ({ registrations }) => {
      for (const { id, method, registerOptions } of registrations) this.registered.push({ id, method, options: registerOptions });
      this.#wake();
      return null;
    });
    connection.onRequest("client/unregisterCapability", ({ unregisterations }) => {
      for (const { id } of unregisterations) this.unregistered.push(id);
      this.#wake();
      return null;
    });
    connection.onNotification("window/showMessage", ({ message }) => {
      this.told.push(message);
      this.#wake();
    });
    connection.onRequest("window/showMessageRequest", ({ message, actions }) => {
      if (asksNobody) return new ResponseError(ErrorCodes.MethodNotFound, "unknown");
      this.questions.push({ message, buttons: (actions ?? []).map(({ title }: { title: string }) => title) });
      return actions?.find(({ title }: { title: string }) => title === this.answer) ?? null;
    });
    connection.listen();
  }

  static async start(place: Workspace | null, options: StartOptions = {}): Promise<TestClient> {
    const { transport = "here", capabilities = modern } = options;
    const started = starts[transport](options);
    const { connection } = started;
    const client = new TestClient(started, options.asksNobody ?? false);
    if (options.handOver !== undefined) client.handOver = options.handOver;
    client.settings = options.settings;
    const params: InitializeParams = {
      processId: null,
      rootUri: place === null ? null : place.uri(""),
      capabilities,
      locale: options.locale ?? "en",
      workspaceFolders: place === null ? null : [{ uri: place.uri("").replace(/\/$/, ""), name: "test" }],
      ...(options.initializationOptions === undefined ? {} : { initializationOptions: options.initializationOptions }),
    };
    client.initialized = await connection.sendRequest("initialize", params);
    await connection.sendNotification("initialized", {});
    return client;
  }

  async open(uri: string, text: string, languageId = "dockercompose"): Promise<void> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification("textDocument/didOpen", { textDocument: { uri, languageId, version: 1, text } });
  }

  text(uri: string): string {
    return this.#documents.get(uri)?.getText() ?? "";
  }

  /** Replaces the first `find` by `replacement`, as typing would. */
  async edit(uri: string, find: string, replacement: string): Promise<void> {
    const document = this.#document(uri);
    const start = document.getText().indexOf(find);
    assert.notEqual(start, -1, `${find} is not in ${uri}`);
    const range = { start: document.positionAt(start), end: document.positionAt(start + find.length) };
    await this.change(uri, [{ range, newText: replacement }]);
  }

  async change(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const document = this.#document(uri);
    const last = [...edits].sort((a, b) => document.offsetAt(b.range.start) - document.offsetAt(a.range.start));
    const contentChanges = last.map(({ range, newText }) => ({ range, text: newText }));
    TextDocument.update(document, contentChanges, document.version + 1);
    const textDocument = { uri, version: document.version };
    await this.connection.sendNotification("textDocument/didChange", { textDocument, contentChanges });
  }

  async apply(edit: WorkspaceEdit): Promise<void> {
    for (const change of edit.documentChanges ?? []) {
      if (!("edits" in change)) continue;
      const { uri, version } = change.textDocument;
      assert.equal(version, this.#documents.get(uri)?.version ?? null, "an edit names the version that it was made for");
      await this.change(uri, change.edits as TextEdit[]);
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) await this.change(uri, edits);
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  /** Asks for the diagnostics of a document. */
  async pull(uri: string, previousResultId?: string) {
    return (await this.connection.sendRequest("textDocument/diagnostic", {
      textDocument: { uri },
      ...(previousResultId === undefined ? {} : { previousResultId }),
    })) as { kind: string; resultId: string; items: Diagnostic[]; relatedDocuments?: Record<string, { items: Diagnostic[] }> };
  }

  async request<T>(method: string, params: unknown): Promise<T> {
    return await this.connection.sendRequest<T>(method, params);
  }

  /** The last diagnostics sent for a document once they satisfy the condition; a time-out names what was sent. */
  async sent(uri: string, accept: (diagnostics: Diagnostic[]) => boolean): Promise<Diagnostic[]> {
    const now = () => this.published.get(uri)?.diagnostics ?? [];
    await this.until(
      () => this.published.has(uri) && accept(now()),
      () => `${uri}: ${JSON.stringify(codes(now()))}`,
    );
    return now();
  }

  /** Waits for something that a message of the server brings about. */
  async until(condition: () => boolean, describe: () => string = () => "condition", limit = 5000): Promise<void> {
    const end = Date.now() + limit;
    while (!condition()) {
      const left = end - Date.now();
      assert.ok(left > 0, `timed out: ${describe()}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 250));
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  /** The server's own process. */
  get process(): ChildProcess {
    assert.ok(this.#process, "this server runs in the process of the test");
    return this.#process;
  }

  /** Orderly end; the exit status. */
  async stop(): Promise<number | null> {
    const process = this.#process;
    if (process !== null && (process.exitCode !== null || process.signalCode !== null)) return process.exitCode;
    await this.connection.sendRequest("shutdown");
    if (process === null) {
      this.connection.dispose(); // what the server still says, nobody reads
      return 0;
    }
    const ended = once(process, "exit");
    await this.connection.sendNotification("exit");
    const [code] = await ended;
    this.connection.dispose();
    return code;
  }

  /** Ends the server's process, if it has one that still runs. */
  kill(): void {
    this.#process?.kill();
  }

  #document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    assert.ok(document, `${uri} is not open`);
    return document;
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

export function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code)).sort();
}

/** The text under a range. */
export function under(text: string, range: Range): string {
  return TextDocument.create("", "", 0, text).getText(range);
}

/** Runs with a workspace and a server, and ends both whatever happens. */
export async function withServer(
  files: Readonly<Record<string, string>>,
  options: StartOptions,
  run: (client: TestClient, place: Workspace) => Promise<void>,
): Promise<void> {
  const place = workspace(files);
  const client = await TestClient.start(place, options);
  try {
    await run(client, place);
    assert.equal(await client.stop(), 0);
  } finally {
    client.kill();
    place.remove();
  }
}
