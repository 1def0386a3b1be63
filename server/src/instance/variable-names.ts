import { nearest } from "../base/nearest.js";
import type { Entry, ValueVariable, Variable } from "../compose/types.js";
import { misnomerNamed } from "../plausible/tables/misnomers.js";
import type { VariableFact } from "../plausible/tables/variable-fact.js";
import { variableNamed, variables } from "../plausible/tables/variables.js";
import type { PlausibleInstance } from "./plausible-instance.js";
import { indexOf } from "./project-index.js";

/** Whether another service gets the same env file. */
export function isShared({ project, service }: PlausibleInstance, declared: Entry): boolean {
  if (declared.form !== "env-line") return false;
  return indexOf(project).isRead(declared.at.file, service.name);
}

/** Whether a command of the user's own speaks of the name: it may read what Plausible does not. */
export function isUsedByCommand({ service }: PlausibleInstance, name: string): boolean {
  return service.commandLine.some((text) => text.includes(name));
}

/**
 * The variables of Plausible's that are certainly set to something, in this service and for nobody else. A text of
 * nothing does neither good nor harm where nobody reads it.
 */
export function ownVariables(view: PlausibleInstance): { readonly fact: VariableFact; readonly variable: ValueVariable }[] {
  const found: { fact: VariableFact; variable: ValueVariable }[] = [];
  for (const [name, variable] of view.service.environment) {
    const fact = variableNamed(name);
    if (fact === null || variable.state !== "value" || variable.value === "") continue;
    if (isShared(view, variable.declared) || isUsedByCommand(view, name)) continue;
    found.push({ fact, variable });
  }
  return found;
}

const mailNames = variables.filter(({ mail }) => mail).map(({ name }) => name);

/** The variable of the environment that was meant to be another one: under a name that is none of Plausible's, and is to be renamed. */
export function misnamedFor({ service }: Pick<PlausibleInstance, "service">, meant: string): Variable | null {
  const isMail = variableNamed(meant)?.mail === true;
  for (const [name, variable] of service.environment) {
    if (variableNamed(name) !== null) continue;
    const misnomer = misnomerNamed(name);
    if ((misnomer === null ? nearest(name, isMail ? mailNames : [meant]) : misnomer.real) === meant) return variable;
  }
  return null;
}

/** Whether the environment has a variable under another name, which is no variable of Plausible's: that one is to be renamed. */
export function isMisnamed(view: PlausibleInstance, meant: string): boolean {
  return misnamedFor(view, meant) !== null;
}
