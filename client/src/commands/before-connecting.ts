import { commands, l10n, Uri, window, workspace } from "vscode";
import type { ServiceInfo } from "../../../server/src/protocol.js";
import type { Extension } from "./extension.js";
import { findServices, pickService } from "./services.js";

/** The files of a folder that is not trusted decide whom to connect to, and with which password: so nothing connects there. */
export async function allowedToConnect(refusal?: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t("Manage Trust");
  const text =
    refusal ?? l10n.t("Restricted Mode: trust this folder to test SMTP. Until then, Plausible Mail only checks its files.");
  if ((await window.showWarningMessage(text, manage)) === manage) await commands.executeCommand("workbench.trust.manage");
  return false;
}

/** The service that a command is for, asked where there are several; says so where there is none. */
export async function chooseTarget(
  { client, isBroken }: Extension,
  uri: unknown,
  service: unknown,
  title: string,
): Promise<ServiceInfo | undefined> {
  const services = await findServices(client, typeof uri === "string" ? Uri.parse(uri) : uri instanceof Uri ? uri : undefined);
  const wanted = typeof service === "string" ? services.filter((each) => each.service === service) : services;
  if (wanted.length === 0) {
    const document = window.activeTextEditor?.document;
    const broken = document !== undefined && isBroken(document.uri);
    await window.showInformationMessage(
      broken
        ? l10n.t("This compose file can't be read. Fix the error in it first.")
        : l10n.t("No Plausible service in the compose files of this folder."),
    );
    return undefined;
  }
  return wanted.length === 1 ? wanted[0] : await pickService(wanted, title);
}

/** Whom the one mail goes to: asked once, and kept for the workspace. */
export async function askSendingTo({ memory }: Extension, title: string): Promise<string | undefined> {
  const answer = await window.showInputBox({
    title,
    prompt: l10n.t("One real email is sent to this address, as Plausible would send it."),
    value: memory.get<string>("recipient") ?? "",
    ignoreFocusOut: true,
    validateInput: (text) => (isAddress(text) ? undefined : l10n.t("One bare address.")),
  });
  if (answer !== undefined) await memory.update("recipient", answer.trim());
  return answer?.trim();
}

/** One bare address. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text.trim());
}
