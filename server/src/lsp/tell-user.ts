import { type Connection, MessageType, ShowMessageNotification, ShowMessageRequest } from "vscode-languageserver";
import type { TestSmtpResult } from "../protocol.js";

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

/** How grave a verdict is: email that arrives unencrypted is no good news. */
export function gravityOf({ wouldDeliver, channel }: TestSmtpResult["verdict"]): MessageType {
  if (wouldDeliver === false) return MessageType.Error;
  return wouldDeliver === true && channel?.tls !== false ? MessageType.Info : MessageType.Warning;
}
