import type { FilePath, TextEdit } from "../base/text.js";
import type { Entry, Project, Service, Variable } from "../compose/types.js";
import { buildInstance } from "../instance/build-instance.js";
import type { PlausibleInstance } from "../instance/plausible-instance.js";
import { indexOf } from "../instance/project-index.js";
import { breaks, type Effect } from "../instance/what-if.js";
import type { Release } from "../plausible/types.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import type { JudgedService } from "./judgements.js";

/**
 * Leaves out fixes in a text that other Plausible services read too, where one of them would no longer boot, or send: an
 * env file, a line of `.env`, or an entry that they share by an anchor or by `extends`. Their releases need not be the same.
 */
export function withoutHarmToOthers(
  findings: readonly Finding[],
  project: Project,
  services: readonly JudgedService[],
): readonly Finding[] {
  const alike = services.every(({ choice }) => choice.release === services[0]?.choice.release);
  if (alike && services.length > mostCompared && !indexOf(project).readsEnvFiles()) return findings;
  const readers = new Readers(project, services);
  return findings.map((finding) => {
    const kept = finding.fixes.filter((fix) => !readers.areHarmedBy(fix, finding.service));
    return kept.length === finding.fixes.length ? finding : { ...finding, fixes: kept };
  });
}

/** Among more services only those of other releases are compared: that many of one release are no set-up of a hand. */
const mostCompared = 20;

/** The Plausible services that read each text; one that nobody asks about costs nothing. */
class Readers {
  readonly #project: Project;
  readonly #services: ReadonlyMap<Service, JudgedService>;
  readonly #releases: ReadonlyMap<string, Release>;
  readonly #views = new Map<Service, PlausibleInstance>();
  readonly #others = new Map<Release | undefined, readonly Service[]>();

  constructor(project: Project, services: readonly JudgedService[]) {
    this.#project = project;
    this.#services = new Map(services.map((one) => [one.service, one]));
    this.#releases = new Map(services.map(({ service, choice }) => [service.name, choice.release]));
  }

  areHarmedBy({ effect, edits }: Fix, service: string | null): boolean {
    if (effect === undefined || effect.settings.size === 0) return false;
    const isHarmed = (other: Service, reaching: Effect) =>
      other.name !== service && reaching.settings.size > 0 && this.#services.has(other) && breaks(this.#viewOf(other), reaching);
    return edits.some((edit) =>
      [
        ...indexOf(this.#project)
          .readersOf(edit.file)
          .map((other) => [other, throughFile(effect, edit.file, other)] as const),
        ...this.#comparedWith(service).map((other) => [other, throughEntries(effect, edit, other)] as const),
      ].some(([other, reaching]) => isHarmed(other, reaching)),
    );
  }

  #comparedWith(service: string | null): readonly Service[] {
    if (this.#services.size <= mostCompared) return [...this.#services.keys()];
    const release = service === null ? undefined : this.#releases.get(service);
    let others = this.#others.get(release);
    if (others === undefined) {
      others = [...this.#services.values()].flatMap((one) => (one.choice.release === release ? [] : [one.service]));
      this.#others.set(release, others);
    }
    return others;
  }

  #viewOf(service: Service): PlausibleInstance {
    let view = this.#views.get(service);
    const choice = this.#services.get(service)?.choice;
    if (view === undefined) {
      if (choice === undefined) throw new Error(`${service.name} was not judged`);
      view = buildInstance(this.#project, service, choice);
      this.#views.set(service, view);
    }
    return view;
  }
}

/** What of an effect reaches another service through an env file: not what its own `environment`, or a later file, sets. */
function throughFile(effect: Effect, file: FilePath, { environment }: Service): Effect {
  return reaching(effect, (name) => {
    const own = environment.get(name);
    return own === undefined || own.origin.at?.file === file;
  });
}

/** What of an effect reaches another service through entries that it has in common with the edited one: changed, or added beside them. */
function throughEntries(effect: Effect, edit: TextEdit, { environment }: Service): Effect {
  const isBeside = [...environment.values()].some(({ declared }) => touches(edit, declared));
  return reaching(effect, (name) => {
    const own = environment.get(name);
    return own === undefined ? isBeside : isWrittenBy(edit, own);
  });
}

function isWrittenBy(edit: TextEdit, { declared, origin }: Variable): boolean {
  return touches(edit, declared) || (origin.entry !== null && touches(edit, origin.entry));
}

function touches({ file, start, end }: TextEdit, { at }: Entry): boolean {
  // A new line comes behind the line break of the one before it.
  return at.file === file && start <= at.end + 1 && at.start <= end;
}

function reaching({ settings }: Effect, isReached: (name: string) => boolean): Effect {
  return { settings: new Map([...settings].filter(([name]) => isReached(name))) };
}
