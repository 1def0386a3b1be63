import type { ProjectError } from "../../compose/types.js";

/** Why Compose refuses a project, as far as it matters to what is said of it. */
export type Cause =
  /** A `$` that begins nothing which Compose understands. */
  | { readonly kind: "dollar" }
  /** `${X:?…}` without X. */
  | { readonly kind: "required"; readonly name: string }
  /** A line of `.env` or an env file that cannot be read. */
  | { readonly kind: "env-line" }
  | { readonly kind: "missing-file" }
  | { readonly kind: "cycle" }
  /** A missing env file: `env-file-missing` speaks of it. */
  | { readonly kind: "missing-env-file" }
  /** Broken YAML. */
  | { readonly kind: "yaml" }
  /** What the schema forbids, names that do not exist, …: `error` has Compose's words. */
  | { readonly kind: "other" };

/** Read from Compose's own words, which an error carries. */
export function causeOf({ message, kind }: ProjectError): Cause {
  const required = /required variable (\S+) is missing a value/.exec(message);
  if (required !== null) return { kind: "required", name: required[1] ?? "" };
  if (/invalid interpolation format|Invalid template/i.test(message)) return { kind: "dollar" };
  if (/^env file .* not found/.test(message)) return { kind: "missing-env-file" };
  if (/^failed to (?:read|parse env_file) /.test(message) && kind === "syntax") return { kind: "env-line" };
  if (/^Circular reference|cycle/.test(message)) return { kind: "cycle" };
  if (/no such file or directory|couldn't find env file|is a directory$|permission denied/.test(message)) {
    return { kind: "missing-file" };
  }
  return { kind: kind === "syntax" ? "yaml" : "other" };
}
