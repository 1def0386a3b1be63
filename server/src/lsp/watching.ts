import { type Connection, DidChangeWatchedFilesNotification, type FileSystemWatcher } from "vscode-languageserver";
import { baseOf, folderOf, isWithin, joinPath } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import { isComposeFileName, isEnvFileName } from "../compose/project/discover.js";
import { toUri } from "../editor/session/uris.js";
import { configFileName } from "../lint/config.js";
import type { Client } from "./client.js";
import { Registration } from "./registration.js";

/** By name, wherever in the workspace: they may make, join or part projects even when nothing depends on them yet. */
const everywhere: readonly FileSystemWatcher[] = [
  { globPattern: "**/*compose*.{yml,yaml}" },
  { globPattern: "**/{.env,.env.*,*.env}" },
  { globPattern: `**/${configFileName}` },
];

/** Asks the client to tell of changes on the disk. */
export class Watching {
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #extra = new Registration();

  constructor(connection: Connection, client: Client) {
    this.#connection = connection;
    this.#client = client;
  }

  async start(): Promise<void> {
    if (!this.#client.watching) return;
    await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [...everywhere] });
  }

  /** Watches also what the open projects read under other names (`env_file: mail.conf`, secrets) or outside of the workspace. */
  async follow(paths: Iterable<FilePath>, folders: readonly FilePath[]): Promise<void> {
    if (!this.#client.watching) return;
    const extra = [...new Set(paths)].filter((path) => !this.#isCovered(path, folders)).sort();
    await this.#extra.follow(extra.join("\n"), () => {
      const watchers = extra.map((path) => this.#watcherOf(path));
      return this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    });
  }

  #isCovered(path: FilePath, folders: readonly FilePath[]): boolean {
    const name = baseOf(path);
    return folders.some((folder) => isWithin(path, folder)) && (isComposeFileName(name) || isEnvFileName(name));
  }

  #watcherOf(path: FilePath): FileSystemWatcher {
    const pattern = baseOf(path).replace(/[[\]{}*?]/g, "[$&]");
    if (!this.#client.relativePatterns) return { globPattern: joinPath(folderOf(path), pattern) };
    return { globPattern: { baseUri: toUri(folderOf(path)), pattern } };
  }
}
