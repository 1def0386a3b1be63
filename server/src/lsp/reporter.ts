import type { Connection, Diagnostic, DocumentDiagnosticReport, FullDocumentDiagnosticReport } from "vscode-languageserver";
import type { FilePath } from "../base/text.js";
import type { Presentation } from "../editor/features/presentation.js";
import type { Checked, Session } from "../editor/session/session.js";
import type { Client } from "./client.js";
import { DiagnosticLists, saysTheSame } from "./diagnostic-lists.js";

/** An open document that nobody asks about for so long (VS Code asks only about those in a tab) is reported unasked. */
const pullPatience = 2000;

type RelatedReports = ReadonlyMap<FilePath, readonly Diagnostic[]>;

interface Reported {
  readonly items: readonly Diagnostic[];
  readonly resultId: string;
}

/**
 * Brings diagnostics to the client, those of each file on one road: asked for where the client asks, else sent.
 * Files that are not open have findings too (a `.env` beside an open compose file): they come with the answer for a
 * document of the same project where the client takes that, else they are sent.
 */
export class Reporter {
  readonly #connection: Connection;
  readonly #session: Session;
  readonly #client: Client;
  readonly #present: Presentation;
  readonly #onChecked: (projects: readonly Checked[]) => boolean;
  readonly #lists: DiagnosticLists;
  readonly #pushed = new Map<FilePath, readonly Diagnostic[]>();
  readonly #pulled = new Map<FilePath, Reported>();
  readonly #openedAt = new Map<FilePath, number>();
  #left: ReadonlySet<FilePath> = new Set();
  /** For each document that was asked for, what its last answer carried of files that are not open. */
  readonly #related = new Map<FilePath, RelatedReports>();
  #results = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Of each open document, until the client has had its time to ask about it. */
  readonly #patience = new Map<FilePath, ReturnType<typeof setTimeout>>();

  /** `onChecked` gets all open projects whenever they were looked at after a change, and says whether they are to be reported. */
  constructor(
    connection: Connection,
    session: Session,
    client: Client,
    present: Presentation,
    onChecked: (projects: readonly Checked[]) => boolean,
  ) {
    this.#connection = connection;
    this.#onChecked = onChecked;
    this.#session = session;
    this.#client = client;
    this.#present = present;
    this.#lists = new DiagnosticLists(session, present);
  }

