import type { FilePath, Location, SourceText } from "../../base/text.js";
import { placesOf } from "../../base/text-search.js";
import type { Entry, Project } from "../../compose/types.js";

/**
 * Whether a compose file of the project has the name as a word anywhere, or another env file refers to it. Right also for
 * what is not read as a value: a profile, a command, a comment.
 */
export function isNamedAnywhere(project: Project, name: string): boolean {
  const dotenv = new Set(project.dotenv.map(({ path }) => path));
  for (const [path, source] of project.files) {
    for (const at of wordsIn(source, name)) {
      if (!dotenv.has(path) || isReference(source, at)) return true;
    }
  }
  return false;
}

/** Each place where a name of `.env` stands: where it is set, as `${NAME}`, and as a bare name that hands it on. */
export interface NameUses {
  readonly set: readonly Location[];
  readonly used: readonly Location[];
}

export function usesOf(project: Project, name: string): NameUses {
  const set = project.dotenv.flatMap(({ statements }) =>
    statements.filter((statement) => statement.name === name).map(({ entry }) => entry.key),
  );
  const used = new Map<string, Location>();
  const add = (at: Location) => void used.set(`${at.file}:${at.start}`, at);
  for (const [file, source] of project.files) {
    for (const start of wordsIn(source, name)) if (isReference(source, start)) add({ file, start, end: start + name.length });
  }
  for (const { key } of bareEntries(project, name)) add(key);
  return { set, used: [...used.values()] };
}

/** The entries of `environment` and of env files that hand a name on as it is. */
export function bareEntries(project: Project, name: string): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const service of project.services) {
    // To read a service costs more than to look for a word in it.
    if (!service.blocks.some(({ text }) => text.includes(name) || /env_file|[*\\]/.test(text))) continue;
    const declared = service.environment.get(name)?.declared;
    const entries = service.environmentSections.flatMap((section) => section.entries);
    for (const entry of declared === undefined ? entries : [declared, ...entries]) {
      if (entry.value !== null || textAt(project, entry.key) !== name) continue;
      found.set(`${entry.key.file}:${entry.key.start}`, entry);
    }
  }
  return [...found.values()];
}

/** The bare name of an entry of a Plausible service at an offset; null where none stands. */
export function bareNameAt(project: Project, path: FilePath, offset: number): string | null {
  for (const service of project.services) {
    if (!service.texts.some((at) => at.file === path && at.start <= offset && offset <= at.end)) continue;
    for (const { entries } of service.environmentSections) {
      const here = entries.find(({ key, value }) => value === null && covers(key, path, offset));
      if (here !== undefined) return textAt(project, here.key);
    }
  }
  return null;
}

/** Where exactly a name stands at an offset. */
export function nameRangeAt(project: Project, path: FilePath, offset: number, name: string): Location | null {
  const { set, used } = usesOf(project, name);
  // Also from the `${` before it.
  return [...set, ...used].find((at) => covers({ ...at, start: at.start - 2, end: at.end + 1 }, path, offset)) ?? null;
}

function covers(at: Location, path: FilePath, offset: number): boolean {
  return at.file === path && at.start <= offset && offset <= at.end;
}

function textAt(project: Project, { file, start, end }: Location): string {
  return project.files.get(file)?.slice(start, end) ?? "";
}

/** Where a name stands as a whole word. */
function* wordsIn({ text }: SourceText, name: string): Generator<number> {
  for (const at of placesOf(name, text)) {
    if (!/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + name.length))) yield at;
  }
}

/** Whether the word at an offset is the name in `$NAME` or `${NAME…}`; a doubled dollar sign refers to nothing. */
function isReference({ text }: SourceText, start: number): boolean {
  let dollar = text.charAt(start - 1) === "{" ? start - 2 : start - 1;
  let dollars = 0;
  for (; text.charAt(dollar) === "$"; dollar -= 1) dollars += 1;
  return dollars % 2 === 1;
}

/** The name that `.env` sets at an offset; null where none does. */
export function statementNameAt(project: Project, path: FilePath, offset: number): string | null {
  for (const file of project.dotenv) {
    if (file.path !== path) continue;
    const found = file.statements.find(({ entry }) => entry.key.start <= offset && offset <= entry.key.end);
    if (found !== undefined) return found.name;
  }
  return null;
}
