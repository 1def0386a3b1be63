import { relativePath } from "../../base/paths.js";
import { type Baseline, baselineText, readBaseline, withoutKnown } from "../baseline.js";
import { withConfigFlags } from "../config.js";
import { CannotWork, type ExitStatus, type Io, type Surroundings } from "../io.js";
import type { LintReport } from "../lint-report.js";
import { failedReport, lintTargets } from "../lint-run.js";
import { count, say } from "../messages.js";
import { cannot } from "../refusals.js";
import { type LintOutput, outputNamed, rendered } from "../reporters/lint-output.js";
import { lintPretty } from "../reporters/lint-pretty.js";
import type { ReportContext } from "../reporters/report-context.js";
import { repositoryRoot } from "../reporters/report-places.js";
import { withStdin } from "../stdin.js";
import { ended, type LintFlags, statusOf } from "./lint-flags.js";

/** A report, and what fixes did or would do. */
interface Outcome {
  readonly report: LintReport;
  readonly outputs: readonly LintOutput[];
  readonly fixed: FixedJson | null;
}

/** In the JSON of `lint --fix` and `--fix-dry-run`. */
interface FixedJson {
  readonly written: boolean;
  readonly files: readonly string[];
  /** As `diff -u` shows it, secrets masked; null where it was written. */
  readonly diff: string | null;
}

/** `lint` with fixes, a baseline, flags above the configuration, and reports for other programs. */
export async function lintMore(
  paths: readonly string[],
  flags: LintFlags,
  surroundings: Surroundings,
  io: Io,
  version: string,
): Promise<ExitStatus> {
  const { report: found, outputs, fixed } = await outcomeOf(paths, flags, surroundings, io);
  const contextOf = (report: LintReport): ReportContext => ({
    io,
    surroundings,
    version,
    root: repositoryRoot(io),
    failOn: flags.failOn,
    status: statusOf(report, flags.failOn),
    more: fixed === null ? {} : { fixed },
  });
  const report = await writeOutputs(found, outputs, contextOf(found));
  const context = contextOf(report);
  if (fixed?.diff != null && flags.format === "pretty") {
    io.stdout.write(fixed.diff);
    const { colour, quiet } = surroundings;
    const below = { ...surroundings, colour: { ...colour, stdout: colour.stderr } };
    if (!quiet) lintPretty(report, below, { ...io, stdout: io.stderr });
  } else if (flags.format === "pretty") lintPretty(report, surroundings, io);
  else io.stdout.write(await rendered(flags.format, report, context));
  if (flags.format === "github") await appendSummary(report, context);
  return ended(report, flags.failOn, surroundings, io);
}

async function outcomeOf(paths: readonly string[], flags: LintFlags, surroundings: Surroundings, io: Io): Promise<Outcome> {
  const { language } = surroundings;
  let outputs: readonly LintOutput[] = [];
  try {
    outputs = (flags.output ?? []).map(outputNamed);
    refuseContradictions(paths, flags);
    const world = withConfigFlags(flags, io);
    const baseline = flags.baseline === undefined || flags.writeBaseline === true ? null : readBaseline(flags.baseline, io);
    const run = async (at: Io) => known(await lintTargets(paths, flags, language, at), baseline, surroundings);
    if (flags.fix === true || flags.fixDryRun === true) {
      const fixable = paths.includes("-") ? await stdinAsFile(run, flags, world) : { run, io: world };
      return { outputs, ...(await fix(fixable.run, flags, surroundings, fixable.io)) };
    }
    const report = await run(world);
    if (flags.writeBaseline !== true || flags.baseline === undefined) return { report, outputs, fixed: null };
    return { report: await writeBaseline(report, flags.baseline, surroundings, io), outputs, fixed: null };
  } catch (error) {
    if (!(error instanceof CannotWork)) throw error;
    return { report: failedReport(error.in(language)), outputs, fixed: null };
  }
}