  opened(path: FilePath): void {
    this.#openedAt.set(path, Date.now());
    clearTimeout(this.#patience.get(path));
    if (this.#client.pull)
      this.#patience.set(
        path,
        setTimeout(() => this.schedule(0), pullPatience + 50),
      );
  }

  closed(path: FilePath): void {
    clearTimeout(this.#patience.get(path));
    this.#patience.delete(path);
    this.#openedAt.delete(path);
    this.#pulled.delete(path);
    this.#related.delete(path);
    this.#lists.forget(path);
  }

  /** Reports what has changed after so many milliseconds without a further call. */
  schedule(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#report(), delay);
  }

  /** Of these the client asks for nothing, though they are open: VS Code keeps a document for a while when its tab is closed. */
  leave(paths: Iterable<FilePath>): void {
    this.#left = new Set(paths);
    for (const path of this.#left) this.#pulled.delete(path);
    this.schedule(0);
  }

  /** What is reported of all open projects just now. */
  count(): { files: number; problems: number } {
    const projects = this.#session.openProjects();
    const lengths = [...filesOf(projects)].map((path) => this.#lists.of(this.#projectsFor(path, projects), path).length);
    return { files: lengths.filter((length) => length > 0).length, problems: lengths.reduce((sum, length) => sum + length, 0) };
  }

  #projectsFor(path: FilePath, open: readonly Checked[]): readonly Checked[] {
    return this.#session.document(path) === undefined ? open : this.#session.projectsAt(path);
  }

  stop(): void {
    for (const timer of [this.#timer, ...this.#patience.values()]) clearTimeout(timer);
  }

  /** The answer to `textDocument/diagnostic`, for a document that is open or not. */
  pull(path: FilePath, previousResultId: string | undefined): DocumentDiagnosticReport {
    const projects = this.#session.projectsAt(path);
    const items = this.#lists.of(projects, path);
    const before = this.#pulled.get(path);
    const isSame = before !== undefined && saysTheSame(before.items, items);
    const result = isSame ? before : { items, resultId: this.#nextResultId() };
    if (this.#session.document(path) !== undefined) {
      this.#pulled.set(path, result);
      this.#push(path, []);
    }
    const { resultId } = result;
    const related = this.#client.relatedDocuments ? this.#relatedReports(projects, path) : {};
    if (previousResultId === resultId) return { kind: "unchanged", resultId, ...related };
    return { kind: "full", resultId, items: items as Diagnostic[], ...related };
  }

  #report(): void {
    try {
      const projects = this.#session.openProjects();
      if (!this.#onChecked(projects)) return;
      const files = new Set([...this.#pushed.keys(), ...filesOf(projects)]);
      for (const { path } of this.#session.documents()) files.add(path);
      const carried = this.#carried();
      let outdated = false;
      for (const path of files) {
        const open = this.#session.document(path) !== undefined;
        const own = this.#projectsFor(path, projects);
        const diagnostics = this.#lists.of(own, path);
        if (open ? this.#isPulled(path) : carried.has(path)) {
          outdated ||= this.#isOutdated(path, own, diagnostics);
          this.#push(path, []);
        } else this.#push(path, diagnostics);
      }
      if (outdated && this.#client.diagnosticRefresh) this.#ignoreFailure(this.#connection.languages.diagnostics.refresh());
    } catch (error) {
      this.#connection.console.error(`diagnostics: ${describeError(error)}`);
    }
  }

  /** Files that are not open and come with the answers for those that are. */
  #carried(): ReadonlySet<FilePath> {
    if (!this.#client.pull || !this.#client.relatedDocuments) return new Set();
    return new Set(this.#session.documents().flatMap(({ path }) => [...filesOf(this.#session.projectsAt(path))]));
  }

  #isPulled(path: FilePath): boolean {
    if (!this.#client.pull) return false;
    if (this.#left.has(path) && !this.#pulled.has(path)) return false;
    return this.#pulled.has(path) || Date.now() - (this.#openedAt.get(path) ?? 0) < pullPatience;
  }

  #push(path: FilePath, list: readonly Diagnostic[]): void {
    if (saysTheSame(this.#pushed.get(path) ?? [], list)) return;
    if (list.length === 0) this.#pushed.delete(path);
    else this.#pushed.set(path, list);
    const diagnostics = list as Diagnostic[];
    const version = this.#session.document(path)?.version;
    const uri = this.#present.uriOf(path);
    this.#ignoreFailure(this.#connection.sendDiagnostics({ uri, ...(version === undefined ? {} : { version }), diagnostics }));
  }

  #relatedOf(projects: readonly Checked[], path: FilePath): RelatedReports {
    const closed = [...filesOf(projects)].filter((file) => file !== path && this.#session.document(file) === undefined);
    return new Map(closed.map((file) => [file, this.#lists.of(projects, file)]));
  }

  #relatedReports(projects: readonly Checked[], path: FilePath) {
    const before = [...(this.#related.get(path) ?? new Map()).keys()];
    const related = this.#relatedOf(projects, path);
    this.#related.set(path, related);
    const cleared = before.filter((file) => !related.has(file) && this.#session.document(file) === undefined);
    const reports = [...related, ...cleared.map((file): [FilePath, readonly Diagnostic[]] => [file, []])];
    if (reports.length === 0) return {};
    const full = (items: readonly Diagnostic[]): FullDocumentDiagnosticReport => ({ kind: "full", items: items as Diagnostic[] });
    return { relatedDocuments: Object.fromEntries(reports.map(([file, items]) => [this.#present.uriOf(file), full(items)])) };
  }

  /** Whether what the client was last told about a document, or with it, no longer holds. */
  #isOutdated(path: FilePath, projects: readonly Checked[], diagnostics: readonly Diagnostic[]): boolean {
    const given = this.#pulled.get(path);
    if (given === undefined) return false;
    if (!saysTheSame(given.items, diagnostics)) return true;
    const related = this.#related.get(path);
    if (related === undefined) return false;
    const now = this.#relatedOf(projects, path);
    return related.size !== now.size || [...now].some(([file, items]) => !saysTheSame(related.get(file) ?? [], items));
  }

  #nextResultId(): string {
    this.#results += 1;
    return String(this.#results);
  }

  /** A client that has gone, or does not know a request after all, is no reason to stop. */
  #ignoreFailure(sent: Promise<unknown>): void {
    sent.catch(() => {});
  }
}

/** The files that findings stand in. */
function filesOf(projects: readonly Checked[]): Set<FilePath> {
  const files = new Set<FilePath>();
  for (const { findings } of projects) for (const { at } of findings) files.add(at.file);
  return files;
}

/** The kind of an error and where it was thrown; never its message, which may quote a file. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 5).map((line) => line.trim())].join(" ");
}
