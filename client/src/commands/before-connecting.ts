import { commands, l10n, window, workspace } from "vscode";
import type { Extension } from "./extension.js";

/** The files of a folder that is not trusted decide whom to connect to, and with which password: so nothing connects there. */
export async function allowedToConnect(refusal?: string): Promise<boolean> {
  if (workspace.isTrusted) return true;
  const manage = l10n.t("Manage Trust");
  const text =
    refusal ?? l10n.t("Restricted Mode: trust this folder to test SMTP. Until then, Plausible Mail only checks its files.");
  if ((await window.showWarningMessage(text, manage)) === manage) await commands.executeCommand("workbench.trust.manage");
  return false;
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
