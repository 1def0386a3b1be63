import { parseEnvFile } from "../compose/env-file.js";
import type { FilePath } from "../compose/text.js";

/** What an env file sets, for Compose's own `COMPOSE_*` variables; an error in it is told when the project is loaded. */
export function dotenvValues(
  text: string,
  file: FilePath,
  outside: (name: string) => string | undefined,
): ReadonlyMap<string, string> {
  const { statements } = parseEnvFile(text, {
    file,
    lookup(name, earlier) {
      const value = outside(name) ?? earlier.get(name)?.value;
      return value === undefined || value === null ? undefined : { value, origin: null };
    },
  });
  const values = new Map<string, string>();
  for (const { name, value } of statements) if (value !== null) values.set(name, value);
  return values;
}
