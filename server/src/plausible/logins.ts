import type { Provider } from "./rows.js";

/**
 * Providers with a login for everybody that take the sender's address instead of it too: ZeptoMail
 * (zoho.com/zeptomail/help/smtp-home); Mailtrap, whose older pages name one.
 */
const takeAddresses: readonly string[] = ["ZeptoMail", "Mailtrap"];

/** Whether a provider where everybody has the same user name certainly refuses this one. Options behind a colon (`SMTP_Injection:…`) are its own affair. */
export function refusesLogin({ login, name }: Provider, user: string): boolean {
  if (login === null || (takeAddresses.includes(name) && user.includes("@"))) return false;
  return user.trim().toLowerCase().split(":")[0] !== login.toLowerCase();
}
