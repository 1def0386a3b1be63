import { distance } from "../base/nearest.js";
import { variableNamed, variables } from "../plausible/tables/variables.js";

/**
 * Names whose values are never shown: `SMTP_USER_PWD`, `*_API_KEY`, `SECRET_KEY_BASE`, `TOTP_VAULT_KEY`, `SENTRY_DSN`, all
 * alike, and what somebody who slipped may have meant by one of them (`SMTP_USER_PDW`, `SMTP_USER_PASWORD`).
 */
export function isSecretName(name: string): boolean {
  return saysSecret(name) || isSlip(name);
}

const saysSecret = (name: string) => /pass|pwd|secret|token|key|sentry_dsn/i.test(name);

const secretNames = variables.map(({ name }) => name).filter(saysSecret);

function isSlip(name: string): boolean {
  if (name.length > 64 || variableNamed(name) !== null) return false;
  const upper = name.toUpperCase();
  if (secretNames.some((real) => isNear(upper, real))) return true;
  return upper.split(/[^A-Z]+/).some((part) => shortForms.has(part) || words.some((word) => isNearWord(part, word)));
}

/** Plausible's own names are long: one wrong sign, or two that changed places, is a slip. */
function isNear(name: string, real: string): boolean {
  if (Math.abs(name.length - real.length) > 1) return false;
  return distance(name, real) <= 1 || isSwapped(name, real);
}

/** What else people call a password. */
const shortForms: ReadonlySet<string> = new Set(["PW", "PSW", "PSWD", "PSSWD", "PASWD", "PDW", "PWRD"]);

const words: readonly string[] = ["PASSWORD", "PASSWD", "PASSPHRASE", "PWD", "SECRET", "TOKEN", "KEY"];

function isNearWord(part: string, word: string): boolean {
  if (Math.abs(part.length - word.length) > 1 || part[0] !== word[0]) return false;
  return isSwapped(part, word) || (word.length >= 6 && distance(part, word) <= 1);
}

/** Two neighbours have changed places: `PDW` for `PWD`. */
function isSwapped(text: string, other: string): boolean {
  if (text.length !== other.length) return false;
  const at = [...text].findIndex((sign, index) => sign !== other[index]); // -1 of equal texts: no sign is there
  return text[at] === other[at + 1] && text[at + 1] === other[at] && text.slice(at + 2) === other.slice(at + 2);
}
