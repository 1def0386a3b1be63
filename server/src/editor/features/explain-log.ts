import { type Language, type Message, type MessageTemplate, message, plainText } from "../../base/messages.js";
import { answersOf, type Explained, type ExplainedEntry, type Suspect } from "../../log/answer.js";
import { type LogReport, LogTally } from "../../log/tally.js";
import type { ExplainedLine, LogAnswer, LogExplanation } from "../../protocol.js";
import { noSecrets, secretsOf } from "../../secrets/secrets.js";
import { nameOf } from "../../smtp/verdict/causes.js";
import type { Checked } from "../session/session.js";
import type { Presentation } from "./presentation.js";

const texts = {
  noMail: { en: "No mail-related lines found.", "zh-cn": "未找到与邮件有关的内容。" },
  unknown: {
    en: "This text mentions mail but is not recognized.",
    "zh-cn": "这段文字与邮件有关，但无法识别。",
  },
  cut: {
    en: "Only the beginning of it was read: select the part with the error, and explain that.",
    "zh-cn": "只读取了开头：请选中含有错误的部分，再解释一次。",
  },
} satisfies Record<string, MessageTemplate>;

/** An editor sends what somebody selected; a whole log is for the command line. */
const longest = 5_000_000;

/**
 * Explains a log line, or several.
 *
 * @param service the service that wrote it; unless given, the only one of the projects
 */
export function explainLog(
  text: string,
  projects: readonly Checked[],
  service: string | null,
  present: Presentation,
): LogExplanation {
  const tally = new LogTally();
  tally.push(text.slice(0, longest));
  const log = tally.end();
  const whole = text.length <= longest ? log : { ...log, cutCount: log.cutCount + 1, cut: [...log.cut, log.lines] };
  return explainedLog(whole, projects, service, present);
}

/** The same of a log that was read piece by piece. */
export function explainedLog(
  log: LogReport,
  projects: readonly Checked[],
  service: string | null,
  present: Presentation,
): LogExplanation {
  const suspect = suspectOf(projects, service);
  const project = suspect?.view.project ?? null;
  const { quoted } = project === null ? noSecrets : secretsOf(project);
  const { language, docs } = present.facts;
  const say = (message: Message) => plainText(message, language, quoted);
  return {
    schemaVersion: 1,
    uri: suspect === null ? null : present.uriOf(suspect.view.service.nameAt.file),
    service: suspect?.view.service.name ?? null,
    answers: answersOf(log, suspect).map((answer) => ({
      ...explained(answer, say),
      alternatives: answer.alternatives.map((one) => explained(one, say)),
      logLine: quoted(answer.logLine),
      count: answer.count,
      line: answer.line,
      lastTime: answer.lastTime,
      finding: findingOf(answer, suspect, say, present),
      fixes: fixesOf(answer, suspect, say, present),
      docs: answer.page === null || docs === null ? null : new URL(`../${answer.page}`, docs).href,
    })),
    unknown: { count: log.unknownCount, lines: log.unknown },
    cut: { count: log.cutCount, lines: log.cut },
    summary: { lines: log.lines, answers: log.readings.length, more: log.more },
    message: log.readings.length > 0 ? null : nothing(log, language),
  };
}

/** The one service that a log can be of, with what the linter says of it. */
export function suspectOf(projects: readonly Checked[], service: string | null): Suspect | null {
  const all = projects.flatMap(({ analysis, findings }) => {
    const ofRules = findings.filter((finding) => finding.rule !== null);
    return analysis.services.map((view) => ({ view, findings: ofRules }));
  });
  const wanted = service === null ? all : all.filter(({ view }) => view.service.name === service);
  // Services of two projects may be called the same; one that is in two projects stands in one place.
  const places = new Set(wanted.map(({ view }) => `${view.service.nameAt.file}:${view.service.nameAt.start}`));
  return places.size === 1 ? (wanted[0] ?? null) : null;
}

function explained({ cause, rule, variable, variables, advice }: Explained, say: (message: Message) => string): ExplainedLine {
  const name = cause === null ? null : say(message(nameOf(cause)));
  return { cause, name, rule, variable, variables, advice: say(advice) };
}

function findingOf(
  { finding }: ExplainedEntry,
  suspect: Suspect | null,
  say: (message: Message) => string,
  present: Presentation,
): LogAnswer["finding"] {
  if (finding === null || suspect === null) return null;
  const range = present.rangeOf(suspect.view.project, finding.at);
  return range === null
    ? null
    : { uri: present.uriOf(finding.at.file), range, rule: finding.rule, message: say(finding.message) };
}

function fixesOf(
  { fixes }: ExplainedEntry,
  suspect: Suspect | null,
  say: (message: Message) => string,
  present: Presentation,
): LogAnswer["fixes"] {
  if (suspect === null) return [];
  return fixes.flatMap(({ title, edits, freshKey }) => {
    if (freshKey !== undefined) return []; // offered at its line alone, where the key is made when it is asked for
    const edit = present.workspaceEdit(suspect.view.project, edits);
    return edit === null ? [] : [{ title: say(title), edit }];
  });
}

function nothing({ unknownCount, cutCount }: LogReport, language: Language): string {
  const said = [unknownCount > 0 ? texts.unknown : texts.noMail, ...(cutCount > 0 ? [texts.cut] : [])];
  return said.map((text) => text[language]).join(language === "en" ? " " : "");
}
