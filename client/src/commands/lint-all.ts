import {
  commands,
  Disposable,
  l10n,
  ProgressLocation,
  TabInputText,
  TabInputTextDiff,
  type Uri,
  window,
  workspace,
} from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { LintAllParams, LintAllResult } from "../../../server/src/protocol.js";
import { composeFiles, findComposeFiles } from "./compose-files.js";

/** `Plausible Mail: Lint All Plausible Projects`: the problems of files that are not open; from then on they follow each change. */
export class LintAll implements Disposable {
  readonly #client: BaseLanguageClient;
  #following: Disposable | undefined;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  async run(): Promise<void> {
    if (this.#client.state !== State.Running) await this.#client.start();
    const options = { location: ProgressLocation.Window, title: l10n.t("Checking all Plausible projects") };
    const { projects, files, problems } = await window.withProgress(options, () => this.#ask());
    this.#following ??= this.#follow();
    if (problems > 0) await commands.executeCommand("workbench.panel.markers.view.focus");
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
    this.#following?.dispose();
  }

  /** Asks again when there are other files. Those that are there follow each change of themselves. */
  #follow(): Disposable {
    const again = () => {
      if (this.#client.state === State.Running) void this.#ask().catch(() => {});
    };
    const watcher = workspace.createFileSystemWatcher(composeFiles, false, true, true);
    return Disposable.from(
      watcher,
      watcher.onDidCreate(again),
      workspace.onDidChangeWorkspaceFolders(again),
      // VS Code asks for the problems of what is in a tab, and keeps a document for a while when its tab is closed.
      window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        if (opened.length + closed.length > 0) again();
      }),
    );
  }

  async #ask(): Promise<LintAllResult> {
    const uriOf = (uri: Uri) => this.#client.code2ProtocolConverter.asUri(uri);
    const params: LintAllParams = { uris: (await findComposeFiles()).map(uriOf), shown: shownFiles().map(uriOf) };
    return await this.#client.sendRequest<LintAllResult>("plausibleMail/lintAll", params);
  }
}

/** What is in a tab of any group. */
function shownFiles(): Uri[] {
  return window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap(({ input }) => {
      if (input instanceof TabInputText) return [input.uri];
      return input instanceof TabInputTextDiff ? [input.original, input.modified] : [];
    }),
  );
}
