import { l10n } from "vscode";
import type { AskContainerParams } from "../../../server/src/protocol.js";

/** What each question to a container is called. */
export const containerTitles: Readonly<Record<AskContainerParams["what"], () => string>> = {
  diagnose: () => l10n.t("Diagnose"),
  compare: () => l10n.t("Compare with the Running Container"),
  test: () => l10n.t("Test from the Running Container"),
  log: () => l10n.t("Explain the Container's Log"),
};
