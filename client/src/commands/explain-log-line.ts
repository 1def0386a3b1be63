import { env, l10n, Range, Uri, window } from "vscode";
import { State } from "vscode-languageclient";
import type { ExplainLogLineParams, LogAnswer, LogExplanation, ServiceInfo } from "../../../server/src/protocol.js";
import { applyFix } from "./apply-cure.js";
import type { Extension } from "./extension.js";
import { inOneLine, listed, sentences } from "./in-words.js";
import { type Offer, offerFix, offerTo, tellWithOffers } from "./offers.js";
import { offerDetails } from "./requests.js";
import { findServices, pickService } from "./services.js";

/**
 * `Plausible Mail: Explain a Log Line`: what a line of Plausible's log comes from, and the change that cures it.
 * From a lens it takes the line of that, from the editor's menu it takes the selected text as it is; from the palette it asks, with what is selected, or with
 * what the clipboard has if that is a line that can be explained.
 */
export async function explainLogLine(extension: Extension, from?: unknown): Promise<void> {
  try {
    if (extension.client.state !== State.Running) await extension.client.start();
    const text = typeof from === "string" ? from : await textToExplain(extension, from instanceof Uri);
    if (text === undefined) return;
    const service = await chooseService(extension);
    if (service === undefined) return;
    const explanation = await ask(extension, text, service);
    if (explanation === null) throw new Error("no answer");
    await showExplanation(extension, explanation);
  } catch (error) {
    extension.output.error(error instanceof Error ? error : String(error));
    await offerDetails(window.showErrorMessage, l10n.t("The log line couldn't be explained."), extension.output);
  }
}

async function textToExplain(extension: Extension, asIs: boolean): Promise<string | undefined> {
  const editor = window.activeTextEditor;
  const selected = editor === undefined ? "" : editor.document.getText(editor.selection);
  if (selected.trim() !== "" && asIs) return selected;
  const offered = selected.trim() !== "" ? selected : await fromClipboard(extension);
  // An input box has one line only.
  const shown = offered.replace(/\s*\r?\n\s*/g, " ").trim();
  const typed = await window.showInputBox({
    title: l10n.t("Explain a Log Line"),
    prompt: l10n.t(
      "A line of Plausible's log, for example from docker compose logs plausible. It is not stored or sent anywhere.",
    ),
    placeHolder: "[error] Failed to send e-mail: ** (Mua.SMTPError) 535 …",
    value: shown,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === "" ? l10n.t("Paste a line of the log.") : undefined),
  });
  return typed === shown ? offered : typed;
}

/** What was copied, if it is something that can be explained: whatever else is in the clipboard is nobody's business. */
async function fromClipboard(extension: Extension): Promise<string> {
  // In a browser the user is asked first, and may say no, or nothing.
  const patience = new Promise<string>((resolve) => setTimeout(() => resolve(""), 1000));
  const read = env.clipboard.readText().then(
    (text) => text,
    () => "",
  );
  const copied = await Promise.race([read, patience]);
  if (copied.trim() === "") return "";
  const explanation = await ask(extension, copied.slice(0, 100_000), null);
  return explanation !== null && explanation.answers.length > 0 ? copied : "";
}

/** The service that wrote it, for the line to change; null: there is none here. Undefined when the user leaves. */
async function chooseService({ client }: Extension): Promise<ServiceInfo | null | undefined> {
  const services = await findServices(client);
  if (services.length > 1) return await pickService(services, l10n.t("Explain a Log Line"));
  return services[0] ?? null;
}

async function ask({ client }: Extension, text: string, service: ServiceInfo | null): Promise<LogExplanation | null> {
  const params: ExplainLogLineParams = { text, ...(service === null ? {} : { uri: service.uri, service: service.service }) };
  return await client.sendRequest<LogExplanation | null>("plausibleMail/explainLogLine", params);
}

/** What a log says: the answer that is picked, with what can be done about it. */
export async function showExplanation(extension: Extension, explanation: LogExplanation): Promise<void> {
  const { answers, message } = explanation;
  if (answers.length === 0) {
    await window.showInformationMessage(message ?? "");
    return;
  }
  const answer = answers.length === 1 ? answers[0] : await pickAnswer(answers);
  if (answer === undefined) return;
  await tellWithOffers(window.showWarningMessage, textOf(answer), offersFor(extension, answer, explanation));
}

function offersFor({ client, pages, explanations }: Extension, answer: LogAnswer, explanation: LogExplanation): readonly Offer[] {
  const { finding, docs } = answer;
  const [fix] = answer.fixes;
  const offers: Offer[] = [];
  if (fix !== undefined) {
    const stale = l10n.t("Nothing was changed: the file has changed since. Explain the line again.");
    offers.push(offerFix(fix.title, () => applyFix(client, fix.edit, stale)));
  }
  if (finding !== null) offers.push(offerTo(l10n.t("Go to the Line"), () => goToLine(finding)));
  if (docs !== null) offers.push(offerTo(l10n.t("Open Documentation"), () => pages.showUri(Uri.parse(docs))));
  offers.push(offerTo(l10n.t("Show Details"), () => explanations.show(explanation)));
  return offers;
}

/** Several things in one text, to be chosen with the keyboard. */
async function pickAnswer(answers: readonly LogAnswer[]): Promise<LogAnswer | undefined> {
  const items = answers.map((answer) => ({
    label: answer.logLine.replace(/\s+/g, " "),
    description: answer.count > 1 ? l10n.t("{0} times", answer.count) : "",
    detail: inOneLine(textOf(answer)),
    answer,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t("Explain a Log Line"),
    placeHolder: l10n.t("Which one?"),
    matchOnDetail: true,
  });
  return picked?.answer;
}

/** An answer with what it may be besides. */
function textOf({ advice, alternatives }: LogAnswer): string {
  const others = listed(alternatives.map(({ name }) => name ?? "?"));
  return sentences(others === "" ? [advice] : [advice, l10n.t("It may also be: {0}.", others)]);
}

async function goToLine({ uri, range }: NonNullable<LogAnswer["finding"]>): Promise<void> {
  const selection = new Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await window.showTextDocument(Uri.parse(uri), { selection });
}
