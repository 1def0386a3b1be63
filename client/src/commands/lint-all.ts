import { commands, type Diagnostic, type Disposable, l10n, languages, ProgressLocation, Uri, window, workspace } from "vscode";
import { DocumentDiagnosticReportKind, DocumentDiagnosticRequest, type LanguageClient, State } from "vscode-languageclient/node";
import { withPage } from "../middleware.js";
import { ownSource } from "../shared-errors.js";
import { findComposeFiles, servicesOf } from "./services.js";

/** So many milliseconds after a change the findings of files that are not open are looked for again. */
const pause = 500;

/** Findings by file. */
type Found = ReadonlyMap<string, readonly Diagnostic[]>;

/**
 * `Plausible Mail: Lint All Plausible Projects`: the findings of files that are not open. From then on they follow what
 * is opened, closed and changed, as those of open files are brought by the language client.
 */
export class WorkspaceLint {
  readonly #client: LanguageClient;
  readonly #shown = languages.createDiagnosticCollection(ownSource);
  readonly #subscriptions: Disposable[] = [this.#shown];
  #timer: NodeJS.Timeout | undefined;
  #runs = 0;

  constructor(client: LanguageClient) {
    this.#client = client;
  }

  async run(): Promise<void> {
    if (this.#client.state !== State.Running) await this.#client.start();
    const title = l10n.t("Checking all Plausible projects");
    const options = { location: ProgressLocation.Window, title };
    const { projects, problems, files } = await window.withProgress(options, () => this.#refresh());
    this.#follow();
    if (problems > 0) await commands.executeCommand("workbench.actions.view.problems");
    const text =
      projects === 0
        ? l10n.t("No Plausible service in the compose files of this workspace.")
        : problems === 0
          ? l10n.t("No problems. Plausible projects: {0}.", projects)
          : l10n.t("Problems: {0}, in {1} files. Plausible projects: {2}.", problems, files, projects);
    // Nothing waits for its answer.
    void window.showInformationMessage(text);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    for (const one of this.#subscriptions) one.dispose();
  }

  /** Once it has been asked for. */
  #follow(): void {
    if (this.#subscriptions.length > 1) return;
    const soon = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#refresh().catch(() => {}), pause);
    };
    const watcher = workspace.createFileSystemWatcher("**/{.env,.env.*,*.env,*.yml,*.yaml}");
    this.#subscriptions.push(
      watcher,
      watcher.onDidChange(soon),
      watcher.onDidCreate(soon),
      watcher.onDidDelete(soon),
      workspace.onDidOpenTextDocument(({ uri }) => {
        // The language client tells of it at once: nothing stands there twice.
        this.#shown.delete(uri);
        soon();
      }),
      workspace.onDidCloseTextDocument(soon),
    );
  }

  async #refresh(): Promise<{ projects: number; problems: number; files: number }> {
    this.#runs += 1;
    const run = this.#runs;
    const ours = [];
    for (const uri of await findComposeFiles()) {
      if ((await servicesOf(this.#client, uri)).length > 0) ours.push(uri);
    }
    const found = new Map<string, readonly Diagnostic[]>();
    const brought = new Set<string>();
    for (const uri of ours) {
      const isOpen = isOpened(uri.toString());
      for (const [file, items] of await this.#ask(uri)) {
        found.set(file, items);
        // Those of files beside an open one come with it.
        if (isOpen) brought.add(file);
      }
    }
    if (run === this.#runs) {
      this.#shown.clear();
      for (const [file, items] of found) {
        if (!brought.has(file) && !isOpened(file)) this.#shown.set(Uri.parse(file), items);
      }
    }
    const all = [...found.values()];
    return {
      projects: ours.length,
      problems: all.reduce((sum, items) => sum + items.length, 0),
      files: all.filter((items) => items.length > 0).length,
    };
  }

  /** The findings of a compose file, and of the files of its project that are not open. */
  async #ask(uri: Uri): Promise<Found> {
    const textDocument = { uri: this.#client.code2ProtocolConverter.asUri(uri) };
    const report = await this.#client.sendRequest(DocumentDiagnosticRequest.type, { textDocument });
    const found = new Map<string, readonly Diagnostic[]>();
    const reports = [[textDocument.uri, report] as const, ...Object.entries(report.relatedDocuments ?? {})];
    for (const [file, one] of reports) {
      if (one.kind !== DocumentDiagnosticReportKind.Full) continue;
      const items = await this.#client.protocol2CodeConverter.asDiagnostics(one.items);
      found.set(Uri.parse(file).toString(), items.map(withPage));
    }
    return found;
  }
}

function isOpened(uri: string): boolean {
  return workspace.textDocuments.some((document) => document.uri.toString() === uri);
}
