import { env, type LogOutputChannel, workspace } from "vscode";
import type { LanguageClientOptions } from "vscode-languageclient";
import { wantedLanguage } from "./language.js";
import type { EditorManners } from "./middleware.js";
import { remoteMachine } from "./remote.js";
import { openDocsCommand, rulePages } from "./rule-pages.js";

/** The documents that the server is told of: compose files by language, env files by name, whatever their language. */
function selectorFor(schemes: readonly string[]): NonNullable<LanguageClientOptions["documentSelector"]> {
  return [
    ...schemes.flatMap((scheme) => [
      { scheme, language: "dockercompose" },
      { scheme, language: "yaml" },
      { scheme, pattern: "**/.env" },
      { scheme, pattern: "**/.env.*" },
      { scheme, pattern: "**/*.env" },
    ]),
    { scheme: "untitled", language: "dockercompose" },
  ];
}

/**
 * What the client of the language server is told, wherever the server runs.
 *
 * @param schemes of the files that are checked
 * @param handsOver whether the server reads them through the client
 */
export function clientOptions(
  output: LogOutputChannel,
  manners: EditorManners,
  schemes: readonly string[],
  handsOver: boolean,
): LanguageClientOptions {
  return {
    documentSelector: selectorFor(schemes),
    outputChannel: output,
    middleware: manners.middleware,
    // Asked anew at each start: trust may have been granted since.
    initializationOptions: () => ({
      locale: env.language,
      language: wantedLanguage(),
      trusted: workspace.isTrusted,
      handsOver,
      remote: remoteMachine(),
      docs: rulePages,
      commands: [
        openDocsCommand,
        "plausibleMail.testSmtp",
        "plausibleMail.showTranscript",
        "plausibleMail.showContainer",
        "plausibleMail.setUpMail",
        "plausibleMail.applyReviewed",
      ],
    }),
  };
}
