import { type Command, Option } from "commander";
import { isAtLeast, type Severity, severities } from "../../rules/kit/severity.js";
import type { ExitStatus, Io } from "../io.js";
import { type LintTargets, lintTargets } from "../lint-run.js";
import { lintJson } from "../reporters/lint-json.js";
import { lintPretty } from "../reporters/lint-pretty.js";
import { containerHelp, imageHelp, repeatable } from "../request.js";
import { type CommonFlags, newCommand, surroundingsOf } from "./command.js";

interface LintFlags extends CommonFlags, LintTargets {
  readonly format: "pretty" | "json";
  readonly failOn: Severity;
}

/** `plausible-mail lint [PATH…]`: findings in compose files and in the env files that they read. */
export function lintCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return newCommand("lint")
    .summary("find mistakes in compose and env files")
    .description("Finds mistakes in Plausible's mail settings, in compose files and the env files that they read.")
    .argument("[path...]", "compose files, env files, folders to search, or - for standard input (default: this folder)")
    .addOption(new Option("--format <format>", "output on stdout").choices(["pretty", "json"]).default("pretty"))
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(severities).default("error"))
    .option("--stdin-filename <file>", "the name that standard input stands for")
    .option("--env-file <file>", "instead of .env (repeatable)", repeatable)
    .option("--container <file>", containerHelp)
    .option("--image <tag|image>", imageHelp)
    .option("--no-process-env", "ignore the variables of this shell")
    .action(async (paths: string[], flags: LintFlags) => done(await lint(paths, flags, io)));
}

async function lint(paths: readonly string[], flags: LintFlags, io: Io): Promise<ExitStatus> {
  const surroundings = surroundingsOf(flags, io);
  const report = await lintTargets(paths, flags, surroundings.language, io);
  if (flags.format === "json") io.stdout.write(`${JSON.stringify(lintJson(report, surroundings.language, io.cwd), null, 2)}\n`);
  else lintPretty(report, surroundings, io);
  if (!surroundings.quiet) for (const note of report.notes) io.stderr.write(`${note}\n`);
  for (const failure of report.failures) io.stderr.write(`plausible-mail: ${failure}\n`);
  if (report.failures.length > 0) return 2;
  return report.findings.some(({ finding }) => isAtLeast(finding.severity, flags.failOn)) ? 1 : 0;
}
