import type { ComposedService } from "../../instance/composed.js";
import { CannotWork } from "../io.js";
import type { ChosenProject } from "../project.js";

/**
 * The Plausible service of that name. One that is named runs whatever its profile, as with `docker compose up NAME`.
 *
 * @throws CannotWork where there is none
 */
export function serviceNamed({ plausible, inactive, others }: ChosenProject, name: string): ComposedService {
  const found = [...plausible, ...inactive].find(({ service }) => service.name === name);
  if (found !== undefined) return found;
  if (others.some((service) => service.name === name))
    throw new CannotWork(`service "${name}" does not run Plausible; Plausible services: ${namesOf(plausible) || "none"}`);
  throw new CannotWork(`no service "${name}"; Plausible services: ${namesOf([...plausible, ...inactive]) || "none"}`);
}

/** @throws CannotWork where there are several to choose from */
export function refuseSeveral({ plausible }: ChosenProject): void {
  if (plausible.length > 1) throw new CannotWork(`several Plausible services: ${namesOf(plausible)}; choose one with --service`);
}

export function namesOf(services: readonly ComposedService[]): string {
  return services.map(({ service }) => service.name).join(", ");
}
