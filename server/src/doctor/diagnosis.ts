import type { RuleId } from "../base/ids.js";
import type { Message } from "../base/messages.js";
import type { Fix } from "../rules/kit/types.js";
import type { Cause } from "../smtp/verdict/causes.js";

/** The steps of a diagnosis, in their order. */
export const doctorSteps = [
  "project",
  "lint",
  "configuration",
  "running",
  "test",
  "network",
  "log",
  "invitation",
  "domain",
  "release",
] as const;
export type DoctorStepName = (typeof doctorSteps)[number];

export type DoctorStatus = "ok" | "failed" | "warning" | "unknown" | "skipped";

/** What one step came to. Everything in it may be shown: secrets are hidden. */
export interface DoctorStep {
  readonly step: DoctorStepName;
  readonly status: DoctorStatus;
  /** In one line. */
  readonly summary: Message;
  /** Further lines, such as each finding. */
  readonly lines: readonly Message[];
  /** A text to be shown as it is, such as a configuration; null: none. */
  readonly block: string | null;
  /** For programs, as JSON. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** What all steps come to. */
export interface DoctorVerdict {
  /** Null: it cannot be known. */
  readonly wouldDeliver: boolean | null;
  readonly cause: Cause | null;
  readonly rule: RuleId | null;
  readonly variable: string | null;
  readonly summary: Message;
  /** The one thing to do next. */
  readonly next: Message;
  /** The edit that it names; null: it is no edit. */
  readonly fix: Fix | null;
}

export interface Diagnosis {
  readonly service: string;
  readonly release: string;
  readonly steps: readonly DoctorStep[];
  readonly verdict: DoctorVerdict;
}
