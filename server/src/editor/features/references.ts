import type { Location as LspLocation } from "vscode-languageserver-types";
import type { FilePath, Location } from "../../base/text.js";
import type { Project } from "../../compose/types.js";
import { referenceAt } from "../../compose/written-lines.js";
import type { Checked } from "../session/session.js";
import { bareNameAt, statementNameAt, usesOf } from "./name-uses.js";
import type { Presentation } from "./presentation.js";

/** The name of `.env` under the cursor: where it is set, in `${NAME}`, or as a bare name; null where none is. */
export function sharedNameAt(project: Project, path: FilePath, offset: number): string | null {
  return statementNameAt(project, path, offset) ?? referenceAt(project, path, offset) ?? bareNameAt(project, path, offset);
}

/** Every place of the name of `.env` under the cursor, in all projects that the file is part of. */
export function references(
  projects: readonly Checked[],
  path: FilePath,
  offset: number,
  withDeclaration: boolean,
  present: Presentation,
): LspLocation[] {
  const found = new Map<string, LspLocation>();
  for (const { analysis } of projects) {
    const { project, plausible } = analysis;
    if (plausible.length === 0) continue;
    const name = sharedNameAt(project, path, offset);
    if (name === null) continue;
    const { set, used } = usesOf(project, name);
    for (const at of withDeclaration ? [...set, ...used] : used) {
      const location = toLsp(project, at, present);
      if (location !== null) found.set(JSON.stringify(location), location);
    }
  }
  return [...found.values()];
}

export function toLsp(project: Project, at: Location, present: Presentation): LspLocation | null {
  const range = present.rangeOf(project, at);
  return range === null ? null : { uri: present.uriOf(at.file), range };
}
