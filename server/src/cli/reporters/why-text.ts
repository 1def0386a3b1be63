import pc from "picocolors";
import { type Message, quotedText } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import type { Explained, ExplainedEntry } from "../../log/answer.js";
import { nameOf } from "../../smtp/verdict/causes.js";
import type { Io, Surroundings } from "../io.js";
import { count, say } from "../messages.js";
import { changedLines } from "../terminal/changed-lines.js";
import { pad, printable, width, wrap } from "../terminal/text.js";
import type { WhyReport } from "../why-report.js";
import { hoursPicture } from "./hours-picture.js";

/** Each thing that the log says of mail: where, the line, what it comes from, what to do, and the lines to change. */
export function whyText(report: WhyReport, { language, colour, quiet }: Surroundings, io: Io): void {
  const { log, answers, suspect, secrets } = report;
  const colours = pc.createColors(colour.stdout);
  const columns = Math.min(io.stdout.columns, 100);
  const shown = (text: string) => printable(secrets?.quoted(text) ?? text);
  const sayIt = (message: Message) => shown(quotedText(message, language));
  const line = (text = "") => io.stdout.write(`${text}\n`);

  const label = (name: string) => colours.dim(pad(name, labels));
  const labels = Math.max(
    ...(["why", "variable", "rule", "advice", "orElse", "inYourFiles", "fix"] as const).map((key) => width(say(language, key))),
  );
  const row = (name: string, text: string) => {
    for (const [index, part] of wrap(text, columns - labels - 4).entries()) line(`  ${label(index === 0 ? name : "")}  ${part}`);
  };

  const explain = (one: Explained) => {
    row(say(language, "why"), one.cause === null ? say(language, "causeNotTold") : nameOf(one.cause)[language]);
    if (one.variables.length > 0) row(say(language, "variable"), one.variables.join(", "));
    if (one.rule !== null) row(say(language, "rule"), one.rule);
    row(say(language, "advice"), sayIt(one.advice));
  };
  const files = suspect?.view.project.files ?? new Map();
  const fixes = ({ finding, fixes: [fix] }: ExplainedEntry) => {
    if (finding !== null) {
      const { line: at, character } = files.get(finding.at.file)?.positionAt(finding.at.start) ?? { line: 0, character: 0 };
      const place = `${relativePath(io.cwd, finding.at.file)}:${at + 1}:${character + 1}`;
      row(say(language, "inYourFiles"), `${printable(place)}: ${sayIt(finding.message)}`);
    }
    if (fix === undefined) return;
    row(say(language, "fix"), sayIt(fix.title));
    if (secrets === null) return;
    for (const change of changedLines(fix.edits, files, secrets) ?? []) {
      line(`  ${label("")}  ${colours.dim(`${printable(relativePath(io.cwd, change.file))}:${change.line + 1}`)}`);
      for (const text of change.before) line(`  ${label("")}  ${colours.red(`- ${printable(text)}`)}`);
      for (const text of change.after) line(`  ${label("")}  ${colours.green(`+ ${printable(text)}`)}`);
    }
  };

  for (const answer of answers) {
    line(colours.bold(where(answer, language)));
    for (const text of wrap(shown(answer.logLine), columns - 2)) line(colours.red(`  ${text}`));
    explain(answer);
    for (const { cause, advice } of answer.alternatives) {
      const text = sayIt(advice);
      row(say(language, "orElse"), cause === null ? text : say(language, "namedCause", { cause: nameOf(cause)[language], text }));
    }
    fixes(answer);
    line();
  }
  if (answers.some(({ variables }) => variables.length > 0) && !quiet) {
    for (const text of wrap(say(language, "recreateAfter"), columns)) line(text);
  }
  if (log.failures > 1 && !quiet) for (const text of hoursPicture(log, language)) line(text);
  if (log.more > 0) line(say(language, "moreReadings", { n: log.more }));
  if (log.unknownCount > 0) {
    const numbers = log.unknown.join(", ") + (log.unknownCount > log.unknown.length ? " …" : "");
    for (const text of wrap(say(language, "unknownLines", { where: numbers }), columns)) line(text);
  } else if (answers.length === 0 && !quiet) {
    line(say(language, "noMailInLog", { lines: count(language, log.lines, "line", "lines") }));
  }
}

function where({ count: times, line, lastTime: time }: ExplainedEntry, language: Surroundings["language"]): string {
  const place = times === 1 ? say(language, "once", { line }) : say(language, "times", { n: times, line });
  return time === null ? place : say(language, times === 1 ? "atTime" : "lastTime", { where: place, time });
}
