import { mailChoices, mailSetup } from "../editor/completion/mail-setup.js";
import { toFilePath } from "../editor/session/uris.js";
import type { SetUpMailParams } from "../protocol.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";

/** `plausibleMail/mailProviders` and `plausibleMail/setUpMail`: what a client asks its user, and the edits that come of it. */
export function registerMailSetup({ connection, guard, session, present }: LanguageServer): void {
  const viewOf = (sent: unknown) => {
    const { uri, service: name } = isRecord(sent) ? sent : {};
    if (typeof uri !== "string") return null;
    const views = session.projectsAt(toFilePath(uri)).flatMap(({ analysis }) => analysis.services);
    return views.find(({ service }) => name === undefined || service.name === name) ?? null;
  };
  connection.onRequest(
    "plausibleMail/mailProviders",
    guard.handler("mail providers", null, (sent: unknown) => {
      const view = viewOf(sent);
      return view === null ? null : mailChoices(view, present);
    }),
  );
  connection.onRequest(
    "plausibleMail/setUpMail",
    guard.handler("mail setup", null, (sent: unknown) => {
      const view = viewOf(sent);
      return view === null || !isSetup(sent) ? null : mailSetup(view, sent, present);
    }),
  );
}

function isSetup(sent: unknown): sent is SetUpMailParams {
  const texts = isRecord(sent) ? [sent.provider, sent.sender, sent.user, sent.password] : [];
  // A line break would make a second line of an env file.
  return texts.length === 4 && texts.every((text) => typeof text === "string" && !/[\r\n]/.test(text));
}
