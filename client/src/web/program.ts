import { type ExtensionContext, type LogOutputChannel, l10n } from "vscode";
import {
  type BaseLanguageClient,
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
} from "vscode-languageclient/browser";
import type * as server from "../../../server/src/web.js";
import { clientOptions } from "../client-options.js";
import type { Extension } from "../commands/extension.js";
import { offerCommand } from "../commands/in-terminal.js";
import { containerTitles } from "../commands/titles.js";
import { warnOfCommit } from "../commands/warn-of-commit.js";
import { type Furnishings, type Program, startProgram } from "../core.js";
import type { EditorManners } from "../middleware.js";
import { folderSchemes } from "../workspace-kind.js";

/** Where files are that are opened without a folder: on this computer, in a repository, on the machine behind the page. */
const usualSchemes = ["file", "vscode-vfs", "vscode-remote"];

/** The extension in a browser: the server runs beside it, and neither can connect to anything or run anything. */
export async function run(context: ExtensionContext, load: () => typeof server): Promise<Program> {
  return await startProgram(context, {
    handsOver: true,
    createClient: (output, manners) => createClient(context, output, manners, load),
    async keepPrivate({ dotenv }) {
      if (dotenv !== null) warnOfCommit(dotenv.name);
    },
    furnish,
  });
}

function createClient(
  { extension }: ExtensionContext,
  output: LogOutputChannel,
  manners: EditorManners,
  load: () => typeof server,
): BaseLanguageClient {
  const schemes = [...new Set([...usualSchemes, ...folderSchemes()])];
  let channel: InstanceType<typeof MessageChannel> | undefined;
  const start = async () => {
    // Of a server that was stopped nothing is heard any more.
    channel?.port1.close();
    channel = new MessageChannel();
    load().serveOver(channel.port2, String(extension.packageJSON.version));
    return { reader: new BrowserMessageReader(channel.port1), writer: new BrowserMessageWriter(channel.port1) };
  };
  return new LanguageClient("plausibleMail", "Plausible Mail", start, clientOptions(output, manners, schemes, true));
}

function furnish(extension: Extension): Furnishings {
  const offer = (what: keyof typeof containerTitles) => (from: unknown, service: unknown) =>
    offerCommand(extension, what, containerTitles[what](), from, service);
  const test = (from?: unknown, service?: unknown) => offerCommand(extension, "smtp", l10n.t("Test SMTP"), from, service);
  const nothing = () => {};
  return {
    commands: {
      "plausibleMail.testSmtp": test,
      "plausibleMail.showTranscript": () => test(),
      "plausibleMail.diagnose": offer("diagnose"),
      "plausibleMail.testFromContainer": offer("test"),
      "plausibleMail.compareContainer": offer("compare"),
      "plausibleMail.explainContainerLog": offer("log"),
      // They are called from where results are shown, and there are none.
      "plausibleMail.showLastResult": nothing,
      "plausibleMail.applyTestFix": nothing,
      "plausibleMail.openTestDocs": nothing,
      "plausibleMail.applyReportFix": nothing,
      "plausibleMail.copyReport": nothing,
    },
    disposables: [],
    started: nothing,
  };
}
