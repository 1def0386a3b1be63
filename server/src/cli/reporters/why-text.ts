import pc from "picocolors";
import { type Message, quotedText } from "../../base/messages.js";
import { relativePath } from "../../base/paths.js";
import type { ExplainedEntry } from "../../log/answer.js";
import { nameOf } from "../../smtp/verdict/causes.js";
import type { Io, Surroundings } from "../io.js";
import { count, say } from "../messages.js";
import { changedLines } from "../terminal/changed-lines.js";
import { pad, printable, width, wrap } from "../terminal/text.js";
import type { WhyReport } from "../why-report.js";
import { hoursPicture } from "./hours-picture.js";

/** Each thing that the log says of mail: where, the line, what it comes from, what to do, and the lines to change. */
export function whyText(report: WhyReport, surroundings: Surroundings, io: Io): void {
  new WhyText(report, surroundings, io).write();
}

const labels = ["why", "variable", "rule", "advice", "orElse", "inYourFiles", "fix"] as const;

class WhyText {
  readonly #report: WhyReport;
  readonly #language: Surroundings["language"];
  readonly #quiet: boolean;
  readonly #io: Io;
  readonly #colours: ReturnType<typeof pc.createColors>;
  readonly #columns: number;
  /** Of the longest label. */
  readonly #labelWidth: number;

  constructor(report: WhyReport, { language, colour, quiet }: Surroundings, io: Io) {
    this.#report = report;
    this.#language = language;
    this.#quiet = quiet;
    this.#io = io;
    this.#colours = pc.createColors(colour.stdout);
    this.#columns = Math.min(io.stdout.columns, 100);
    this.#labelWidth = Math.max(...labels.map((key) => width(say(language, key))));
  }

  write(): void {
    const { log, answers } = this.#report;
    const language = this.#language;
    for (const answer of answers) this.#answer(answer);
    if (answers.some(({ variables }) => variables.length > 0) && !this.#quiet) this.#paragraph(say(language, "recreateAfter"));
    if (log.failures > 1 && !this.#quiet) for (const text of hoursPicture(log, language)) this.#line(text);
    if (log.more > 0) this.#line(say(language, "moreReadings", { n: log.more }));
    if (log.cutCount > 0) this.#paragraph(say(language, "cutLines", { where: numbers(log.cut, log.cutCount) }));
    if (log.unknownCount > 0) {
      this.#paragraph(say(language, "unknownLines", { where: numbers(log.unknown, log.unknownCount) }));
    } else if (answers.length === 0 && !this.#quiet) {
      this.#line(say(language, "noMailInLog", { lines: count(language, log.lines, "line", "lines") }));
    }
  }

  #answer(answer: ExplainedEntry): void {
    const language = this.#language;
    this.#line(this.#colours.bold(where(answer, language)));
    for (const text of wrap(this.#shown(answer.logLine), this.#columns - 2)) this.#line(this.#colours.red(`  ${text}`));
    this.#row("why", answer.cause === null ? say(language, "causeNotTold") : nameOf(answer.cause)[language]);
    if (answer.variables.length > 0) this.#row("variable", answer.variables.join(", "));
    if (answer.rule !== null) this.#row("rule", answer.rule);
    this.#row("advice", this.#say(answer.advice));
    for (const { cause, advice } of answer.alternatives) {
      const text = this.#say(advice);
      this.#row("orElse", cause === null ? text : say(language, "namedCause", { cause: nameOf(cause)[language], text }));
    }
    this.#finding(answer);
    this.#fix(answer);
    this.#line();
  }

  #finding({ finding }: ExplainedEntry): void {
    if (finding === null) return;
    const { line, character } = this.#files.get(finding.at.file)?.positionAt(finding.at.start) ?? { line: 0, character: 0 };
    const place = `${relativePath(this.#io.cwd, finding.at.file)}:${line + 1}:${character + 1}`;
    this.#row("inYourFiles", `${printable(place)}: ${this.#say(finding.message)}`);
  }

  #fix({ fixes: [fix] }: ExplainedEntry): void {
    if (fix === undefined) return;
    this.#row("fix", this.#say(fix.title));
    const { secrets } = this.#report;
    if (secrets === null) return;
    const { dim, green, red } = this.#colours;
    const indented = (text: string) => this.#line(`  ${this.#label("")}  ${text}`);
    for (const change of changedLines(fix.edits, this.#files, secrets) ?? []) {
      indented(dim(`${printable(relativePath(this.#io.cwd, change.file))}:${change.line + 1}`));
      for (const text of change.before) indented(red(`- ${printable(text)}`));
      for (const text of change.after) indented(green(`+ ${printable(text)}`));
    }
  }

  get #files() {
    return this.#report.suspect?.view.project.files ?? new Map();
  }

  #shown(text: string): string {
    return printable(this.#report.secrets?.quoted(text) ?? text);
  }

  #say(message: Message): string {
    return this.#shown(quotedText(message, this.#language));
  }

  #label(name: string): string {
    return this.#colours.dim(pad(name, this.#labelWidth));
  }

  /** A text behind its label. */
  #row(key: (typeof labels)[number], text: string): void {
    for (const [index, part] of wrap(text, this.#columns - this.#labelWidth - 4).entries()) {
      this.#line(`  ${this.#label(index === 0 ? say(this.#language, key) : "")}  ${part}`);
    }
  }

  #paragraph(text: string): void {
    for (const line of wrap(text, this.#columns)) this.#line(line);
  }

  #line(text = ""): void {
    this.#io.stdout.write(`${text}\n`);
  }
}

/** The numbers of lines, and whether there are more. */
function numbers(lines: readonly number[], count: number): string {
  return lines.join(", ") + (count > lines.length ? " …" : "");
}

function where({ count: times, line, lastTime: time }: ExplainedEntry, language: Surroundings["language"]): string {
  const place = times === 1 ? say(language, "once", { line }) : say(language, "times", { n: times, line });
  return time === null ? place : say(language, times === 1 ? "atTime" : "lastTime", { where: place, time });
}
