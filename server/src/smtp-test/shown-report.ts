import type { Message, Value } from "../base/messages.js";
import { once } from "../base/once.js";
import type { Project } from "../compose/types.js";
import { secretsOf } from "../secrets/secrets.js";
import type { Alternative, SearchReport } from "../smtp/verdict/search.js";
import type { Step } from "../smtp/verdict/steps.js";

/** Hides the secrets of a text that may quote any value of the project. */
export type Hide = (text: string) => string;

/** Hides the secrets of a project; they are looked for when the first text comes. */
export function hiderOf(project: Project): Hide {
  const hide = once(() => secretsOf(project).quoted);
  return (text) => hide()(text);
}

/**
 * A report as it may be shown. The talk masks what it knows to be the password; but host, sender and user name may be
 * made of other secrets of the project, and a server may repeat any of them.
 */
export function shownReport(report: SearchReport, hide: Hide): SearchReport {
  const { steps, verdict, transcript, search } = report;
  return {
    steps: steps.map((step) => shownStep(step, hide)),
    verdict: {
      ...verdict,
      advice: shownMessage(verdict.advice, hide),
      secondOpinion: verdict.secondOpinion === null ? null : shownMessage(verdict.secondOpinion, hide),
      logLine: verdict.logLine === null ? null : hide(verdict.logLine),
    },
    transcript: transcript.map(hide),
    search:
      search === null
        ? null
        : {
            ...search,
            alternatives: search.alternatives.map((alternative) => shownAlternative(alternative, hide)),
            best: search.best === null ? null : shownAlternative(search.best, hide),
          },
  };
}

export function shownStep(step: Step, hide: Hide): Step {
  return { ...step, detail: shownMessage(step.detail, hide) };
}

export function shownAlternative(alternative: Alternative, hide: Hide): Alternative {
  return { ...alternative, detail: shownMessage(alternative.detail, hide) };
}

/** A message with its values hidden; its own words stay. */
export function shownMessage({ template, values }: Message, hide: Hide): Message {
  const shown = Object.entries(values).map(([name, value]) => [name, shownValue(value, hide)] as const);
  return { template, values: Object.fromEntries(shown) };
}

function shownValue(value: Value, hide: Hide): Value {
  if (typeof value === "number") return value;
  if (typeof value === "string") return hide(value);
  return "template" in value ? shownMessage(value, hide) : value.map((part) => ({ ...part, text: hide(part.text) }));
}
