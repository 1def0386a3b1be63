import { variableNamed } from "../plausible/variables.js";

const mask = "***";

/** Whether the value of a variable is never shown: by its row, and by its name where it has none. */
export function isSecret(name: string): boolean {
  return variableNamed(name)?.secret === true || /PASS|PWD|SECRET|TOKEN|KEY|SENTRY_DSN/i.test(name);
}

/** A value as it may be shown; the user info of a URL never is. An empty secret shows nothing and explains much. */
export function shownValue(name: string, value: string): string {
  if (isSecret(name)) return value === "" ? "" : mask;
  return value.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s/?#]*@/gi, `$1${mask}@`);
}
