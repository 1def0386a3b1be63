import { type CredentialShape, credentialShapes } from "./credential-table.js";
import type { PasswordLogin, Provider } from "./provider.js";
import { providers } from "./providers.js";

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

/** What the provider wants for a user name instead of this one; null: it may well take it. */
export function refusedUser({ name }: Provider, user: string): CredentialShape | null {
  const shape = rowOf(name)?.user ?? null;
  return shape !== null && refuses(shape, user) ? shape : null;
}

/**
 * What the provider wants for a password instead of this one; null: it may well take it.
 *
 * @param user null where it is not known
 */
export function refusedSecret({ name }: Provider, secret: string, user: string | null): CredentialShape | null {
  const shape = rowOf(name)?.secret ?? null;
  if (shape === null) return null;
  const differs = user !== null && shape.sameAsUser?.test(user) === true && user !== secret;
  return differs || refuses(shape, secret) ? shape : null;
}

function rowOf(name: string) {
  return credentialShapes.find(({ providers: names }) => names.includes(name));
}

function refuses({ accepted, refused }: CredentialShape, text: string): boolean {
  return refused?.test(text) === true || accepted?.test(text) === false;
}

/**
 * What became of passwords where this login would be used: the provider's own row, or for an account of one of its maker's
 * other services that one's.
 *
 * @param user null where it is not known
 */
export function passwordLoginOf(provider: Provider, user: string | null): { provider: Provider; login: PasswordLogin } | null {
  if (provider.passwordLogin === null) return null;
  const domain = user?.toLowerCase().split("@")[1];
  const other = providers.find(({ passwordLogin }) => domain !== undefined && passwordLogin?.accounts.includes(domain));
  const stricter = other ?? provider;
  return stricter.passwordLogin === null ? null : { provider: stricter, login: stricter.passwordLogin };
}
