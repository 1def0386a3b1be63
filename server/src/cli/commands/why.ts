import { type Command, InvalidArgumentError, Option } from "commander";
import { isLogTime } from "../../containers/command-lines.js";
import { answersOf, type Suspect } from "../../log/answer.js";
import { type LogReport, LogTally } from "../../log/tally.js";
import { secretsOf } from "../../secrets/secrets.js";
import { CannotWork, type ExitStatus, type Io, type Surroundings } from "../io.js";
import { say } from "../messages.js";
import { type ChosenProject, chooseProject, errorWords } from "../project.js";
import { cannot, reasonOf } from "../refusals.js";
import { rateOf } from "../reporters/hours-picture.js";
import { whyFailure, whyJson } from "../reporters/why-json.js";
import { whyText } from "../reporters/why-text.js";
import { addProjectFlags, type ProjectFlags } from "../request.js";
import { addRunningFlags, type RunningFlags } from "../running.js";
import { suspectNamed } from "../suspect.js";
import type { WhyReport } from "../why-report.js";
import { type CommonFlags, newCommand, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import { namesOf, refuseSeveral, serviceNamed } from "./service.js";

interface WhyFlags extends CommonFlags, ProjectFlags, RunningFlags {
  readonly service?: string;
  readonly running?: boolean;
  readonly since?: string;
  readonly follow?: boolean;
  readonly failOn?: FailOn;
  readonly format: "text" | "json";
}

/** `plausible-mail why [FILE|-]`: what a failed mail in Plausible's log comes from, and what to change. */
export function whyCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return addRunningFlags(addProjectFlags(newCommand("why")))
    .summary("explain the mail failures in Plausible's log")
    .description(
      "Explains the mail failures in Plausible's log, or in a line of it: cause, variable, fix.\n" +
        "With a compose project (-f, or the one of this folder), also the line to change.\n" +
        "Exit status: 0 no mail-related lines, 1 failures explained, 2 not recognized or not readable.",
    )
    .argument("[file]", "a log file, or - for standard input (default)")
    .option("--service <name>", "the Plausible service that wrote the log (needed when there are several)")
    .option("--running", "the log of the container that runs now, through docker compose")
    .option("--since <time>", "with --running: only from then on, such as 1h or 2026-11-30T10:00:00", sinceTime)
    .option("--follow", "with --running: go on reading as it grows, until Ctrl-C")
    .option("--fail-on <count|rate%>", "exit with 1 only from this many failures on, or this share of all emails", failOn)
    .addOption(new Option("--format <format>", "output on stdout").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nFor example: docker compose logs plausible | plausible-mail why")
    .action(async (file: string | undefined, flags: WhyFlags) => done(await why(file, flags, io)));
}

async function why(file: string | undefined, flags: WhyFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags, whyFailure, io, async () => {
    const surroundings = surroundingsOf(flags, io);
    const fromStdin = file === undefined || file === "-";
    if (fromStdin && flags.file?.includes("-") === true) throw cannot("stdinTwiceLog");
    refuseWithoutRunning(flags, file);
    const chosen = await projectAtHand(flags, surroundings, io);
    const log =
      flags.running === true
        ? await runningLog(chosen, flags, surroundings, io)
        : await readLog(fromStdin ? null : file, sourceFilter(chosen, flags.service), surroundings, io);
    if (typeof log === "number") return log;
    // A container that has logged nothing since then has nothing to tell; an empty file is a mistake.
    if (log.lines === 0 && flags.running !== true) throw cannot("emptyLog");
    const suspect = chosen === null ? null : suspectOf(chosen, flags.service, surroundings, io);
    const secrets = chosen === null ? null : secretsOf(chosen.project);
    const report: WhyReport = { log, answers: answersOf(log, suspect), suspect, secrets };
    if (flags.format === "json") io.stdout.write(`${JSON.stringify(whyJson(report, surroundings.language, io.cwd), null, 2)}\n`);
    else whyText(report, surroundings, io);
    if (report.answers.length > 0) return isBelow(log, flags.failOn, surroundings, io) ? 0 : 1;
    return log.unknownCount > 0 ? 2 : 0;
  });
}

/** From how many failures on the status is 1: a number of them, or their share of all emails in percent. */
type FailOn = { readonly kind: "count" | "rate"; readonly least: number };

function failOn(value: string): FailOn {
  const [, number = "", sign] = /^(\d+(?:\.\d+)?)(%)?$/.exec(value) ?? [];
  const least = Number(number);
  if (number === "" || least <= 0 || (sign === undefined && !Number.isInteger(least)) || (sign === "%" && least > 100))
    throw new InvalidArgumentError("Expected a number of failures, such as 5, or a share of all emails, such as 20%.");
  return { kind: sign === undefined ? "count" : "rate", least };
}

