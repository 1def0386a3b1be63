import type { Mount, Variable } from "../compose/types.js";

/**
 * A variable of a Plausible service. `absent`: no file brings it into the container, and nothing of the service is
 * unseen. A file in `CONFIG_DIR` comes before the environment where the release reads such files.
 */
export type ServiceVariable = EnvironmentVariable | SecretVariable | UnseenVariable | AbsentVariable;

export type EnvironmentVariable = Variable & { readonly secretFile?: never; readonly unseen?: never };

export interface AbsentVariable {
  readonly state: "absent";
  readonly name: string;
}

/** A variable that a file in `CONFIG_DIR` gives. It wins over the environment. */
export interface SecretVariable {
  readonly state: "value" | "unknown";
  readonly name: string;
  /** The file's content as the release reads it (trimmed where it trims); null when unknown. */
  readonly value: string | null;
  readonly secretFile: Pick<Mount, "at" | "declared" | "found">;
  readonly unseen?: never;
}

/** Nothing that we see brings the name in, but something of the service is unseen: an env file that is missing, say. */
export interface UnseenVariable {
  readonly state: "unknown";
  readonly name: string;
  readonly value: null;
  readonly unseen: true;
  readonly secretFile?: never;
}

/** A variable of which a place can be shown. */
export type PlacedVariable = EnvironmentVariable | SecretVariable;

/** Whether something stands in a file for it, so that a place can be shown. */
export function isPlaced(variable: ServiceVariable): variable is PlacedVariable {
  return variable.state !== "absent" && variable.unseen !== true;
}
