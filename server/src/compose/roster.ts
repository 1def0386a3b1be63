import type { Project, Roster, Service } from "./types.js";

/** The services of a project by number. */
export function rosterOf(project: Project): Roster {
  return project.roster ?? listed(project.services);
}

function listed(services: readonly Service[]): Roster {
  const identities = services.map(({ identity }) => identity);
  return { identities, blockAt: () => null, baseAt: () => null, at: (number) => services[number] as Service };
}
