import type { Location } from "../base/text.js";
import type { Entry, Project, Service, Variable } from "../compose/types.js";
import { type FoldedLine, linesFoldedInto } from "../compose/written-lines.js";
import { variableNamed } from "../plausible/tables/variables.js";
import { textAt } from "./references.js";

/** An entry of `environment` that sets something else than the variable of Plausible's that it was meant for. */
export interface MalformedEntry {
  /**
   * `colon`: `- K:v`, a bare name to Compose; `no-blank`: `{K:v}`, the same in a map; `export`: `- export K=v`;
   * `folded`: a line without its own dash, which YAML folds into the entry above.
   */
  readonly kind: "colon" | "no-blank" | "export" | "folded";
  /** The names that were meant, and are not set. */
  readonly names: readonly string[];
  /** What Compose makes of the entry. */
  readonly variable: Variable;
  /** The text at fault. */
  readonly at: Location;
}

/** The malformed entries of a service, in its own text and in what it merges. Env files have a grammar of their own. */
export function malformedEntries(project: Project, service: Service): MalformedEntry[] {
  const found: MalformedEntry[] = [];
  for (const [name, variable] of service.environment) {
    const { declared } = variable;
    if (declared.form === "env-line") continue;
    const entry = folded(project, declared) ?? misnamed(name, declared);
    if (entry !== null) found.push({ ...entry, variable });
  }
  return found;
}

type Misread = Omit<MalformedEntry, "variable">;

function misnamed(name: string, { form, flow, key, value }: Entry): Misread | null {
  const [, beforeColon] = /^([A-Z][A-Z0-9_]*)\s*:/.exec(name) ?? [];
  const whole = { ...key, end: Math.max(key.end, value?.file === key.file ? value.end : 0) };
  if (beforeColon !== undefined && variableNamed(beforeColon) !== null) {
    if (form === "list-item") return { kind: "colon", names: [beforeColon], at: whole };
    return flow && value === null ? { kind: "no-blank", names: [beforeColon], at: key } : null;
  }
  const [, exported] = /^(?:export|set|ENV|env|-e|--env)\s+([A-Z][A-Z0-9_]*)$/.exec(name) ?? [];
  if (exported === undefined || form !== "list-item" || variableNamed(exported) === null) return null;
  return { kind: "export", names: [exported], at: key };
}

/** The lines that were folded into an entry; null where none of them reads like an entry of a variable of Plausible's. */
export function foldedInto(project: Project, entry: Entry): readonly FoldedLine[] | null {
  return linesFoldedInto(project, entry, (name) => variableNamed(name) !== null);
}

function folded(project: Project, entry: Entry): Misread | null {
  const lines = foldedInto(project, entry);
  const first = lines?.[0];
  const last = lines?.at(-1);
  if (lines === null || first === undefined || last === undefined) return null;
  const own = /^([A-Z][A-Z0-9_]*)\s/.exec(textAt(project, entry.key))?.[1];
  const names = [...(own === undefined ? [] : [own]), ...lines.map(({ name }) => name)];
  return { kind: "folded", names, at: { file: entry.key.file, start: first.lead.end, end: last.end } };
}
