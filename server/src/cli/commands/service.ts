import { listed, type Value } from "../../base/messages.js";
import type { ComposedService } from "../../instance/composed.js";
import type { ChosenProject } from "../project.js";
import { cannot, reasonOf } from "../refusals.js";

/**
 * The Plausible service of that name. One that is named runs whatever its profile, as with `docker compose up NAME`.
 *
 * @throws CannotWork where there is none
 */
export function serviceNamed({ plausible, inactive, others }: ChosenProject, name: string): ComposedService {
  const found = [...plausible, ...inactive].find(({ service }) => service.name === name);
  if (found !== undefined) return found;
  if (others.some((service) => service.name === name)) throw cannot("notPlausibleService", { name, all: namesOf(plausible) });
  throw cannot("noService", { name, all: namesOf([...plausible, ...inactive]) });
}

/** @throws CannotWork where there are several to choose from */
export function refuseSeveral({ plausible }: ChosenProject): void {
  if (plausible.length > 1) throw cannot("severalServices", { all: namesOf(plausible) });
}

/** Their names, as a value of a message. */
export function namesOf(services: readonly ComposedService[]): Value {
  return services.length === 0 ? reasonOf("none") : listed(services.map(({ service }) => service.name));
}
