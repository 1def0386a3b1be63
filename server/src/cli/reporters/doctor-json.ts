import { type Language, plainText, textOf } from "../../base/messages.js";
import type { Diagnosis } from "../../doctor/diagnosis.js";
import type { CannotWork } from "../io.js";

/** `doctor --format json`, schema version 1. */
export function doctorJson({ service, release, steps, verdict }: Diagnosis, language: Language) {
  return {
    schemaVersion: 1,
    service,
    release,
    steps: steps.map(({ step, status, summary, lines, block, details }) => ({
      step,
      status,
      summary: plainText(summary, language),
      details: { ...details, lines: lines.map((line) => textOf(line, language)), ...(block === null ? {} : { text: block }) },
    })),
    verdict: {
      wouldDeliver: verdict.wouldDeliver,
      cause: verdict.cause,
      rule: verdict.rule,
      variable: verdict.variable,
      summary: textOf(verdict.summary, language),
      next: textOf(verdict.next, language),
    },
  };
}

/** The same shape where there is nothing to diagnose. */
export function doctorFailure({ message }: CannotWork) {
  return {
    schemaVersion: 1,
    service: null,
    release: null,
    steps: [],
    verdict: { wouldDeliver: null, cause: null, rule: null, variable: null, summary: message, next: message },
  };
}
