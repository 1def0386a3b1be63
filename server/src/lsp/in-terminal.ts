import { inTerminal } from "../editor/features/in-terminal.js";
import { isVirtual } from "../editor/session/uris.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import type { InTerminal, InTerminalParams } from "../protocol.js";
import { isRecord } from "./client.js";
import type { LanguageServer } from "./language-server.js";
import { TestRequests } from "./test-requests.js";

const known: readonly InTerminalParams["what"][] = ["smtp", "diagnose", "compare", "test", "log"];

/** `plausibleMail/inTerminal`. */
export function registerInTerminal(server: LanguageServer): void {
  const requests = new TestRequests(server);
  server.connection.onRequest(
    "plausibleMail/inTerminal",
    server.guard.handler("command for a terminal", null, (sent: unknown): InTerminal | null => {
      const what = known.find((one) => isRecord(sent) && one === sent.what);
      if (what === undefined) return null;
      const view = requests.serviceOf(sent);
      return canDo(what, view, server) ? null : inTerminal(view, what, server.probe === null, server.present);
    }),
  );
}

/** Whether it can be done from here after all. */
function canDo(what: InTerminalParams["what"], { project }: PlausibleInstance, { probe, containers }: LanguageServer): boolean {
  return what === "smtp" ? probe !== null : containers !== null && !isVirtual(project.directory);
}
