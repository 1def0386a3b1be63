import type { FilePath } from "../base/text.js";
import type { Project, Service } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { indexOf } from "../instance/project-index.js";
import { breaks, type Effect } from "../instance/what-if.js";
import type { ReleaseChoice } from "../plausible/types.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import type { JudgedService } from "./judgements.js";

/**
 * Leaves out fixes in an env file that several Plausible services read, where one of the others would no longer boot, or
 * send: their releases need not be the same.
 */
export function withoutHarmToOthers(
  findings: readonly Finding[],
  project: Project,
  services: readonly JudgedService[],
): readonly Finding[] {
  if (!indexOf(project).readsEnvFiles()) return findings;
  const readers = new Readers(project, services);
  return findings.map((finding) => {
    if (finding.fixes.every((fix) => !readers.areHarmedBy(fix, finding.service))) return finding;
    return { ...finding, fixes: finding.fixes.filter((fix) => !readers.areHarmedBy(fix, finding.service)) };
  });
}

/** The Plausible services that read each env file; one that nobody asks about costs nothing. */
class Readers {
  readonly #project: Project;
  readonly #services: readonly JudgedService[];
  readonly #views = new Map<FilePath, readonly PlausibleInstance[]>();
  #choices: ReadonlyMap<Service, ReleaseChoice> | null = null;

  constructor(project: Project, services: readonly JudgedService[]) {
    this.#project = project;
    this.#services = services;
  }

  areHarmedBy({ effect, edits }: Fix, service: string | null): boolean {
    if (effect === undefined || effect.settings.size === 0) return false;
    return edits.some(({ file }) =>
      this.#readersOf(file).some((other) => other.service.name !== service && breaks(other, throughFile(effect, file, other))),
    );
  }

  #readersOf(file: FilePath): readonly PlausibleInstance[] {
    let views = this.#views.get(file);
    if (views === undefined) {
      this.#choices ??= new Map(this.#services.map(({ service, choice }) => [service, choice]));
      const choices = this.#choices;
      views = indexOf(this.#project)
        .readersOf(file)
        .flatMap((service) => {
          const choice = choices.get(service);
          return choice === undefined ? [] : [buildInstance(this.#project, service, choice)];
        });
      this.#views.set(file, views);
    }
    return views;
  }
}

/** What of an effect reaches another service through an env file: not what its own `environment`, or a later file, sets. */
function throughFile({ settings }: Effect, file: FilePath, { service }: PlausibleInstance): Effect {
  const reaching = [...settings].filter(([name]) => {
    const own = service.environment.get(name);
    return own === undefined || own.origin.at?.file === file;
  });
  return { settings: new Map(reaching) };
}
