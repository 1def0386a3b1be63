import { explainLog } from "../editor/features/explain-log.js";
import { toFilePath } from "../editor/session/uris.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";

/** `plausibleMail/explainLogLine`. */
export function registerExplainLog({ connection, guard, session, present }: LanguageServer): void {
  connection.onRequest(
    "plausibleMail/explainLogLine",
    guard.handler("explain a log line", null, (sent: unknown) => {
      const { text, uri, service } = isRecord(sent) ? sent : {};
      const projects = typeof uri === "string" ? session.projectsAt(toFilePath(uri)) : session.openProjects();
      const wanted = typeof service === "string" ? service : null;
      return typeof text === "string" ? explainLog(text, projects, wanted, present) : null;
    }),
  );
}
