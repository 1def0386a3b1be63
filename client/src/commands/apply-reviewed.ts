import { l10n, window } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { EditReview } from "../../../server/src/protocol.js";
import { applyFix } from "./apply-cure.js";

/** A fix that changes several files: shows what becomes of them, and changes all or none. */
export async function applyReviewed(client: BaseLanguageClient, sent: unknown): Promise<void> {
  const { title, edit, lines } = sent as EditReview;
  const apply = l10n.t("Apply");
  if ((await window.showInformationMessage(title, { modal: true, detail: lines.join("\n") }, apply)) !== apply) return;
  await applyFix(client, edit, l10n.t("The file has changed meanwhile, so nothing was changed. Try again."));
}
