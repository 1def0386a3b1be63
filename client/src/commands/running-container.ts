import { type CancellationToken, env, l10n, type QuickPickItem, QuickPickItemKind, Uri, window, workspace } from "vscode";
import { State } from "vscode-languageclient";
import type { AskContainerParams, ContainerAnswer, ServiceInfo } from "../../../server/src/protocol.js";
import type { ServiceRun } from "../testing/test-view.js";
import { applyFix } from "./apply-cure.js";
import { allowedToConnect, askSendingTo } from "./before-connecting.js";
import { chooseTarget } from "./choose-target.js";
import { showExplanation } from "./explain-log-line.js";
import type { DesktopExtension } from "./extension.js";
import { offerCommand } from "./in-terminal.js";
import { sentences } from "./in-words.js";
import { offerFix, offerTo, tellWithOffers } from "./offers.js";
import { isCancelled, offerDetails, reasonOf, withCancel } from "./requests.js";
import { containerTitles } from "./titles.js";

type What = AskContainerParams["what"];

/** What is asked, beside the service. */
type Question = Pick<AskContainerParams, "what" | "to" | "since" | "docker" | "program" | "dns">;

function restricted(): string {
  return l10n.t("Restricted Mode: trust this folder to ask its containers. Until then, Plausible Mail only checks its files.");
}

/**
 * `Plausible Mail: Diagnose`, `Compare with the Running Container`, `Test from the Running Container` and `Explain the
 * Container's Log`: each shows the commands that it would run, and runs them when it is told to.
 */
export async function askRunning(extension: DesktopExtension, what: What, from?: unknown, service?: unknown): Promise<void> {
  const title = containerTitles[what]();
  try {
    if (!(await allowedToConnect(restricted()))) return;
    if (extension.client.state !== State.Running) await extension.client.start();
    const target = await targetOf(extension, from, service, title);
    if (target === undefined) return;
    // Docker reads the files of a disk.
    if (Uri.parse(target.uri).scheme !== "file") return await offerCommand(extension, what, title, target.uri, target.service);
    const question = await prepared(extension, { what }, target, title);
    if (question === undefined) return;
    const run = what === "test" ? extension.view.begin(target) : undefined;
    const answer = await ask(extension, question, target, title, run);
    run?.ended(answer?.test ?? null, answer?.summary);
    if (answer !== null) await show(extension, question, answer, target);
  } catch (error) {
    extension.output.error(error instanceof Error ? error : String(error));
    await offerDetails(window.showErrorMessage, l10n.t("{0} couldn't run: {1}", title, reasonOf(error)), extension.output);
  }
}

/** The test from the container, started in the Testing view. `send`: one real email is sent. */
export async function testRunningInView(
  extension: DesktopExtension,
  target: ServiceInfo,
  send: boolean,
  run: ServiceRun,
): Promise<void> {
  const title = containerTitles.test();
  try {
    const to = send ? await askSendingTo(extension, title) : "";
    const question =
      to === undefined || !(await allowedToConnect(restricted()))
        ? undefined
        : await prepared(extension, { what: "test", ...(to === "" ? {} : { to }) }, target, title);
    if (question === undefined) {
      run.ended(null);
      return;
    }
    const answer = await ask(extension, question, target, title, run);
    run.ended(answer?.test ?? null, answer?.summary);
    // The run has ended, whether somebody answers or not.
    if (answer !== null) void tell(extension, answer);
  } catch (error) {
    extension.output.error(error instanceof Error ? error : String(error));
    run.ended(null, reasonOf(error));
  }
}

/** From the Testing view an item comes in the place of a file. */
async function targetOf(
  extension: DesktopExtension,
  from: unknown,
  service: unknown,
  title: string,
): Promise<ServiceInfo | undefined> {
  return extension.view.targetOf(from) ?? (await chooseTarget(extension, from, service, title));
}

/** The question as the user wants it, after the commands were shown; undefined: not at all. */
async function prepared(
  extension: DesktopExtension,
  question: Question,
  target: ServiceInfo,
  title: string,
): Promise<Question | undefined> {
  const wanted = question.what === "log" ? await askSince(question, title) : question;
  if (wanted === undefined) return undefined;
  const asks = wanted.what === "diagnose" ? { ...wanted, docker: true, program: await extension.program.make() } : wanted;
  const { commands, summary } = await request(extension, { ...asks, dryRun: true }, target);
  extension.output.info(`${title}: ${target.service}\n${commands.map((line) => `$ ${line}`).join("\n")}`);
  if (wanted.what === "diagnose") {
    const choice = await choose(diagnoses(commands), commands, commands.length === 0 ? summary : asking(target), title, target);
    return choice === undefined ? undefined : { ...(choice.docker ? asks : wanted), ...choice };
  }
  if (commands.length === 0) {
    await window.showWarningMessage(summary);
    return undefined;
  }
  const run = { label: `$(play) ${l10n.t("Run these commands")}`, choice: true };
  return (await choose([run], commands, asking(target), title, target)) === true ? wanted : undefined;
}

/** What a diagnosis may ask beside the mail server: the container, and the DNS about the sender's domain. */
function diagnoses(commands: readonly string[]): Choice<{ docker: boolean; dns: boolean }>[] {
  const withContainer = [
    { label: `$(play) ${l10n.t("Run these commands")}`, choice: { docker: true, dns: false } },
    { label: `$(play) ${l10n.t("Run these commands, and look up the sender's domain")}`, choice: { docker: true, dns: true } },
  ];
  return [
    ...(commands.length === 0 ? [] : withContainer),
    { label: l10n.t("Diagnose without the container"), choice: { docker: false, dns: false } },
    { label: l10n.t("Diagnose without the container, and look up the sender's domain"), choice: { docker: false, dns: true } },
  ];
}

