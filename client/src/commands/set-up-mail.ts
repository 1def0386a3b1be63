import { commands, l10n, Uri, window, workspace } from "vscode";
import { State } from "vscode-languageclient";
import type { MailProvider, MailProviders, MailSetup, ServiceInfo, SetUpMailParams } from "../../../server/src/protocol.js";
import { applyCure } from "./apply-cure.js";
import { chooseTarget } from "./choose-target.js";
import type { Extension } from "./extension.js";
import { listed } from "./in-words.js";

/**
 * `Plausible Mail: Set Up Mail…`: provider, sender, user name and password, one after the other; then what is written is
 * shown, and written when the user says so. Nothing is changed before.
 */
export async function setUpMail(extension: Extension, uri?: unknown, service?: unknown): Promise<void> {
  try {
    if (extension.client.state !== State.Running) await extension.client.start();
    const target = await chooseTarget(extension, uri, service, title());
    if (target === undefined || !(await isSaved(Uri.parse(target.uri)))) return;
    const params = await askAll(extension, target);
    if (params === undefined) return;
    const setup = await extension.client.sendRequest<MailSetup | null>("plausibleMail/setUpMail", params);
    if (setup === null) {
      await window.showWarningMessage(
        l10n.t(
          "These files have the settings in a form that can't be changed safely. Use completion in the environment instead.",
        ),
      );
      return;
    }
    if (await write(extension, setup)) await offerTest(target);
  } catch (error) {
    extension.output.error(error instanceof Error ? error : String(error));
    await window.showErrorMessage(l10n.t("Mail could not be set up. The output says more."));
  }
}

/** The settings are written next to the compose file: one that was never saved is nowhere. */
async function isSaved(uri: Uri): Promise<boolean> {
  if (uri.scheme !== "untitled") return true;
  const save = l10n.t("Save As…");
  const text = l10n.t("Save this compose file first: the password is written to .env next to it.");
  if ((await window.showInformationMessage(text, save)) !== save) return false;
  await window.showTextDocument(uri);
  await commands.executeCommand("workbench.action.files.saveAs");
  return false;
}

function title(): string {
  return l10n.t("Set Up Mail");
}

/** Undefined when the user leaves one of the questions. */
async function askAll({ client }: Extension, { uri, service }: ServiceInfo): Promise<SetUpMailParams | undefined> {
  const choices = await client.sendRequest<MailProviders | null>("plausibleMail/mailProviders", { uri, service });
  if (choices === null || choices.providers.length === 0) return undefined;
  const provider = await askProvider(choices.providers);
  if (provider === undefined) return undefined;
  const sender = await ask(l10n.t("Which address do Plausible's emails come from?"), choices.sender, isAddress);
  if (sender === undefined) return undefined;
  const user =
    provider.login ?? (await ask(withHint(l10n.t("User name at {0}", provider.name), provider.userHint), choices.user, isThere));
  if (user === undefined) return undefined;
  const password = await window.showInputBox({
    title: title(),
    prompt: withHint(l10n.t("Password at {0}. It is written to your .env file.", provider.name), provider.passwordHint),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => (isThere(text) ? undefined : l10n.t("Something is needed here.")),
  });
  return password === undefined ? undefined : { uri, service, provider: provider.name, sender, user, password };
}

async function askProvider(providers: readonly MailProvider[]): Promise<MailProvider | undefined> {
  const items = providers.map((provider) => ({
    label: provider.name,
    description: `${provider.host}:${provider.port}`,
    detail: provider.passwordHint ?? "",
    provider,
  }));
  const placeHolder = l10n.t("Which provider sends your email?");
  const options = { title: title(), placeHolder, matchOnDescription: true, ignoreFocusOut: true };
  return (await window.showQuickPick(items, options))?.provider;
}

async function ask(prompt: string, value: string, isValid: (text: string) => boolean): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title: title(),
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (text) => (isValid(text) ? undefined : l10n.t("Something is needed here.")),
  });
  return answer?.trim();
}

function withHint(prompt: string, hint: string | null): string {
  return hint === null ? prompt : `${prompt}: ${hint}`;
}

function isAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(text.trim());
}

function isThere(text: string): boolean {
  return text.trim() !== "";
}

/** Shows what would be written, and writes it; false: the user does not want it, or the files have changed. */
async function write(extension: Extension, setup: MailSetup): Promise<boolean> {
  const { edit, files, summary } = setup;
  const names = listed(files.map((file) => workspace.asRelativePath(Uri.parse(file))));
  const button = l10n.t("Apply");
  const question = l10n.t("Apply these settings to {0}?", names);
  if ((await window.showInformationMessage(question, { modal: true, detail: summary.join("\n") }, button)) !== button)
    return false;
  const stale = l10n.t("The file has changed meanwhile, so nothing was changed. Try again.");
  if (!(await applyCure(extension.client, edit, stale))) return false;
  const changed = new Set(files.map((file) => Uri.parse(file).toString()));
  for (const document of workspace.textDocuments) if (changed.has(document.uri.toString())) await document.save();
  await extension.keepPrivate(setup);
  return true;
}

async function offerTest({ uri, service }: ServiceInfo): Promise<void> {
  const button = l10n.t("Test SMTP");
  const text = l10n.t("Mail is set up. Test it, then run docker compose up -d on your server.");
  if ((await window.showInformationMessage(text, button)) === button) {
    await commands.executeCommand("plausibleMail.testSmtp", uri, service);
  }
}
