import type { Service, Variable } from "../compose/types.js";
import { isForAPerson } from "../plausible/tables/placeholder.js";
import { variableNamed, variables } from "../plausible/tables/variables.js";
import { adapterNames } from "../plausible/types.js";

/**
 * Whether a text is shown although a secret is equal to it: a host, port, address, boolean, adapter, default or
 * placeholder. Whoever has one of them for a password has not hidden it.
 *
 * @param names the variables under which it stands
 */
export function isPublicText(text: string, names: readonly string[] = []): boolean {
  return (
    publicWords.has(text) || isPlaceholderOfSecret(text) || isHostOrAddress(text) || names.some((name) => showsItself(name, text))
  );
}

/** `changeme` and `<your-password>`; not what a program would fill in, for a real password may hold such signs. */
export function isPlaceholderOfSecret(text: string): boolean {
  return text.length <= 48 && isForAPerson(text);
}

/**
 * Texts that a service shows in clear in any case, so that blanking them elsewhere hides nothing and makes riddles: what
 * stands under the names of hosts, ports, addresses, switches and adapters, and the defaults.
 *
 * @param isHidden whether something of a variable is secret
 */
export function shownTexts(services: readonly Service[], isHidden: (variable: Variable) => boolean): ReadonlySet<string> {
  const result = new Set(publicWords);
  for (const { environment } of services) {
    for (const variable of environment.values()) {
      const text = variable.state === "value" ? variable.value : variable.composed;
      if (text === null || text === "" || !showsItself(variable.name, text) || isHidden(variable)) continue;
      result.add(text);
      if (variableNamed(variable.name)?.kind === "url" && URL.canParse(text)) result.add(new URL(text).hostname);
    }
  }
  return result;
}

/** Whether a text is what is meant to stand under this name: what does not fit there may be a secret that slipped in. */
function showsItself(name: string, text: string): boolean {
  const kind = variableNamed(name)?.kind;
  if (kind === "host") return /^[a-z0-9.-]+$/i.test(text);
  if (kind === "integer") return /^\d{1,5}$/.test(text);
  return kind === "url" ? /^https?:\/\/[^@\s]+$/.test(text) : isHostOrAddress(text);
}

function isHostOrAddress(text: string): boolean {
  return /^(?:[\w.+-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,24}$/i.test(text) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text);
}

const publicWords: ReadonlySet<string> = new Set([
  // Nobody's password, and in many a text.
  ...["password", "passwd", "username", "user", "secret", "token", "key", "secret_key", "plausible"],
  ...["true", "false", "yes", "no", "on", "off", "null", "nil", "none", "localhost"],
  ...adapterNames,
  ...variables.flatMap(({ defaults }) => defaults.flatMap(({ value }) => (value === null || value === "" ? [] : [value]))),
]);
