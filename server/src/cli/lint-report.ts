import type { FilePath, SourceText } from "../base/text.js";
import type { Finding } from "../rules/kit/types.js";
import type { Secrets } from "../secrets/secrets.js";

/** The texts of a project, and what must not be shown of them. */
export interface LintedProject {
  readonly files: ReadonlyMap<FilePath, SourceText>;
  readonly secrets: () => Secrets;
}

/** A finding, and what is needed to show it. */
export interface ReportedFinding extends LintedProject {
  readonly finding: Finding;
}

/** What `lint` found; reporters print it. */
export interface LintReport {
  /** What was linted: compose projects, env files that belong to none, or a container. */
  readonly subject: "compose" | "env" | "container";
  /** By file and place. */
  readonly findings: readonly ReportedFinding[];
  /** The files of the subject that were read. */
  readonly files: number;
  /** Their paths, sorted. */
  readonly paths: readonly FilePath[];
  /** The projects with Plausible in them, or with findings: their texts, and what must not be shown of them. */
  readonly projects: readonly LintedProject[];
  /** Plausible services in them. */
  readonly services: number;
  /** Why some or all of the work could not be done, a line each; then the exit status is 2. */
  readonly failures: readonly string[];
  /** What else a reader should know, a line each. */
  readonly notes: readonly string[];
}
