// One language server, spoken to over stdio as an editor does, whoever wrote it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { memoryOf } from "./memory.mjs";

/**
 * @typedef {{ name: string, command: string[], settings: Record<string, unknown>, initializationOptions: unknown }} Server
 *   `settings` answers `workspace/configuration` by section.
 */

/** What took longer than it may. */
export class OverLimit extends Error {}

const capabilities = {
  general: { positionEncodings: ["utf-16"] },
  workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    publishDiagnostics: { relatedInformation: true, versionSupport: true },
    diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true },
  },
};

/** A running server with one document; every wait ends after `limit` milliseconds with `OverLimit`. */
export class Session {
  #process;
  #connection;
  #limit;
  #pulls = false;
  #waiting = null;
  #version = 0;
  #uri = "";
  #gone = null;

  /** @param {Server} server @param {string} folder @param {number} limit */
  constructor(server, folder, limit, nodeOptions = []) {
    const [program, ...args] = server.command;
    this.name = server.name;
    /** Lists of diagnostics that came while nobody waited for any. */
    this.strays = 0;
    this.#limit = limit;
    this.#process = spawn(program, [...nodeOptions, ...args], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    this.stderr = "";
    this.#process.stderr.setEncoding("utf8").on("data", (text) => {
      this.stderr = (this.stderr + text).slice(-20_000);
    });
    this.#process.stdin.on("error", () => {}); // what died hears nothing any more; `#gone` says so
    this.#gone = once(this.#process, "exit").then(([code, signal]) => {
      throw new Error(`${server.name} ended (${signal ?? code})`);
    });
    this.#gone.catch(() => {});
    const { stdout, stdin } = this.#process;
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.#listen(server.settings);
  }

  /** The process, for those who watch it. */
  get pid() {
    return this.#process.pid;
  }

  #listen(settings) {
    const connection = this.#connection;
    connection.onError(() => {});
    connection.onRequest("workspace/configuration", ({ items }) => items.map(({ section }) => settings[section] ?? null));
    connection.onRequest("client/registerCapability", ({ registrations }) => {
      if (registrations.some(({ method }) => method === "textDocument/diagnostic")) this.#pulls = true;
      return null;
    });
    connection.onNotification("textDocument/publishDiagnostics", (params) => this.#published(params));
    connection.listen();
  }

  #published({ uri, version, diagnostics }) {
    if (uri !== this.#uri) return;
    // Who names the version is believed; who does not must send one list for each text, which `strays` holds.
    if (version !== undefined && version !== null && version !== this.#version) return;
    if (this.#waiting === null) this.strays += 1;
    else if (this.#waiting.accept(diagnostics)) {
      const { resolve } = this.#waiting;
      this.#waiting = null;
      resolve(diagnostics);
    }
  }

  /** Greets the server. */
  async initialize(folder, initializationOptions) {
    const uri = pathToFileURL(folder).href;
    const params = {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: "bench" }],
      capabilities,
      initializationOptions: initializationOptions ?? undefined,
    };
    const answer = await this.#within(this.#connection.sendRequest("initialize", params));
    if (answer.capabilities.diagnosticProvider) this.#pulls = true;
    await this.#connection.sendNotification("initialized", {});
  }

  /** Opens a document; its diagnostics. */
  async open(uri, text, languageId = "dockercompose") {
    this.#uri = uri;
    this.#version += 1;
    const textDocument = { uri, languageId, version: this.#version, text };
    return await this.#diagnosticsAfter("textDocument/didOpen", { textDocument });
  }

  /** Replaces ranges, as typing does; the diagnostics of the new text, the first that are accepted where a server sends them by itself. */
  async change(contentChanges, accept = () => true) {
    this.#version += 1;
    const textDocument = { uri: this.#uri, version: this.#version };
    return await this.#diagnosticsAfter("textDocument/didChange", { textDocument, contentChanges }, accept);
  }

  /** Changes a document that was opened beside; the diagnostics of the one that was opened first. */
  async changeBeside(uri, version, contentChanges) {
    return await this.#diagnosticsAfter("textDocument/didChange", { textDocument: { uri, version }, contentChanges });
  }

  /** Opens a further document without waiting for its diagnostics. */
  async openBeside(uri, text) {
    const textDocument = { uri, languageId: "dotenv", version: 1, text };
    await this.#connection.sendNotification("textDocument/didOpen", { textDocument });
  }

  /** Closes a document. */
  async close(uri) {
    await this.#connection.sendNotification("textDocument/didClose", { textDocument: { uri } });
  }

  /** Any request. */
  async request(method, params) {
    return await this.#within(this.#connection.sendRequest(method, params));
  }

  async #diagnosticsAfter(method, params, accept = () => true) {
    if (this.#pulls) {
      await this.#connection.sendNotification(method, params);
      const asked = { textDocument: { uri: this.#uri } };
      const { items } = await this.#within(this.#connection.sendRequest("textDocument/diagnostic", asked));
      return items;
    }
    const published = new Promise((resolve) => {
      this.#waiting = { resolve, accept };
    });
    await this.#connection.sendNotification(method, params);
    return await this.#within(published);
  }

  async #within(promise) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new OverLimit(`${this.name}: no answer in ${this.#limit} ms`)), this.#limit);
    });
    promise.catch(() => {}); // may fail after the race is over
    try {
      return await Promise.race([promise, late, this.#gone]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resident memory now and at its highest, in bytes; null where the system does not tell. */
  memory() {
    return memoryOf(this.#process.pid);
  }

  /** Ends it in order, or by force when it does not answer. */
  async stop() {
    const ended = this.#process.exitCode !== null || this.#process.signalCode !== null ? null : once(this.#process, "exit");
    const kill = setTimeout(() => this.kill(), 3_000);
    try {
      await Promise.race([this.#connection.sendRequest("shutdown"), this.#gone]);
      await this.#connection.sendNotification("exit");
      await ended;
    } catch {
      this.kill();
    } finally {
      clearTimeout(kill);
      this.#connection.dispose();
    }
  }

  kill() {
    this.#process.kill("SIGKILL");
  }
}

/** Starts a server, opens the text, and says how long both took together. */
export async function startWith(server, { folder, uri, text, limit }) {
  const before = performance.now();
  const session = new Session(server, folder, limit);
  try {
    await session.initialize(folder, server.initializationOptions);
    const opened = performance.now();
    const diagnostics = await session.open(uri, text);
    const now = performance.now();
    return { session, diagnostics, first: now - before, open: now - opened };
  } catch (error) {
    session.kill();
    throw error;
  }
}
