import type { Connection } from "vscode-languageserver";
import { isWithin } from "../base/paths.js";
import type { FilePath } from "../base/text.js";
import type { InlayHintMode } from "../editor/features/inlay-hints.js";
import { toFilePath } from "../editor/session/uris.js";
import { isRecord } from "./client.js";

/** The `plausibleMail` settings, with their defaults. */
export interface ClientSettings {
  readonly inlayHints: InlayHintMode;
  /** As written: `rules/config.ts` reads them and says what is wrong with them. */
  readonly rules?: unknown;
  readonly images?: unknown;
  readonly services?: unknown;
  /** Milliseconds for each connection, handshake or reply of a test. */
  readonly testTimeout: number;
  /** A PEM file whose certificates a test trusts too; `""`: none. */
  readonly testCa: string;
  /** `ADDRESS:PORT` that a test connects to instead. */
  readonly testConnectTo: { readonly host: string; readonly port: number } | null;
}

const section = "plausibleMail";
/** A client that does not answer must not keep findings back for ever. */
const patience = 3000;

/** The settings of each workspace folder, and those outside of all. */
export class SettingsStore {
  readonly #connection: Connection;
  #general: ClientSettings = parseSettings(undefined);
  #folders: readonly { readonly path: FilePath; readonly settings: ClientSettings }[] = [];

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** The settings for a file: those of the innermost workspace folder that it lies in. */
  of(path: FilePath): ClientSettings {
    const around = this.#folders.filter((folder) => isWithin(path, folder.path));
    return around.sort((a, b) => b.path.length - a.path.length)[0]?.settings ?? this.#general;
  }

  /** From a client that hands its settings over by itself. */
  take(settings: unknown): void {
    this.#general = parseSettings(isRecord(settings) && section in settings ? settings[section] : settings);
    this.#folders = [];
  }

  /** Asks a client that has `workspace/configuration`; false (and the old ones stay) where it does not answer. */
  async fetch(folderUris: readonly string[]): Promise<boolean> {
    const items = [{ section }, ...folderUris.map((scopeUri) => ({ section, scopeUri }))];
    const timer: { handle?: ReturnType<typeof setTimeout> } = {};
    const late = new Promise<null>((resolve) => {
      timer.handle = setTimeout(() => resolve(null), patience);
    });
    const asked = this.#connection.workspace.getConfiguration(items).then(
      (answer: unknown) => (Array.isArray(answer) ? answer : null),
      () => null,
    );
    const answer = await Promise.race([asked, late]);
    clearTimeout(timer.handle);
    if (answer === null) return false;
    this.#general = parseSettings(answer[0]);
    this.#folders = folderUris.map((uri, index) => ({ path: toFilePath(uri), settings: parseSettings(answer[index + 1]) }));
    return true;
  }
}

/** Settings from the client's JSON; what is not understood counts as unset. */
export function parseSettings(value: unknown): ClientSettings {
  const { rules, images, services, inlayHints, testTimeout, testCa, testConnectTo } = isRecord(value) ? value : {};
  const seconds = typeof testTimeout === "number" && testTimeout > 0 ? testTimeout : 10;
  return {
    rules,
    images,
    inlayHints: inlayHints === "problems" || inlayHints === "off" ? inlayHints : "on",
    services,
    testTimeout: Math.min(seconds, 300) * 1000,
    testCa: typeof testCa === "string" ? testCa : "",
    testConnectTo: parseAddress(testConnectTo),
  };
}

/** `127.0.0.1:2525`, `[::1]:2525`; null where it is neither. */
export function parseAddress(text: unknown): ClientSettings["testConnectTo"] {
  const match = typeof text === "string" ? /^(?:\[([^\]]+)\]|([^:]+|[0-9A-Fa-f:]+)):(\d{1,5})$/.exec(text.trim()) : null;
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host === undefined || port < 1 || port > 65535 ? null : { host, port };
}
