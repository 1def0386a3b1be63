import type { PlausibleInstance } from "./plausible-instance.js";
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
