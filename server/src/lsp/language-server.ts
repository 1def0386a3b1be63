import { CodeLensRefreshRequest, type Connection, type InitializeParams } from "vscode-languageserver";
import type { FilePath } from "../base/text.js";
import type { ContainerWorld } from "../editor/features/container-question.js";
import { Presentation } from "../editor/features/presentation.js";
import { ConfigSource } from "../editor/session/config-source.js";
import { Session } from "../editor/session/session.js";
import { TestOutcomes } from "../editor/session/test-outcomes.js";
import { toFilePath } from "../editor/session/uris.js";
import type { Probe } from "../smtp-test/test-run.js";
import { type Client, clientOf, optionsOf } from "./client.js";
import { type Disk, SplitFiles, WorkspaceDisk, type WorkspaceFiles } from "./disk.js";
import { NamelessEnvFiles } from "./env-files.js";
import type { Explain } from "./explain-question.js";
import { Guard } from "./guard.js";
import { HandedFiles } from "./handed-files.js";
import { Reporter } from "./reporter.js";
import type { RunCommand } from "./run-command.js";
import { SettingsStore } from "./settings.js";
import { Watching } from "./watching.js";

/** What the server needs of the world. */
export interface ServerWorld {
  /** Null: there is none, and every client hands its files over. */
  readonly disk: Disk | null;
  /** Null: nothing can be connected to from here. */
  readonly probe: Probe | null;
  /** Loads what `plausibleMail/explain` needs, when it is first asked for. */
  readonly explain: () => Promise<Explain>;
  /** Loads what asking a running container needs, when one is first asked; null: no program can be run here. */
  readonly containers: (() => Promise<Omit<ContainerWorld, "probe">>) | null;
  /** Where the doc pages of the rules are, ending in `/`; null when they are not installed. */
  readonly docs: string | null;
  readonly version: string;
}

/** Milliseconds after which a change is reported: of a file or a setting, and of a text that may go on. */
export const soon = 10;
export const whileTyping = 100;

/** What the features share: the client as it presented itself, and what is open. */
export class LanguageServer {
  readonly connection: Connection;
  readonly probe: ServerWorld["probe"];
  readonly explain: () => Promise<Explain>;
  readonly containers: ServerWorld["containers"];
  readonly client: Client;
  /** The kind of machine that the server runs on, where the client names it; null: the one that the user sits at. */
  readonly remote: string | null;
  readonly disk: WorkspaceFiles;
  /** Those of them that the client hands over; null: all are on a disk. */
  readonly handed: HandedFiles | null;
  readonly settings: SettingsStore;
  readonly session: Session;
  readonly present: Presentation;
  readonly watching: Watching;
  readonly reporter: Reporter;
  readonly guard: Guard;
  /** What the last test of each service came to. */
  readonly outcomes = new TestOutcomes();
  /** What `workspace/executeCommand` runs, by name; each registrar adds its own. */
  readonly commands = new Map<string, RunCommand>();
  /** What a request waits for before it is answered: the first settings. */
  ready: Promise<unknown> = Promise.resolve();
  #folders: readonly string[] = [];
  readonly #endings: (() => void)[] = [];

  constructor(connection: Connection, world: ServerWorld, params: InitializeParams) {
    const client = clientOf(params, world.docs);
    const options = optionsOf(params.initializationOptions);
    this.connection = connection;
    this.probe = world.probe;
    this.explain = world.explain;
    this.containers = world.containers;
    this.client = client;
    this.remote = options.remote;
    this.handed = world.disk === null || options.handsOver ? this.#handedFiles(options.trusted) : null;
    this.disk = filesOf(this.handed, world.disk === null ? null : new WorkspaceDisk(world.disk, options.trusted));
    this.settings = new SettingsStore(connection);
    this.settings.take(options.settings);
    const complain = (problem: string) => connection.console.warn(problem);
    const config = new ConfigSource((path) => this.settings.of(path), complain, client.language);
    this.session = new Session(this.disk, config, client.watching && this.handed === null);
    this.present = new Presentation(client, (path) => this.session.document(path));
    this.watching = new Watching(connection, client);
    const envFiles = new NamelessEnvFiles(connection, client);
    this.reporter = new Reporter(connection, this.session, client, this.present, (projects) => {
      // What came of files that are not here yet is told to nobody: they are asked for, and come back to this.
      if (this.#missing() !== null) return false;
      const dependencies = projects.flatMap(({ analysis }) => [...analysis.project.dependencies]);
      const seen = dependencies.filter((path) => this.disk.sees(path));
      this.watching.follow(seen, this.disk.folders).catch(() => {});
      envFiles.follow(projects).catch(() => {});
      // What stands beside a line of one file, or over its services, rests on others.
      if (this.session.documents().length > 1) this.refreshBesides();
      return true;
    });
    this.guard = new Guard(connection, this);
    this.folders = foldersOf(params);
  }

  /** The URIs of the workspace folders. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  set folders(uris: readonly string[]) {
    this.#folders = uris;
    this.disk.folders = uris.map(toFilePath);
  }

  /**
   * Calls `look`, and again whenever a file that it looked at and that was not here has come. What it throws counts when
   * nothing is missing.
   */
  async complete(look: () => void): Promise<void> {
    for (;;) {
      let failure: { readonly error: unknown } | null = null;
      try {
        look();
      } catch (error) {
        failure = { error };
      }
      const missing = this.#missing();
      if (missing !== null) await missing;
      else if (failure !== null) throw failure.error;
      else return;
    }
  }

  /** After a change of settings, folders or trust: everything is looked at anew. */
  reset(): void {
    this.handed?.forget();
    this.session.reset();
  }

  /** Files that were made, changed or removed. */
  changed(paths: readonly FilePath[]): void {
    this.handed?.forget(paths);
    this.session.changedOnDisk(paths);
  }

  #missing(): Promise<void> | null {
    return this.handed?.missing() ?? null;
  }

  #handedFiles(trusted: boolean): HandedFiles {
    const opened = () => this.session.documents().map(({ path }) => path);
    return new HandedFiles(this.connection, trusted, opened, (paths) => {
      this.session.changedOnDisk(paths);
      this.recheck(soon);
    });
  }

  /** `stop` is called when the client asks to shut down. */
  whenEnding(stop: () => void): void {
    this.#endings.push(stop);
  }

  /** The client has asked to shut down. */
  end(): void {
    this.guard.end();
    this.reporter.stop();
    for (const stop of this.#endings) stop();
  }

  /** Has the client ask again for what is shown beside the text. */
  refreshBesides(): void {
    if (this.client.inlayHintRefresh) this.connection.languages.inlayHint.refresh().catch(() => {});
    this.refreshLenses();
  }

  /** Has the client ask for the lenses again, where it can. */
  refreshLenses(): void {
    if (this.client.codeLensRefresh) this.connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
  }

  /** Reports what a change has changed, after so many milliseconds without a further one. */
  recheck(delay: number): void {
    this.reporter.schedule(delay);
  }
}

/** What is read: on the disk, by the client, or both. */
function filesOf(handed: HandedFiles | null, disk: WorkspaceDisk | null): WorkspaceFiles {
  if (handed !== null && disk !== null) return new SplitFiles(disk, handed);
  const files = handed ?? disk;
  if (files === null) throw new TypeError("a server without files");
  return files;
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  if (workspaceFolders) return workspaceFolders.map(({ uri }) => uri);
  return rootUri ? [rootUri] : [];
}
