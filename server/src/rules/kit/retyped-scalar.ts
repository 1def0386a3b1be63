import { resolvePlainScalar } from "../../compose/yaml/scalar.js";
import type { PlausibleInstance } from "../../instance/plausible-instance.js";
import { textAt } from "../../instance/references.js";
import type { ServiceVariable } from "../../instance/service-variable.js";

/** What YAML takes a plain scalar for. */
export type Retyped = "boolean" | "integer" | "float" | "timestamp";

/** How a value is written where that is not what the container gets; null where it is. */
export function retypedFrom(
  { project }: PlausibleInstance,
  variable: ServiceVariable,
): { readonly written: string; readonly value: string; readonly type: Retyped } | null {
  if (variable.state !== "value" || variable.secretFile !== undefined) return null;
  const { at, entry } = variable.origin;
  if (at === null || entry?.form !== "map-pair" || entry.quotes !== "none") return null;
  const written = textAt(project, at);
  const { type, text } = resolvePlainScalar(written);
  if (type === "string" || type === "null" || text === written || text !== variable.value) return null;
  return { written, value: text, type };
}
