import { once } from "../base/once.js";
import type { Location, TextEdit } from "../base/text.js";
import { rosterOf } from "../compose/roster.js";
import type { Project, Service, Variable } from "../compose/types.js";
import { indexOf } from "../instance/project-index.js";
import { rules } from "../rules/index.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import type { JudgedService } from "./judgements.js";

/** What mends how a value is written gives whoever reads it what was meant. */
const mending: ReadonlySet<string | undefined> = new Set(["entry", "quotes", "space", "comment", "interpolation"]);

/**
 * A fix in a text that more than the fixed settings rest on is offered, but never applied unasked: what another program of the
 * project, or another setting, takes from there may not be meant to change. Databases and mail servers read no such settings.
 */
export function askedWhereOthersRead(
  findings: readonly Finding[],
  project: Project,
  services: readonly JudgedService[],
): readonly Finding[] {
  const index = indexOf(project);
  // This runs at every edit, for all findings.
  if (rosterOf(project).identities.length > mostReaders && index.areAllAlone() && !index.readsEnvFiles()) return findings;
  const plausible = once(() => new Set(services.map(({ service }) => service)));
  const companions = once(() => new Set(index.companions()));
  const isShared = (finding: Finding, { automatic, edits, effect }: Fix) => {
    const isMeant = (name: string) => effect === undefined || name === finding.variable || effect.settings.has(name);
    const reaches = (service: Service, edit: TextEdit) =>
      plausible().has(service)
        ? namesIn(project, service, edit).some((name) => !isMeant(name))
        : !companions().has(service) && namesIn(project, service, edit).length > 0;
    return automatic && edits.some((edit) => readersOf(project, edit, finding).some((service) => reaches(service, edit)));
  };
  return findings.map((finding) => {
    if (!finding.fixes.some(isAutomatic) || mending.has(rules[finding.rule].meta.turn)) return finding;
    if (!finding.fixes.some((fix) => isShared(finding, fix))) return finding;
    return { ...finding, fixes: finding.fixes.map((fix) => (isShared(finding, fix) ? { ...fix, automatic: false } : fix)) };
  });
}

const isAutomatic = ({ automatic }: Fix) => automatic;
const nobody: readonly Service[] = [];

/** The services that an edit may reach; nobody, where there are more than anyone writes by hand. */
function readersOf(project: Project, edit: TextEdit, { service }: Finding): readonly Service[] {
  const index = indexOf(project);
  const isDotenv = project.dotenv.some(({ path }) => path === edit.file);
  const readers = isDotenv ? project.services : index.readersOf(edit.file);
  const sharers = isDotenv ? nobody : index.sharersOf(edit, service ?? "");
  if (readers.length > mostReaders || sharers.length > mostReaders) return nobody;
  return sharers.length === 0 ? readers : [...readers, ...sharers];
}

/** Each of them is looked at for each fix. */
const mostReaders = 200;

/** The variables of the service that are in the edited text, or take something from the edited line of `.env`. */
function namesIn({ dotenv, files }: Project, { environment }: Service, edit: TextEdit): readonly string[] {
  const lines = dotenv.flatMap(({ path, statements }) => (path === edit.file ? statements : []));
  const names = lines.filter(({ entry }) => changes(edit, entry.at)).map(({ name }) => name);
  const isRead = ({ declared, origin: { at, entry } }: Variable) => {
    if ([declared.at, entry?.at, at].some((place) => place != null && changes(edit, place))) return true;
    if (at === null || names.length === 0 || at.file === edit.file) return false;
    const text = files.get(at.file)?.text.slice(at.start, at.end) ?? "";
    return names.some((name) => text.includes(`\${${name}`) || text.includes(`$${name}`));
  };
  return [...environment.values()].filter(isRead).map(({ name }) => name);
}

/** Whether an edit changes what stands at a place, and doesn't only write before or behind it. */
function changes({ file, start, end }: TextEdit, at: Location): boolean {
  if (at.file !== file) return false;
  return start === end ? at.start < start && start <= at.end : start < at.end && at.start < end;
}
