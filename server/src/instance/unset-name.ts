import type { PlausibleInstance } from "./plausible-instance.js";

/**
 * Whether a bare name, which hands on what the shell or `.env` has, gets nothing from the files although they are there
 * to set such names: a `.env` or an env file of the service exists, and lacks it. The shell may still set it.
 */
export function isUnsetInFiles(view: PlausibleInstance, name: string): boolean {
  const variable = view.variable(name);
  if (variable.state !== "unknown" || variable.unseen === true || variable.secretFile !== undefined) return false;
  if (variable.composed !== null || variable.unresolved.length === 0) return false;
  const { project, service } = view;
  return [...project.dotenv, ...service.envFiles].some(({ state }) => state === "read");
}
