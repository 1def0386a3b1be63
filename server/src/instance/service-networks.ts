import type { Project, Service } from "../compose/types.js";
import { indexOf } from "./project-index.js";

/** The services of the project, other than this one, that go by a name in some network. */
export function servicesNamed(project: Project, service: Service, name: string): Service[] {
  return indexOf(project)
    .named(name.replace(/\.$/, ""))
    .filter((other) => other !== service);
}

/** Whether two services have a network in common; null where that cannot be told (`network_mode`). */
export function shareNetwork({ network: a }: Service, { network: b }: Service): boolean | null {
  if (a.mode !== null || b.mode !== null) return null;
  return a.networks.some((name) => b.networks.includes(name));
}