/** Whether fewer emails failed than the flag tolerates. */
function isBelow(
  { failures, attempts }: LogReport,
  flag: FailOn | undefined,
  { language, quiet }: Surroundings,
  io: Io,
): boolean {
  if (flag === undefined) return false;
  if (flag.kind === "count") return failures < flag.least;
  if (attempts !== null) return rateOf(failures, attempts) < flag.least;
  if (!quiet) io.stderr.write(`${say(language, "rateUnknown")}\n`);
  return false;
}

/** A duration or a time as Docker takes it. */
function sinceTime(value: string): string {
  if (!isLogTime(value))
    throw new InvalidArgumentError("Expected a duration such as 90m or 24h, or a time such as 2026-11-30T10:00:00.");
  return value;
}

function refuseWithoutRunning(flags: WhyFlags, file: string | undefined): void {
  if (flags.running === true) {
    if (file !== undefined) throw cannot("logOrRunning");
    return;
  }
  const lonely = (["since", "follow", "dryRun"] as const).find((flag) => flags[flag] !== undefined);
  if (lonely !== undefined) throw cannot("needsRunning", { flag: lonely === "dryRun" ? "--dry-run" : `--${lonely}` });
}

/** The log of the container that runs; a status where there is nothing to explain. */
async function runningLog(
  chosen: ChosenProject | null,
  flags: WhyFlags,
  surroundings: Surroundings,
  io: Io,
): Promise<LogReport | ExitStatus> {
  if (chosen === null) throw cannot("runningNeedsFiles");
  const all = [...chosen.plausible, ...chosen.inactive];
  if (flags.service === undefined) refuseSeveral(chosen);
  const composed = flags.service === undefined ? all[0] : serviceNamed(chosen, flags.service);
  if (composed === undefined) throw cannot("noneOfPlausible");
  const { logOfRunning } = await import("../log-running.js");
  return logOfRunning(composed, flags, surroundings, io);
}

async function readLog(
  file: string | null,
  isWanted: (source: string) => boolean,
  { language, quiet }: Surroundings,
  io: Io,
): Promise<LogReport> {
  const tally = new LogTally(isWanted);
  if (file === null && io.ask !== null && !quiet) io.stderr.write(`${say(language, "askLog")}\n`);
  try {
    // Ctrl-C ends a log that is being followed: what was read is explained.
    for await (const piece of io.pieces(file === null ? null : io.absolute(file), io.interruptible())) tally.push(piece);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // Somebody gave the line itself, which may have anything in it.
    if (file !== null && /\s\S+\s/.test(file)) throw cannot("lineAsFile", { reason });
    throw cannot("logUnreadable", { file: file ?? reasonOf("standardInput"), reason });
  }
  return tally.end();
}

/** The project that was asked for, else the one of this folder; a log can be explained without one. */
async function projectAtHand(flags: WhyFlags, { language, quiet }: Surroundings, io: Io): Promise<ChosenProject | null> {
  const asked = flags.file !== undefined || flags.service !== undefined || flags.projectDirectory !== undefined;
  try {
    const chosen = await chooseProject(flags, undefined, io);
    if (chosen.plausible.length + chosen.inactive.length > 0) return chosen;
    const [refusal] = chosen.project.errors;
    if (refusal !== undefined)
      throw new CannotWork(secretsOf(chosen.project).quoted(errorWords(chosen.project, io.cwd).line(refusal)));
    if (asked) throw cannot("noneOfPlausible");
  } catch (error) {
    if (asked || !(error instanceof CannotWork)) throw error;
    const isThere = error.message === error.compose; // else there is simply no compose file
    if (isThere && !quiet) io.stderr.write(`${say(language, "withoutFiles", { reason: error.in(language) })}\n\n`);
  }
  return null;
}

/** The one service that the log can be of, and what the linter says of it. */
function suspectOf(
  { project, plausible, inactive }: ChosenProject,
  name: string | undefined,
  { language, quiet }: Surroundings,
  io: Io,
): Suspect | null {
  const all = [...plausible, ...inactive];
  const wanted = name === undefined ? plausible : all.filter(({ service }) => service.name === name);
  if (name !== undefined && wanted.length === 0) throw cannot("noPlausibleService", { name, all: namesOf(all) });
  const [first, second] = wanted;
  if (first === undefined || second !== undefined) {
    const reason = reasonOf("severalServices", { all: namesOf(all) });
    if (second !== undefined && !quiet) io.stderr.write(`${say(language, "withoutFiles", { reason })}\n\n`);
    return null;
  }
  return suspectNamed({ project }, first.service.name, io);
}

/** With `--service`, lines under the name of another service of the project do not count. */
function sourceFilter(chosen: ChosenProject | null, name: string | undefined): (source: string) => boolean {
  if (chosen === null || name === undefined) return () => true;
  const others = chosen.project.services.filter((service) => service.name !== name);
  return (source) => isNameOf(name, source) || !others.some((other) => isNameOf(other.name, source));
}

/** `plausible-1`, `plausible_1`, `stats-plausible-1`. */
function isNameOf(service: string, container: string): boolean {
  const bare = container.replace(/[-_]\d+$/, "");
  return bare === service || bare.endsWith(`-${service}`) || bare.endsWith(`_${service}`);
}
