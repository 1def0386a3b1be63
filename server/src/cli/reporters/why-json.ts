import { type Language, type Message, textOf } from "../../base/messages.js";
import type { FilePath } from "../../base/text.js";
import type { Explained, ExplainedEntry } from "../../log/answer.js";
import type { CannotWork } from "../io.js";
import type { WhyReport } from "../why-report.js";
import { jsonPlace } from "./lint-json.js";

/** `why --format json`, schema version 1. */
export function whyJson({ log, answers, suspect, secrets }: WhyReport, language: Language, cwd: FilePath) {
  const shown = (text: string) => secrets?.quoted(text) ?? text;
  const say = (message: Message) => shown(textOf(message, language));
  const explained = ({ cause, rule, variable, variables, advice }: Explained) => ({
    cause,
    rule,
    variable,
    variables,
    advice: say(advice),
  });
  const files = suspect?.view.project.files ?? new Map();
  const fixesOf = ({ fixes }: ExplainedEntry) =>
    fixes.flatMap(({ title, edits, automatic }, index) => {
      const safe = secrets?.edits(edits, files) ?? null;
      if (safe === null) return [];
      return [
        {
          title: say(title),
          preferred: index === 0 && automatic,
          edits: safe.map((edit) => ({ ...jsonPlace(edit, files, cwd), newText: edit.newText })),
        },
      ];
    });
  return {
    schemaVersion: 1,
    service: suspect?.view.service.name ?? null,
    answers: answers.map((answer) => ({
      ...explained(answer),
      alternatives: answer.alternatives.map(explained),
      logLine: shown(answer.logLine),
      count: answer.count,
      line: answer.line,
      lastTime: answer.lastTime,
      finding:
        answer.finding === null
          ? null
          : { rule: answer.finding.rule, message: say(answer.finding.message), ...jsonPlace(answer.finding.at, files, cwd) },
      fixes: fixesOf(answer),
      docs: answer.page === null ? null : `docs/${answer.page}`,
    })),
    unknown: { count: log.unknownCount, lines: log.unknown },
    ...(log.cutCount > 0 ? { cut: { count: log.cutCount, lines: log.cut } } : {}),
    summary: summaryOf(log, answers.length),
    failure: null,
  };
}

function summaryOf({ lines, more, failures, attempts, hours }: WhyReport["log"], answers: number) {
  return { lines, answers, more, failures, attempts, hours };
}

/** The same shape where nothing could be read. */
export function whyFailure({ message }: CannotWork) {
  return {
    schemaVersion: 1,
    service: null,
    answers: [],
    unknown: { count: 0, lines: [] },
    summary: { lines: 0, answers: 0, more: 0, failures: 0, attempts: null, hours: [] },
    failure: message,
  };
}
