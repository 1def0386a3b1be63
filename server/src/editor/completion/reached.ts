import type { FilePath, SourceText } from "../../base/text.js";
import type { Entry, EnvironmentSection, Project, Service } from "../../compose/types.js";
import { buildInstance } from "../../instance/build-instance.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { indexOf } from "../../instance/project-index.js";
import { releaseOf } from "../../instance/recognise.js";
import type { Analysis } from "../../lint/analysis.js";
import type { Session } from "../session/session.js";
import type { CursorLine, LineForm } from "./cursor-line.js";

/** A Plausible service that would get an entry in the line of the cursor. */
export interface Reached {
  readonly view: PlausibleInstance;
  /** The section of the compose file that the line stands in; null in an env file. */
  readonly section: EnvironmentSection | null;
  /** Whether something else than the cursor's line sets a name. */
  readonly sets: (name: string) => boolean;
}

/** A name that nobody uses, to see which containers get it. */
const probe = "PLAUSIBLE_MAIL_PROBE";

/** How far up the key of a service is looked for. */
const farthest = 2000;

/**
 * The Plausible services that an entry in the cursor's line would reach, whatever stands in it now: asked of the compose
 * model itself, with a name that nobody uses in that line. So anchors, merged maps, `extends`, overrides and includes need
 * no second reading, and the rest of the file may be in the middle of an edit.
 *
 * @param line the line, or the entry of a flow (`inFlow`) as if it were one
 */
export function servicesReached(
  session: Session,
  path: FilePath,
  source: SourceText,
  line: CursorLine,
  form: LineForm,
  inFlow: boolean,
): readonly Reached[] {
  const entry = form === "env-line" ? "" : form === "list-item" ? `${inFlow ? "" : "- "}${probe}=1` : `${probe}: "1"`;
  const text = `${source.slice(0, line.start)}${line.indent}${entry}${source.slice(line.end)}`;
  const here = form === "env-line" ? null : serviceAbove(source, line, inFlow ? 1 : 2);
  const found = new Map<string, Reached>();
  for (const { request, analysis } of session.projectsAt(path)) {
    if (form !== "env-line" && isForeign(analysis, here)) continue;
    const now = form === "env-line" ? [] : reachedNow(analysis, path, line);
    for (const one of now) found.set(one.view.service.name, one);
    if (now.length > 0) continue;
    const names = new Set([...analysis.plausible.map(({ name }) => name), ...(here === null ? [] : [here])]);
    // What is broken in the middle of typing may hide every service.
    const all = analysis.project.broken;
    if (names.size === 0 && !all) continue;
    const project = session.tried(request, path, text);
    const known = session.knownIn(request);
    for (const service of project.services) {
      if ((!all && !names.has(service.name)) || found.has(service.name)) continue;
      const choice = releaseOf(project, service, known);
      const section = choice === null ? undefined : isReached(project, service, path, line, form);
      if (choice === null || section === undefined) continue;
      const view = buildInstance(project, service, choice);
      found.set(service.name, { view, section, sets: (name) => service.environment.has(name) });
    }
  }
  return [...found.values()];
}

/** Whether the line stands in a service that is not Plausible's, and from which no other one takes a text. */
function isForeign({ project, plausible }: Analysis, here: string | null): boolean {
  if (here === null || project.broken || plausible.some(({ name }) => name === here)) return false;
  const index = indexOf(project);
  const [service] = index.called(here);
  return service !== undefined && !index.sharingTexts().includes(service);
}

/** The services that have the line as an entry already, as their text is sound: then nothing needs to be tried. */
function reachedNow({ project, services }: Analysis, path: FilePath, { start, end }: CursorLine): Reached[] {
  if (project.broken) return [];
  const isHere = ({ file, at }: EnvironmentSection) => file === path && at.start <= end && start <= at.end;
  const isTyped = ({ at }: Entry) => at.file === path && start <= at.start && at.end <= end;
  return services.flatMap((view) => {
    const section = view.service.environmentSections.find((one) => isHere(one) && one.entries.some(isTyped));
    if (section === undefined) return [];
    const sets = (name: string) => {
      const declared = view.service.environment.get(name)?.declared;
      return declared !== undefined && !isTyped(declared);
    };
    return [{ view, section, sets }];
  });
}

/** The section of the line, or null for an env file; undefined where the service gets nothing of it. */
function isReached(
  project: Project,
  service: Service,
  path: FilePath,
  line: CursorLine,
  form: LineForm,
): EnvironmentSection | null | undefined {
  if (form === "env-line") {
    const reads = [...project.dotenv, ...service.envFiles].some((file) => file.path === path);
    return reads ? null : undefined;
  }
  const declared = service.environment.get(probe)?.declared;
  if (declared === undefined || declared.at.file !== path) return undefined;
  if (declared.at.start < line.start) return undefined;
  const isHere = ({ file, at }: EnvironmentSection) =>
    file === path && at.start <= declared.at.start && declared.at.end <= at.end;
  return service.environmentSections.find(isHere) ?? null;
}

/** The key so many levels above the line, which is the service's where the line stands in its `environment`. */
function serviceAbove(source: SourceText, line: CursorLine, wanted: 1 | 2): string | null {
  const number = source.lineAt(line.start);
  const start = source.lineStart(number);
  let indent = /^[ \t]*/.exec(source.slice(start, source.lineEnd(number)))?.[0].length ?? 0;
  let levels = 0;
  for (let above = number - 1; above >= Math.max(0, number - farthest); above -= 1) {
    const text = source.slice(source.lineStart(above), source.lineEnd(above));
    const [, blanks = "", key] = /^([ \t]*)["']?([\w.-]+)["']?[ \t]*:/.exec(text) ?? [];
    // A list may stand as deep as its key.
    const isAbove =
      blanks.length < indent ||
      (levels === 0 && wanted === 2 && blanks.length === indent && text.trimEnd().endsWith("environment:"));
    if (key === undefined || !isAbove) continue;
    indent = blanks.length;
    levels += 1;
    if (levels === wanted) return key;
  }
  return null;
}

/** How a new line would be written here, by the nearest line that says something. */
export function formHere(source: SourceText, line: CursorLine): "list-item" | "map-pair" {
  const number = source.lineAt(line.start);
  const says = (text: string) => text !== "" && !text.startsWith("#");
  const textOf = (at: number) => source.slice(source.lineStart(at), source.lineEnd(at)).trim();
  for (let above = number - 1; above >= Math.max(0, number - farthest); above -= 1) {
    const text = textOf(above);
    if (!says(text)) continue;
    if (text.startsWith("-")) return "list-item";
    if (!/^["']?environment["']?\s*:/.test(text)) return "map-pair";
    break;
  }
  const count = source.lineAt(source.length);
  for (let below = number + 1; below <= Math.min(count, number + 50); below += 1) {
    const text = textOf(below);
    if (!says(text)) continue;
    const indent = source.slice(source.lineStart(below), source.lineEnd(below)).search(/\S/);
    if (indent !== line.indent.length) break;
    return text.startsWith("-") ? "list-item" : "map-pair";
  }
  return "list-item";
}