function asking({ service }: ServiceInfo): string {
  const text = l10n.t("To ask the container of {0}, these commands run in the folder of the compose file.", service);
  const isUnsaved = workspace.textDocuments.some(({ isDirty, uri }) => isDirty && /\.(?:ya?ml|env)$|\.env\b/.test(uri.path));
  return isUnsaved ? sentences([l10n.t("Unsaved changes count here, but Docker reads only what is saved."), text]) : text;
}

interface Choice<T> extends QuickPickItem {
  readonly choice?: T;
  readonly command?: string;
}

/** Shows the commands below what can be done; a command that is picked is copied, and nothing is done. */
async function choose<T>(
  choices: readonly Choice<T>[],
  commands: readonly string[],
  placeHolder: string,
  title: string,
  { service }: ServiceInfo,
): Promise<T | undefined> {
  const separator = { label: l10n.t("Commands (pick one to copy it)"), kind: QuickPickItemKind.Separator };
  const lines = commands.map((command) => ({ label: `$ ${command}`, command }));
  const items: Choice<T>[] = [...choices, ...(commands.length === 0 ? [] : [separator, ...lines])];
  const picked = await window.showQuickPick(items, { title: `${title}: ${service}`, placeHolder, ignoreFocusOut: true });
  if (picked?.command === undefined) return picked?.choice;
  await env.clipboard.writeText(picked.command);
  window.setStatusBarMessage(l10n.t("Copied."), 3000);
  return undefined;
}

async function askSince(question: Question, title: string): Promise<Question | undefined> {
  const items = [
    { label: l10n.t("The last hour"), since: "1h" },
    { label: l10n.t("The last day"), since: "24h" },
    { label: l10n.t("The last week"), since: "168h" },
    { label: l10n.t("Everything"), since: null },
  ];
  const picked = await window.showQuickPick(items, { title, placeHolder: l10n.t("Which part of the log?") });
  if (picked === undefined) return undefined;
  return picked.since === null ? question : { ...question, since: picked.since };
}

/** Numbers the progress tokens. */
let questions = 0;

/** The answer, with progress and a way to cancel; null: it was cancelled. Each command goes to the output before it runs. */
async function ask(
  extension: DesktopExtension,
  question: Question,
  target: ServiceInfo,
  title: string,
  run: ServiceRun | undefined,
): Promise<ContainerAnswer | null> {
  const { client, output } = extension;
  questions += 1;
  const workDoneToken = `plausibleMail/askContainer/${questions}`;
  const send = async (cancellation: CancellationToken) => {
    try {
      return await request(extension, { ...question, workDoneToken }, target, cancellation);
    } catch (error) {
      if (!cancellation.isCancellationRequested && !isCancelled(error)) throw error;
      window.setStatusBarMessage(l10n.t("Cancelled."), 5000);
      return null;
    }
  };
  const onReport = (message: string, show: (message: string) => void) => {
    output.info(message);
    show(shortened(message));
  };
  const others = run === undefined ? [] : [run.token];
  return await withCancel(client, `${title}: ${target.service}`, workDoneToken, others, onReport, send);
}

async function request(
  { client }: DesktopExtension,
  question: Omit<AskContainerParams, "uri">,
  { uri, service }: ServiceInfo,
  token?: CancellationToken,
): Promise<ContainerAnswer> {
  const params: AskContainerParams = { uri, service, ...question };
  const method = "plausibleMail/askContainer";
  // Where there is no token, none may be handed over: it would count as one more parameter.
  return token === undefined
    ? await client.sendRequest<ContainerAnswer>(method, params)
    : await client.sendRequest<ContainerAnswer>(method, params, token);
}

async function show(
  extension: DesktopExtension,
  question: Question,
  answer: ContainerAnswer,
  target: ServiceInfo,
): Promise<void> {
  const { page, log } = answer;
  if (question.what === "diagnose" && page !== null) await extension.reports.show(page, target, answer.cure);
  else if (question.what === "compare" && page !== null) await extension.reports.showComparison(page, target);
  if (question.what === "log" && log !== null && log.answers.length > 0) await showExplanation(extension, log);
  else await tell(extension, answer);
}

/** In one sentence, with the edit that cures. */
async function tell({ client, output }: DesktopExtension, { outcome, summary, cure, test }: ContainerAnswer): Promise<void> {
  const tellIt =
    outcome === "ok" ? window.showInformationMessage : outcome === "failed" ? window.showErrorMessage : window.showWarningMessage;
  const fix = cure ?? test?.cure ?? null;
  const stale = l10n.t("Nothing was changed: the file has changed since. Ask again.");
  const fixes = fix === null ? [] : [offerFix(fix.title, () => applyFix(client, fix.edit, stale))];
  await tellWithOffers(tellIt, summary, [...fixes, offerTo(l10n.t("Show Details"), async () => output.show())]);
}

/** The button over a report. */
export async function applyReportFix({ client, reports }: DesktopExtension, report: unknown): Promise<void> {
  const cure = reports.cureOf(report);
  if (cure === null) return;
  await applyFix(client, cure.edit, l10n.t("Nothing was changed: the file has changed since. Ask again."));
}

/** A command line may be as long as the expression in it. */
function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
