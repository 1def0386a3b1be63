import { commands, type Event, EventEmitter, l10n, type TextDocumentContentProvider, Uri, window, workspace } from "vscode";
import type { ExplainedLine, LogAnswer, LogExplanation } from "../../../server/src/protocol.js";
import { plain } from "../plain-markdown.js";
import { listed, sentences } from "./in-words.js";

/** The scheme of the documents that show what a log says. */
export const explanationScheme = "plausible-mail-explanation";

/** So many are remembered, the last ones. */
const remembered = 10;

/** The answers of *Explain a Log Line* as documents that stay, rendered. The server has masked the secrets in them. */
export class Explanations implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange: Event<Uri> = this.#changed.event;
  #count = 0;

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? l10n.t("This answer is gone. Explain the line again.");
  }

  /** Shows all that was said of a text, beside what is open. */
  async show(explanation: LogExplanation): Promise<void> {
    this.#count += 1;
    const name = `${l10n.t("Explain a Log Line")} ${this.#count}`;
    const uri = Uri.from({ scheme: explanationScheme, path: `/${name}.md` });
    this.#texts.set(uri.toString(), pageOf(explanation));
    for (const old of [...this.#texts.keys()].slice(0, -remembered)) this.#texts.delete(old);
    try {
      await commands.executeCommand("markdown.showPreviewToSide", uri);
    } catch {
      // Without the built-in Markdown extension the text is better than nothing.
      await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function pageOf({ answers, service, unknown, cut, message }: LogExplanation): string {
  const parts = [`# ${l10n.t("Explain a Log Line")}${service === null ? "" : `: ${plain(service)}`}`];
  if (message !== null) parts.push(plain(message));
  for (const answer of answers) parts.push(...sectionOf(answer));
  if (unknown.count > 0 && answers.length > 0) {
    parts.push(l10n.t("Lines that mention mail but aren't recognized: {0}", listed(unknown.lines)));
  }
  if (cut.count > 0 && answers.length > 0) {
    parts.push(l10n.t("Lines of which only the beginning was read: {0}", listed(cut.lines)));
  }
  return `${parts.join("\n\n")}\n`;
}

function sectionOf(answer: LogAnswer): string[] {
  const { logLine, count, finding, fixes, alternatives } = answer;
  const often = count > 1 ? ` (${l10n.t("{0} times", count)})` : "";
  const parts = [`## ${plain(nameOf(answer))}${often}`, fenced(logLine), plain(answer.advice)];
  if (finding !== null) {
    const place = `${workspace.asRelativePath(Uri.parse(finding.uri))}:${finding.range.start.line + 1}`;
    const target = `${Uri.parse(finding.uri).path}#L${finding.range.start.line + 1}`;
    parts.push(`[${plain(place)}](<${target}>): ${plain(finding.message)}`);
  }
  if (fixes.length > 0) parts.push(sentences([l10n.t("Fix:"), fixes.map(({ title }) => plain(title)).join(" · ")]));
  for (const other of alternatives)
    parts.push(sentences([l10n.t("It may also be: {0}.", plain(nameOf(other))), plain(other.advice)]));
  return parts;
}

function nameOf({ name, variable }: ExplainedLine): string {
  return `${name ?? "?"}${variable === null ? "" : ` (${variable})`}`;
}

function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
