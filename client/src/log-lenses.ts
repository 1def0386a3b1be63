import { CodeLens, type CodeLensProvider, l10n, type Position, Range, type TextDocument } from "vscode";
import { type BaseLanguageClient, State } from "vscode-languageclient";
import type { ExplainLogLineParams, LogExplanation } from "../../server/src/protocol.js";

/** Of a longer log its beginning is explained. */
const longest = 1_000_000;

/** *Explain* over the first line of each mail failure in a log file. */
export class LogLenses implements CodeLensProvider {
  readonly #client: BaseLanguageClient;

  constructor(client: BaseLanguageClient) {
    this.#client = client;
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    const text = document.getText();
    if (this.#client.state !== State.Running) return [];
    const params: ExplainLogLineParams = { text: text.slice(0, longest) };
    const explanation = await this.#client.sendRequest<LogExplanation | null>("plausibleMail/explainLogLine", params);
    const lenses = (explanation?.answers ?? []).map(({ line, count, fixes }) => {
      const at = document.lineAt(Math.min(Math.max(line - 1, 0), document.lineCount - 1));
      const what = fixes.length > 0 ? l10n.t("Explain · Fix") : l10n.t("Explain");
      const title = count > 1 ? `${what} (${l10n.t("{0} times", count)})` : what;
      return new CodeLens(new Range(at.range.start, at.range.start), {
        title,
        command: "plausibleMail.explainLogLine",
        arguments: [messageAt(document, at.lineNumber)],
      });
    });
    return text.length > longest ? [lensOfTheRest(document.positionAt(longest)), ...lenses] : lenses;
  }
}

/** Says at the top of a long log how far its lenses go. */
function lensOfTheRest({ line }: Position): CodeLens {
  const title = l10n.t("Failures are marked up to line {0}. To explain a later one, select it.", line);
  return new CodeLens(new Range(0, 0, 0, 0), { title, command: "" });
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
