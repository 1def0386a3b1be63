import type { Project, Service } from "../compose/types.js";

/** The services of the project, other than this one, that go by a name in some network. */
export function servicesNamed(project: Project, service: Service, name: string): Service[] {
  const is = (other: string) => other.toLowerCase() === name.toLowerCase().replace(/\.$/, "");
  return project.services.filter((other) => other !== service && (is(other.name) || other.network.names.some(is)));
}

/** Whether two services have a network in common; null where that cannot be told (`network_mode`). */
export function shareNetwork({ network: a }: Service, { network: b }: Service): boolean | null {
  if (a.mode !== null || b.mode !== null) return null;
  return a.networks.some((name) => b.networks.includes(name));
}
