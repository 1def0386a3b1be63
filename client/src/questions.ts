import { window } from "vscode";
import { type MessageActionItem, MessageType, type ShowMessageRequestParams } from "vscode-languageclient";

/**
 * Shows a question of the server as a modal dialog, and answers with the button that was pressed; null for none.
 *
 * The client library shows such questions as notifications, which close by themselves after a few seconds: the server
 * would wait for an answer to a question that nobody sees any more. The first action is the default button. "Cancel",
 * which VS Code adds, and the Escape key answer nothing, which the server takes for a no.
 */
export async function askModally({ type, message, actions }: ShowMessageRequestParams): Promise<MessageActionItem | null> {
  const show =
    type === MessageType.Error
      ? window.showErrorMessage
      : type === MessageType.Warning
        ? window.showWarningMessage
        : window.showInformationMessage;
  return (await show(message, { modal: true }, ...(actions ?? []))) ?? null;
}
