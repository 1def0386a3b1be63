import { env, l10n, window } from "vscode";
import { State } from "vscode-languageclient";
import type { InTerminal, InTerminalParams } from "../../../server/src/protocol.js";
import { chooseTarget } from "./choose-target.js";
import type { Extension } from "./extension.js";
import { offerDetails, reasonOf } from "./requests.js";

/** In place of what cannot be done from here: says why, and offers the command that does it in a terminal. */
export async function offerCommand(
  extension: Extension,
  what: InTerminalParams["what"],
  title: string,
  from?: unknown,
  service?: unknown,
): Promise<void> {
  const { client, output } = extension;
  try {
    if (client.state !== State.Running) await client.start();
    const target = await chooseTarget(extension, from, service, title);
    if (target === undefined) return;
    const params: InTerminalParams = { uri: target.uri, service: target.service, what };
    const answer = await client.sendRequest<InTerminal | null>("plausibleMail/inTerminal", params);
    if (answer === null) return;
    const copy = l10n.t("Copy Command");
    if ((await window.showInformationMessage(answer.reason, copy)) !== copy) return;
    await env.clipboard.writeText(answer.command);
    window.setStatusBarMessage(l10n.t("Copied."), 3000);
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    await offerDetails(window.showErrorMessage, l10n.t("{0} couldn't run: {1}", title, reasonOf(error)), output);
  }
}
