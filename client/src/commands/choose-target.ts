import { l10n, Uri, window } from "vscode";
import type { ServiceInfo } from "../../../server/src/protocol.js";
import type { Extension } from "./extension.js";
import { findServices, pickService, servicesOf } from "./services.js";

/** The service that a command is for, asked where there are several; says so where there is none. */
export async function chooseTarget(
  { client, isBroken }: Pick<Extension, "client" | "isBroken">,
  uri: unknown,
  service: unknown,
  title: string,
): Promise<ServiceInfo | undefined> {
  const file = typeof uri === "string" ? Uri.parse(uri) : uri instanceof Uri ? uri : undefined;
  const meant = file ?? window.activeTextEditor?.document.uri;
  // Who looks at a broken file means that one, and not what else is in the workspace.
  if (meant !== undefined && isBroken(meant) && (await servicesOf(client, meant)).length === 0) {
    await window.showInformationMessage(l10n.t("This compose file can't be checked. See the problem in it first."));
    return undefined;
  }
  const services = await findServices(client, file);
  const wanted = typeof service === "string" ? services.filter((each) => each.service === service) : services;
  if (wanted.length > 1) return await pickService(wanted, title);
  if (wanted[0] === undefined) {
    await window.showInformationMessage(l10n.t("No Plausible service in the compose files of this folder."));
  }
  return wanted[0];
}
