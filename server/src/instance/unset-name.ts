import type { Variable } from "../compose/types.js";
import type { PlausibleInstance } from "./plausible-instance.js";

/** Whether an entry is a bare name that no file sets: it hands on what the shell has, or nothing. */
export function isUnsetBareName(variable: Variable | undefined): boolean {
  return variable?.state === "unknown" && variable.composed === null && variable.unresolved.length > 0;
}

/**
 * Whether a bare name, which hands on what the shell or `.env` has, gets nothing from the files although they are there
 * to set such names: a `.env` or an env file of the service exists, and lacks it. The shell may still set it.
 */
export function isUnsetInFiles(view: PlausibleInstance, name: string): boolean {
  const variable = view.variable(name);
  if (variable.state !== "unknown" || variable.unseen === true || variable.secretFile !== undefined) return false;
  if (!isUnsetBareName(variable) || asksForMissingDotenv(view)) return false;
  const { project, service } = view;
  // What an env file sets is only hidden by the bare name, which is another mistake.
  if (service.envFiles.some(({ statements }) => statements.some((one) => one.name === name))) return false;
  return [...project.dotenv, ...service.envFiles].some(({ state }) => state === "read");
}

/**
 * Whether a name is missing: `absent` where nothing brings it into the container, `unset` where a bare name finds nothing
 * in the files that are there to set it. Null: it is there, or may be.
 */
export function howMissing(view: PlausibleInstance, name: string): "absent" | "unset" | null {
  if (view.variable(name).state === "absent") return "absent";
  return isUnsetInFiles(view, name) ? "unset" : null;
}

/** Whether an `env_file` of the service asks for a `.env` that is not there: where the project runs, it may set any name. */
export function asksForMissingDotenv({ project, service }: Pick<PlausibleInstance, "project" | "service">): boolean {
  return service.envFiles.some(({ state, path }) => state === "missing" && project.dotenv.some((file) => file.path === path));
}
