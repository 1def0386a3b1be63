import type { TextEdit } from "../base/text.js";
import type { Entry, Project, Service } from "../compose/types.js";
import { indexOf } from "../instance/project-index.js";
import { rules } from "../rules/index.js";
import type { Finding, Fix } from "../rules/kit/types.js";
import type { JudgedService } from "./judgements.js";

/** What mends how a value is written gives whoever reads it what was meant. */
const mending: ReadonlySet<string | undefined> = new Set(["entry", "quotes", "space", "comment", "interpolation"]);

/**
 * A fix in a text that other programs of the project read too is offered, but never applied unasked: what Plausible needs may not
 * be what they need. Databases and mail servers don't read Plausible's settings.
 */
export function askedWhereOthersRead(
  findings: readonly Finding[],
  project: Project,
  services: readonly JudgedService[],
): readonly Finding[] {
  const plausible = new Set(services.map(({ service }) => service));
  const isOther = (service: Service) => !plausible.has(service) && !indexOf(project).companions().includes(service);
  return findings.map((finding) => {
    if (mending.has(rules[finding.rule].meta.turn)) return finding;
    const isShared = ({ automatic, edits }: Fix) =>
      automatic &&
      edits.some((edit) => readersOf(project, edit).some((service) => isOther(service) && reads(project, service, edit)));
    if (!finding.fixes.some(isShared)) return finding;
    return { ...finding, fixes: finding.fixes.map((fix) => (isShared(fix) ? { ...fix, automatic: false } : fix)) };
  });
}

/** The services that an edit may reach. */
function readersOf(project: Project, { file }: TextEdit): readonly Service[] {
  if (project.dotenv.some(({ path }) => path === file)) return project.services;
  return [...indexOf(project).readersOf(file), ...indexOf(project).sharingTexts()];
}

/** Whether a variable of the service is in the edited text, or takes something from the edited line of `.env`. */
function reads({ dotenv, files }: Project, { environment }: Service, edit: TextEdit): boolean {
  const lines = dotenv.flatMap(({ path, statements }) => (path === edit.file ? statements : []));
  const names = lines.filter(({ entry }) => changes(edit, entry)).map(({ name }) => name);
  return [...environment.values()].some(({ declared, origin: { at, entry } }) => {
    if (changes(edit, declared) || (entry !== null && changes(edit, entry))) return true;
    if (at === null || names.length === 0 || at.file === edit.file) return false;
    const text = files.get(at.file)?.text.slice(at.start, at.end) ?? "";
    return names.some((name) => text.includes(`\${${name}`) || text.includes(`$${name}`));
  });
}

/** Whether an edit changes an entry, and doesn't only write before or behind it. */
function changes({ file, start, end }: TextEdit, { at }: Entry): boolean {
  if (at.file !== file) return false;
  return start === end ? at.start < start && start <= at.end : start < at.end && at.start < end;
}
