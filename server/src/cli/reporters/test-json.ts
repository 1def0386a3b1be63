import { type Language, textOf } from "../../messages.js";
import type { TestReport } from "../../smtp/types.js";
import type { CannotWork } from "../io.js";

/** `test --format json`, schema version 1. */
export function testJson(service: string, { steps, verdict }: TestReport, language: Language) {
  return {
    schemaVersion: 1,
    service,
    ranOn: "host",
    steps: steps.map(({ step, status, ms, detail }) => ({ step, status, ms, detail: textOf(detail, language) })),
    verdict: {
      wouldDeliver: verdict.wouldDeliver,
      cause: verdict.cause,
      rule: verdict.rule,
      variable: verdict.variable,
      advice: textOf(verdict.advice, language),
      logLine: verdict.logLine,
      channel: verdict.channel,
      secondOpinion: verdict.secondOpinion === null ? null : textOf(verdict.secondOpinion, language),
    },
    alternatives: [],
  };
}

/** The same shape where nothing could be tested. */
export function testFailure({ message }: CannotWork) {
  const nothing = {
    wouldDeliver: null,
    cause: null,
    rule: null,
    variable: null,
    logLine: null,
    channel: null,
    secondOpinion: null,
  };
  return {
    schemaVersion: 1,
    service: null,
    ranOn: "host",
    steps: [],
    verdict: { ...nothing, advice: message },
    alternatives: [],
  };
}
