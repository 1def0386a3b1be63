import type { FilePath } from "../base/text.js";
import { toFilePath } from "../editor/session/uris.js";
import type { LintAllResult } from "../protocol.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";

/** More compose files than anybody keeps in one workspace. */
const mostFiles = 200;

const nothing: LintAllResult = { projects: 0, files: 0, problems: 0 };

/** `plausibleMail/lintAll`. */
export function registerLintAll({ connection, guard, session, reporter }: LanguageServer): void {
  connection.onRequest(
    "plausibleMail/lintAll",
    guard.handler("lint all", nothing, (sent: unknown): LintAllResult => {
      const { uris, shown } = isRecord(sent) ? sent : {};
      const paths = pathsIn(uris).slice(0, mostFiles);
      // What runs no Plausible has no findings, and costs time at each change.
      session.follow(paths.filter((path) => session.projectsAt(path).some(({ analysis }) => analysis.plausible.length > 0)));
      const inTabs = new Set(pathsIn(shown));
      const open = session.documents().map(({ path }) => path);
      reporter.leave(Array.isArray(shown) ? open.filter((path) => !inTabs.has(path)) : []);
      const projects = session.openProjects().filter(({ analysis }) => analysis.plausible.length > 0);
      return { projects: projects.length, ...reporter.count() };
    }),
  );
}

function pathsIn(uris: unknown): FilePath[] {
  return Array.isArray(uris) ? uris.filter((uri) => typeof uri === "string").map(toFilePath) : [];
}
