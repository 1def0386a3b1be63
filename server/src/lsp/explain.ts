import { newerReleases } from "../editor/features/services.js";
import { toFilePath } from "../editor/session/uris.js";
import type { Explanation } from "../protocol.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { describeError } from "./reporter.js";

/** `plausibleMail/explain`: what the container gets, and what Plausible makes of it, as a page of text. */
export function registerExplain({ connection, guard, session, present, client, explain }: LanguageServer): void {
  const answer = async (sent: unknown): Promise<Explanation | null> => {
    const { uri, service: name, as } = isRecord(sent) ? sent : {};
    if (typeof uri !== "string") return null;
    for (const { analysis } of session.projectsAt(toFilePath(uri))) {
      const view = analysis.services.find(({ service }) => name === undefined || service.name === name);
      if (view === undefined) continue;
      const { project, service, choice } = view;
      const known = session.knownIn(project.request);
      const wanted = typeof as === "string" ? as : null;
      const text = (await explain())({ project, service, known, as: wanted, language: client.language });
      if (text === null) return null;
      return { uri: present.uriOf(service.nameAt.file), service: service.name, text, newer: newerReleases(choice.release) };
    }
    return null;
  };
  connection.onRequest(
    "plausibleMail/explain",
    guard.handler("explain", null, (sent: unknown) =>
      answer(sent).catch((error) => {
        connection.console.error(`explain: ${describeError(error)}`);
        return null;
      }),
    ),
  );
}
