import { servicesOf } from "../editor/features/services.js";
import { toFilePath } from "../editor/session/uris.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";

/** `plausibleMail/services`. */
export function registerServices({ connection, guard, session, present, outcomes }: LanguageServer): void {
  connection.onRequest(
    "plausibleMail/services",
    guard.handler("services", [], (sent: unknown) => {
      const uri = isRecord(sent) && typeof sent.uri === "string" ? sent.uri : null;
      const projects = uri === null ? session.openProjects() : session.projectsAt(toFilePath(uri));
      return servicesOf(projects, present, (view) => outcomes.of(view));
    }),
  );
}
