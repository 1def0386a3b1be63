import type { Location as LspLocation } from "vscode-languageserver-types";
import type { FilePath, Location } from "../../base/text.js";
import type { Project, Service } from "../../compose/types.js";
import { referenceAt } from "../../compose/written-lines.js";
import type { Checked } from "../session/session.js";
import { statementNameAt, usesOf } from "./name-uses.js";
import type { Presentation } from "./presentation.js";

/**
 * Where the value comes from that stands under the cursor: from a name in `environment` and from `${NAME}` the line of
 * `.env` or the env file that gives it, and from there back; from an item of `env_file` and a secret the file. Empty where
 * nothing else gives it.
 */
export function definition(
  projects: readonly Checked[],
  path: FilePath,
  offset: number,
  present: Presentation,
): readonly LspLocation[] {
  const found = new Map<string, LspLocation>();
  for (const { analysis } of projects) {
    const { project, services } = analysis;
    const targets = [
      ...referenced(project, path, offset),
      ...services.flatMap(({ service }) => sourcesOf(service, (at) => covers(at, path, offset))),
    ];
    for (const target of targets) {
      if (covers(target, path, offset)) continue;
      const uri = present.uriOf(target.file);
      const range = present.rangeOf(project, target) ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
      found.set(`${uri}#${JSON.stringify(range)}`, { uri, range });
    }
  }
  return [...found.values()];
}

function covers(at: Location | null, path: FilePath, offset: number): boolean {
  return at !== null && at.file === path && at.start <= offset && offset <= at.end;
}

/**
 * The line that sets the name in the `${NAME}` or `$NAME` under the cursor, where a later line wins; from that line back to
 * all that take it.
 */
function referenced(project: Project, path: FilePath, offset: number): readonly Location[] {
  const name = referenceAt(project, path, offset);
  const statements = project.dotenv.flatMap((file) => file.statements);
  const setting = name === null ? undefined : statements.findLast((statement) => statement.name === name);
  if (setting !== undefined) return [setting.entry.at];
  const set = statementNameAt(project, path, offset);
  return set === null ? [] : usesOf(project, set).used;
}

function sourcesOf({ environment, envFiles, mounts }: Service, isHere: (at: Location | null) => boolean): readonly Location[] {
  return [
    ...[...environment.values()].flatMap(({ declared, origin }) => (isHere(declared.at) ? (origin.entry?.at ?? []) : [])),
    ...envFiles.flatMap(({ path, state, declared }) => (state !== "missing" && isHere(declared) ? wholeFile(path) : [])),
    ...[...mounts.values()].flatMap(({ at, declared }) => (isHere(declared) ? (at ?? []) : [])),
  ];
}

function wholeFile(file: FilePath): Location {
  return { file, start: 0, end: 0 };
}
