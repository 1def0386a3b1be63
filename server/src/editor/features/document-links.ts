import type { DocumentLink } from "vscode-languageserver-types";
import { isRuleId } from "../../base/ids.js";
import type { FilePath } from "../../base/text.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";

/** Links of a file: from an item of `env_file` to that file, and from a rule in a comment that suppresses it to its page. */
export function documentLinks(projects: readonly Checked[], path: FilePath, present: Presentation): DocumentLink[] {
  const links = new Map<string, DocumentLink>();
  for (const { analysis } of projects) {
    const { project, plausible, suppressions } = analysis;
    const add = (at: Parameters<Presentation["rangeOf"]>[1], target: string) => {
      const range = at.file === path ? present.rangeOf(project, at) : null;
      if (range !== null) links.set(JSON.stringify(range), { range, target });
    };
    for (const { envFiles } of plausible) {
      for (const { declared, state, path: file } of envFiles) {
        if (declared !== null && state !== "missing") add(declared, present.uriOf(file));
      }
    }
    const { docs } = present.facts;
    if (docs === null) continue;
    for (const { rules, places } of suppressions) {
      for (const [index, place] of places.entries()) {
        const id = rules[index];
        if (id !== undefined && isRuleId(id)) add(place, `${docs}${id}.md`);
      }
    }
  }
  return [...links.values()];
}
