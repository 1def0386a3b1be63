import { type Connection, MessageType, ShowMessageNotification, ShowMessageRequest } from "vscode-languageserver";

/**
 * Shows a message, with buttons where there are any. An editor that knows no buttons gets the message alone.
 * @returns the title of the button that was pressed; null: none
 */
export async function tellUser(
  connection: Connection,
  type: MessageType,
  message: string,
  titles: readonly string[] = [],
): Promise<string | null> {
  if (titles.length > 0) {
    try {
      const params = { type, message, actions: titles.map((title) => ({ title })) };
      return (await connection.sendRequest(ShowMessageRequest.type, params))?.title ?? null;
    } catch {
      // It cannot ask, or has been closed.
    }
  }
  await connection.sendNotification(ShowMessageNotification.type, { type, message }).catch(() => {});
  return null;
}

/** How grave it is that email is delivered, is not, or that it isn't known. */
export function gravityOf(wouldDeliver: boolean | null): MessageType {
  if (wouldDeliver === null) return MessageType.Warning;
  return wouldDeliver ? MessageType.Info : MessageType.Error;
}
