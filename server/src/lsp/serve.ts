import type { Connection, InitializeResult } from "vscode-languageserver";
import { registerAskContainer } from "./ask-container.js";
import { capabilitiesFor } from "./capabilities.js";
import { registerCodeActions } from "./code-actions.js";
import { registerCodeLenses } from "./code-lenses.js";
import { registerCommands } from "./commands.js";
import { registerCompletion } from "./completion.js";
import { registerDefinition } from "./definition.js";
import { registerDiagnostics } from "./diagnostics.js";
import { registerDocuments } from "./documents.js";
import { registerExplain } from "./explain.js";
import { registerExplainLog } from "./explain-log.js";
import { registerHover } from "./hover.js";
import { registerInTerminal } from "./in-terminal.js";
import { registerInlayHints } from "./inlay-hints.js";
import { LanguageServer, type ServerWorld } from "./language-server.js";
import { registerLintAll } from "./lint-all.js";
import { registerMailSetup } from "./mail-setup.js";
import { registerNames } from "./names.js";
import { registerServices } from "./services.js";
import { registerSmtpTests } from "./smtp-tests.js";
import { registerWorkspace } from "./workspace.js";

/** Each wires one thing that clients ask for or tell. */
const registrars: readonly ((server: LanguageServer) => void)[] = [
  registerWorkspace,
  registerHover,
  registerCompletion,
  registerInlayHints,
  registerNames,
  registerCommands,
  registerDefinition,
  registerCodeActions,
  registerCodeLenses,
  registerDiagnostics,
  registerServices,
  registerLintAll,
  registerExplain,
  registerMailSetup,
  registerExplainLog,
  registerSmtpTests,
  registerAskContainer,
  registerInTerminal,
  registerDocuments,
];

/** Answers one client on a connection; call `connection.listen()` afterwards. */
export function serve(connection: Connection, world: ServerWorld): void {
  connection.onInitialize((params): InitializeResult => {
    const server = new LanguageServer(connection, world, params);
    for (const register of registrars) register(server);
    connection.onShutdown(() => {
      const refusal = server.guard.refusal();
      if (refusal !== null) return refusal;
      server.end();
      return undefined;
    });
    return { capabilities: capabilitiesFor(server.client), serverInfo: { name: "plausible-mail", version: world.version } };
  });
}
