import { type Language, type Message, type MessageTemplate, message, quotedText } from "../base/messages.js";

/** What says the texts of a table, in the language of the reader. */
export function speaking<Key extends string>(texts: Readonly<Record<Key, MessageTemplate>>) {
  return (language: Language, key: Key, values: Message["values"] = {}): string =>
    quotedText(message(texts[key], values), language);
}
