import {
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  l10n,
  languages,
  Range,
  TabInputText,
  type Uri,
  window,
  workspace,
} from "vscode";
import { ownSource } from "./shared-errors.js";

/** VS Code shows larger files, and hands them to no extension. */
const largestHandedOver = 50 * 1024 * 1024;

/** The names under which compose files are found. */
const composeFile = /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/;

/** Says of a compose file that no extension gets to see that it isn't checked. Of those the server knows, it says so itself. */
export class Oversized implements Disposable {
  readonly #found = languages.createDiagnosticCollection("plausibleMail.oversized");
  readonly #tabs = window.tabGroups.onDidChangeTabs(() => void this.look());

  /** Looks at the files that are shown. */
  async look(): Promise<void> {
    const shown = window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : [])),
    );
    const large = await Promise.all(shown.map(async (uri) => ((await isTooLarge(uri)) ? [uri] : [])));
    this.#found.clear();
    for (const uri of large.flat()) this.#found.set(uri, [notChecked()]);
  }

  dispose(): void {
    this.#tabs.dispose();
    this.#found.dispose();
  }
}

async function isTooLarge(uri: Uri): Promise<boolean> {
  if (!composeFile.test(uri.path)) return false;
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return false;
  return await workspace.fs.stat(uri).then(
    ({ size }) => size > largestHandedOver,
    () => false,
  );
}

function notChecked(): Diagnostic {
  const text = l10n.t("This file isn't checked: it is larger than 50 MB, and VS Code hands such files to no extension.");
  const diagnostic = new Diagnostic(new Range(0, 0, 0, 0), text, DiagnosticSeverity.Information);
  diagnostic.source = ownSource;
  return diagnostic;
}
