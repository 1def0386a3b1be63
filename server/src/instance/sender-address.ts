import { parseBaseUrl } from "../plausible/boot/base-url.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { isPlaced, type ServiceVariable } from "./service-variable.js";
import { knownText } from "./value.js";

/** A bare address with a dotted domain, as every mail server takes it. */
export function isBareAddress(text: string): boolean {
  return /^[A-Za-z0-9!#$%&'*+/=?^_{|}~.-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])$/.test(
    text,
  );
}

/** The login where it is an address that could be the sender; null for others, and where it is not known. */
export function loginAddress(view: PlausibleInstance): string | null {
  const login = knownText(view.variable("SMTP_USER_NAME"));
  return login !== null && isBareAddress(login) ? login : null;
}

/** The sender in force; null where it is not known. `written` null: it is the release's default. */
export function senderOf(view: PlausibleInstance): { readonly address: string; readonly written: ServiceVariable | null } | null {
  const written = view.variable("MAILER_EMAIL");
  if (written.state !== "absent") {
    const address = knownText(written);
    return address === null ? null : { address, written };
  }
  const { local, domain } = view.choice.release.defaultSender;
  if (domain !== null) return { address: `${local}@${domain}`, written: null };
  const base = baseHostOf(view);
  return base === null ? null : { address: `${local}@${base}`, written: null };
}

/** The host of a `BASE_URL` that Plausible takes; null where it is not known or missing. */
export function baseHostOf(view: PlausibleInstance): string | null {
  const variable = view.variable("BASE_URL");
  const text = knownText(variable);
  if (text === null || !isPlaced(variable)) return null;
  const { scheme, host } = parseBaseUrl(text);
  return (scheme === "http" || scheme === "https") && host !== null && host !== "" ? host : null;
}
