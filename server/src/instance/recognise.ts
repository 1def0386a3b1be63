import type { Project, Service } from "../compose/types.js";
import { assumedRelease, matchesOne, resolveRelease } from "../plausible/tables/images.js";
import { areOfPlausible, strongMark } from "../plausible/tables/marks.js";
import type { ReleaseChoice } from "../plausible/types.js";
import { indexOf } from "./project-index.js";
import { factsOf, keyIn, mayHave } from "./service-facts.js";

/** What the user says of services beside the names of their images. */
export interface KnownServices {
  /** Globs of further images that are Plausible. */
  readonly images: readonly string[];
  /** Globs of names of services that are Plausible's whatever their image. */
  readonly services: readonly string[];
}

/**
 * The release that a service runs; null: it is not Plausible. Its image tells, or the user does; a service that is built
 * from source, or has an image of its own, is told by the variables that are set on it.
 */
export function releaseOf(project: Project, service: Service, known: KnownServices): ReleaseChoice | null {
  const byImage = resolveRelease(service.image, service.hasBuild, known.images);
  if (byImage !== null) return byImage;
  const named = matchesOne(service.name, known.services);
  if (!named && !isMarked(project, service)) return null;
  return assumedRelease(service.hasBuild ? "build" : (service.image?.text ?? "") === "" ? "no-image" : "own-image");
}

const marked = keyIn(`${strongMark.source}|env_file`);

/**
 * Whether the variables of a service tell that it is Plausible. Beside a service with an image of Plausible's those of env
 * files do not count: sidecars and jobs share them.
 */
function isMarked(project: Project, service: Service): boolean {
  const facts = factsOf(service);
  if (!mayHave(service, marked) || facts.companion(service) !== null) return false;
  if (service.image === null && !service.hasBuild && !project.container) return false;
  const official = isOfficialHere(project);
  return areOfPlausible((name) => {
    const variable = service.environment.get(name);
    return variable !== undefined && !(official && variable.envFileAt !== null);
  });
}

/** Whether the names in a service's env files may tell that it is Plausible. */
export function isToldByEnvFiles(project: Project, service: Service): boolean {
  return (
    factsOf(service).envFiles(service).length > 0 && factsOf(service).companion(service) === null && !isOfficialHere(project)
  );
}

function isOfficialHere(project: Project): boolean {
  return indexOf(project).runsPlausible();
}
