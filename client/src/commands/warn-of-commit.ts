import { l10n, window } from "vscode";

/** Of a file that isn't on this computer: what becomes of it is not known. */
export function warnOfCommit(name: string): void {
  void window.showWarningMessage(l10n.t("{0} has your password now. Don't commit it.", name));
}
