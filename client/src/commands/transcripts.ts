import { l10n, type TextDocumentContentProvider, Uri, ViewColumn, window, workspace } from "vscode";
import type { TestSmtpResult } from "../../../server/src/protocol.js";
import { reportText } from "./report-text.js";

/** The scheme of the documents that show a test's talk. */
export const transcriptScheme = "plausible-mail-transcript";

/** So many tests are remembered, the last ones. */
const remembered = 10;

/** The talks of the last tests, as documents that nobody can change. The server has masked the secrets in them. */
export class Transcripts implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  #last: Uri | null = null;
  #count = 0;

  /** Keeps the talk of a test; nothing where there was none. */
  keep(result: TestSmtpResult): void {
    if (result.transcript.length === 0) return;
    this.#count += 1;
    const uri = Uri.from({ scheme: transcriptScheme, path: `/${result.service} ${this.#count}.txt` });
    this.#texts.set(uri.toString(), reportText(result));
    this.#last = uri;
    for (const old of [...this.#texts.keys()].slice(0, -remembered)) this.#texts.delete(old);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? l10n.t("This transcript is gone. Test again.");
  }

  /** Shows the talk of the last test beside what is open, or says that there is none. */
  async show(): Promise<void> {
    if (this.#last === null) {
      await window.showInformationMessage(l10n.t("There is no transcript yet: run Test SMTP first."));
      return;
    }
    const document = await workspace.openTextDocument(this.#last);
    await window.showTextDocument(document, { viewColumn: ViewColumn.Beside, preserveFocus: false, preview: true });
  }
}