/** Fixes are tried on texts of files, and what was read from standard input is one of them. */
async function stdinAsFile(run: (io: Io) => Promise<LintReport>, { stdinFilename = "<stdin>" }: LintFlags, outer: Io) {
  const path = outer.absolute(stdinFilename);
  const io = await withStdin(outer, path);
  const textIn = ({ files }: Io) => {
    const content = files.read(path);
    return content.kind === "text" ? content.text : "";
  };
  return { io, run: (at: Io) => run({ ...at, readStdin: async () => textIn(at) }) };
}

function refuseContradictions(paths: readonly string[], flags: LintFlags): void {
  if (flags.fix === true && flags.fixDryRun === true) throw cannot("fixOrDryRun");
  if (flags.fix === true && (paths.includes("-") || flags.container !== undefined)) throw cannot("fixNeedsFiles");
  if (flags.writeBaseline === true && flags.baseline === undefined) throw cannot("writeBaseline");
}

function known(report: LintReport, baseline: Baseline | null, { language }: Surroundings): LintReport {
  if (baseline === null) return report;
  const { report: rest, gone } = withoutKnown(report, baseline);
  if (gone === 0) return rest;
  return { ...rest, notes: [...rest.notes, count(language, gone, "baselineGone", "baselineGones")] };
}

/** The findings become known, so none of them is left to report. */
async function writeBaseline(report: LintReport, named: string, { language }: Surroundings, io: Io): Promise<LintReport> {
  if (report.failures.length > 0) return report; // half of the findings would make a baseline of them
  const path = io.absolute(named);
  await write(path, baselineText(report, path), io);
  const note = say(language, "baselineWritten", { file: relativePath(io.cwd, path), n: report.findings.length });
  return { ...report, findings: [], notes: [...report.notes, note] };
}

async function fix(
  run: (io: Io) => Promise<LintReport>,
  flags: LintFlags,
  { language }: Surroundings,
  io: Io,
): Promise<{ readonly report: LintReport; readonly fixed: FixedJson }> {
  const { fixAll, unchangeable, writeFixed } = await import("../lint-fix.js");
  const result = await fixAll(run, io);
  const files = result.changed.map(({ path }) => relativePath(io.cwd, path));
  const notes = [...result.report.notes];
  for (const reason of unchangeable(result.report, io)) notes.push(new CannotWork(reason).in(language));
  if (flags.fix === true) {
    await writeFixed(result, io);
    if (files.length > 0)
      notes.push(say(language, "fixedFiles", { files: files.join(say(language, "and")) }), say(language, "recreateAfter"));
    return { report: { ...result.report, notes }, fixed: { written: true, files, diff: null } };
  }
  const { text: diff, masked } = (await import("../reporters/fix-diff.js")).fixDiff(result, io.cwd);
  if (masked) notes.push(say(language, "diffMasked"));
  return { report: { ...result.report, notes }, fixed: { written: false, files, diff } };
}

/** Writes every report that `--output` names; one that cannot be written is a failure of the command. */
async function writeOutputs(report: LintReport, outputs: readonly LintOutput[], context: ReportContext): Promise<LintReport> {
  const { io, surroundings } = context;
  const failures: string[] = [];
  for (const { format, file } of outputs) {
    try {
      await write(io.absolute(file), await rendered(format, report, context), io);
    } catch (error) {
      if (!(error instanceof CannotWork)) throw error;
      failures.push(error.in(surroundings.language));
    }
  }
  return failures.length === 0 ? report : { ...report, failures: [...report.failures, ...failures] };
}

async function write(path: string, text: string, io: Io): Promise<void> {
  const writer = await io.writer();
  try {
    writer.write(path, text);
  } catch (error) {
    throw cannot("cannotWrite", { path: relativePath(io.cwd, path), reason: error instanceof Error ? error.message : "" });
  }
}

/** GitHub shows ten annotations of a kind for each step, but the whole of the step's summary. */
async function appendSummary(report: LintReport, context: ReportContext): Promise<void> {
  const { io } = context;
  const file = io.env.get("GITHUB_STEP_SUMMARY") ?? "";
  if (file === "") return;
  const { githubSummary } = await import("../reporters/lint-github.js");
  try {
    (await io.writer()).append(io.absolute(file), githubSummary(report, context));
  } catch (error) {
    io.stderr.write(`GITHUB_STEP_SUMMARY: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
