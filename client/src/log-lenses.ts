import { CodeLens, type CodeLensProvider, l10n, Range, type TextDocument } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { ExplainLogLineParams, LogExplanation } from "../../server/src/protocol.js";

/** A longer log is for the command line. */
const longest = 1_000_000;

/** *Explain* over the first line of each mail failure in a log file. */
export class LogLenses implements CodeLensProvider {
  readonly #client: BaseLanguageClient;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const text = document.getText();
    if (this.#client.state !== State.Running || text.length > longest) return [];
    const params: ExplainLogLineParams = { text };
    const explanation = await this.#client.sendRequest<LogExplanation | null>("plausibleMail/explainLogLine", params);
    return (explanation?.answers ?? []).map(({ line, count, fixes }) => {
      const at = document.lineAt(Math.min(Math.max(line - 1, 0), document.lineCount - 1));
      const what = fixes.length > 0 ? l10n.t("Explain · Fix") : l10n.t("Explain");
      const title = count > 1 ? `${what} (${l10n.t("{0} times", count)})` : what;
      return new CodeLens(new Range(at.range.start, at.range.start), {
        title,
        command: "plausibleMail.explainLogLine",
        arguments: [messageAt(document, at.lineNumber)],
      });
    });
  }
}

/** A line with what it goes on with: the lines of an exception have no time of their own. */
function messageAt(document: TextDocument, first: number): string {
  const lines = [document.lineAt(first).text];
  for (let next = first + 1; next < Math.min(document.lineCount, first + 30); next += 1) {
    const { text } = document.lineAt(next);
    if (!/^\s|^\*\*/.test(text)) break;
    lines.push(text);
  }
  return lines.join("\n");
}
