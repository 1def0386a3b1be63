import type { Location } from "../base/text.js";
import type { Entry, Project, Service, Variable } from "../compose/types.js";
import { type FoldedEntry, foldedEntry, type MisnamedEntry, misnamedEntry } from "../compose/written-lines.js";
import { variableNamed } from "../plausible/tables/variables.js";

/** An entry of `environment` that sets something else than the variable of Plausible's that it was meant for. */
export type MalformedEntry = {
  /** The names that were meant, and are not set. */
  readonly names: readonly string[];
  /** What Compose makes of the entry. */
  readonly variable: Variable;
  /** The text at fault. */
  readonly at: Location;
} & (
  | { readonly kind: MisnamedEntry["kind"]; readonly misnamed: MisnamedEntry }
  /** A line without its own dash, which YAML folds into the entry above. */
  | { readonly kind: "folded"; readonly folded: FoldedEntry }
);

/** The malformed entries of a service, in its own text and in what it merges. Env files have a grammar of their own. */
export function malformedEntries(project: Project, service: Service): MalformedEntry[] {
  const found: MalformedEntry[] = [];
  for (const [name, variable] of service.environment) {
    const { declared } = variable;
    if (declared.form === "env-line") continue;
    const folded = foldedInto(project, declared);
    const misnamed = folded === null ? misnamedEntry(name, declared) : null;
    if (folded !== null) {
      const names = [...(folded.isLost ? [folded.upper] : []), ...folded.lines.map((line) => line.name)];
      found.push({ kind: "folded", names, variable, at: folded.at, folded });
    } else if (misnamed !== null && variableNamed(misnamed.name) !== null) {
      found.push({ kind: misnamed.kind, names: [misnamed.name], variable, at: misnamed.at, misnamed });
    }
  }
  return found;
}

/** What was folded into an entry; null where that does not read like entries of variables of Plausible's. */
export function foldedInto(project: Project, entry: Entry): FoldedEntry | null {
  return foldedEntry(project, entry, (name) => variableNamed(name) !== null);
}
