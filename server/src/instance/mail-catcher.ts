import type { Service } from "../compose/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { indexOf } from "./project-index.js";

/** The service of this project that takes mail, as far as its image or name tells; null: none does. */
export function mailServiceOf({ project, service }: PlausibleInstance): Service | null {
  return (
    indexOf(project)
      .mailServices()
      .find((other) => other !== service) ?? null
  );
}
