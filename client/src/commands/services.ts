import { l10n, Uri, window, workspace } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { ServiceInfo, ServicesParams } from "../../../server/src/protocol.js";
import { mayBeOfProject } from "../workspace-kind.js";
import { findComposeFiles } from "./compose-files.js";

/**
 * The Plausible services that a user may mean: those of the given file's project, else of the active editor's,
 * else of every compose file in the workspace, else of what is open in another tab.
 */
export async function findServices(client: BaseLanguageClient, file?: Uri): Promise<readonly ServiceInfo[]> {
  if (file !== undefined) return servicesOf(client, file);
  const active = window.activeTextEditor?.document.uri;
  if (active !== undefined && mayBeOfProject(active)) {
    const services = await servicesOf(client, active);
    if (services.length > 0) return services;
  }
  const all = await findAllServices(client);
  if (all.length > 0) return all;
  const open = workspace.textDocuments.filter(({ languageId, uri }) => languageId === "dockercompose" && mayBeOfProject(uri));
  return (await Promise.all(open.map(({ uri }) => servicesOf(client, uri)))).flat();
}

/** The Plausible services of every compose file in the workspace. */
export async function findAllServices(client: BaseLanguageClient): Promise<readonly ServiceInfo[]> {
  const found = await findComposeFiles();
  const all = await Promise.all(found.map((uri) => servicesOf(client, uri)));
  const unique = new Map(all.flat().map((each) => [`${each.uri}\n${each.service}`, each]));
  return [...unique.values()].sort((a, b) => (a.uri + a.service < b.uri + b.service ? -1 : 1));
}

/** The Plausible services of the project that a file belongs to. */
export async function servicesOf(client: BaseLanguageClient, uri: Uri): Promise<readonly ServiceInfo[]> {
  const params: ServicesParams = { uri: client.code2ProtocolConverter.asUri(uri) };
  return await client.sendRequest<ServiceInfo[]>("plausibleMail/services", params);
}

/** Asks which of several services a command is for; undefined when the user leaves. */
export async function pickService(services: readonly ServiceInfo[], title: string): Promise<ServiceInfo | undefined> {
  const items = services.map((info) => ({
    label: info.service,
    description: info.host === null ? l10n.t("no mail server set") : `${info.host}${info.port === null ? "" : `:${info.port}`}`,
    detail: workspace.asRelativePath(Uri.parse(info.uri)),
    info,
  }));
  const picked = await window.showQuickPick(items, { title, placeHolder: l10n.t("Which service?") });
  return picked?.info;
}
