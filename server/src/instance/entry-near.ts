import type { Entry } from "../compose/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { isPlaced } from "./service-variable.js";

/** The entry of the first of these variables that the service's own files write; where a new line belongs. */
export function entryNear(view: PlausibleInstance, names: readonly string[]): Entry | null {
  for (const name of names) {
    const variable = view.variable(name);
    if (isPlaced(variable) && variable.secretFile === undefined) return variable.declared;
  }
  return null;
}
