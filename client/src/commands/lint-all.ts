import { commands, l10n, ProgressLocation, window } from "vscode";
import { type LanguageClient, State } from "vscode-languageclient/node";
import type { LintAllParams, LintAllResult } from "../../../server/src/protocol.js";
import { findComposeFiles } from "./services.js";

/** `Plausible Mail: Lint All Plausible Projects`: the problems of files that are not open; from then on they follow each change. */
export async function lintAll(client: LanguageClient): Promise<void> {
  if (client.state !== State.Running) await client.start();
  const options = { location: ProgressLocation.Window, title: l10n.t("Checking all Plausible projects") };
  const { projects, files, problems } = await window.withProgress(options, async () => {
    const found = await findComposeFiles();
    const params: LintAllParams = { uris: found.map((uri) => client.code2ProtocolConverter.asUri(uri)) };
    return await client.sendRequest<LintAllResult>("plausibleMail/lintAll", params);
  });
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
