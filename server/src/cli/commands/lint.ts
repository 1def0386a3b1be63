import { type Command, Option } from "commander";
import { severities } from "../../rules/kit/severity.js";
import type { ExitStatus, Io } from "../io.js";
import { lintTargets } from "../lint-run.js";
import { lintJson } from "../reporters/lint-json.js";
import { lintPretty } from "../reporters/lint-pretty.js";
import { containerHelp, imageHelp, repeatable } from "../request.js";
import { newCommand, surroundingsOf } from "./command.js";
import { ended, type LintFlags } from "./lint-flags.js";

/** `plausible-mail lint [PATH…]`: findings in compose files and in the env files that they read. */
export function lintCommand(io: Io, done: (status: ExitStatus) => void, version: string): Command {
  return newCommand("lint")
    .summary("find mistakes in compose and env files")
    .description("Finds mistakes in Plausible's mail settings, in compose files and the env files that they read.")
    .argument("[path...]", "compose files, env files, folders to search, or - for standard input (default: this folder)")
    .addOption(
      new Option("--format <format>", "output on stdout")
        .choices(["pretty", "json", "sarif", "github", "junit", "gitlab"])
        .default("pretty"),
    )
    .option("-o, --output <file>", "write a report too: .sarif, .xml (JUnit), .json, or FORMAT:FILE (repeatable)", repeatable)
    .addOption(new Option("--fail-on <severity>", "exit with 1 from this severity on").choices(severities).default("error"))
    .option("--fix", "apply the fixes that need no decision, then report what remains")
    .option("--fix-dry-run", "show what --fix would change, as a diff; nothing is written")
    .option("--rule <rule=level>", "level of a rule: error, warning, info, hint or off (repeatable)", repeatable)
    .option("--ignore <rule>", "the same as --rule RULE=off (repeatable)", repeatable)
    .option("--config <file>", "this configuration instead of .plausible-mail.yml")
    .option("--no-inline-config", "report what comments in the files silence")
    .option("--baseline <file>", "don't report the findings that are listed there")
    .option("--write-baseline", "write the present findings to the file of --baseline")
    .option("--stdin-filename <file>", "the name that standard input stands for")
    .option("--env-file <file>", "instead of .env (repeatable)", repeatable)
    .option("--container <file>", containerHelp)
    .option("--image <tag|image>", imageHelp)
    .option("--no-process-env", "ignore the variables of this shell")
    .action(async (paths: string[], flags: LintFlags) => done(await lint(paths, flags, io, version)));
}

async function lint(paths: readonly string[], flags: LintFlags, io: Io, version: string): Promise<ExitStatus> {
  const surroundings = surroundingsOf(flags, io);
  if (!isPlain(flags)) return (await import("./lint-more.js")).lintMore(paths, flags, surroundings, io, version);
  const { language } = surroundings;
  const report = await lintTargets(paths, flags, language, io);
  if (flags.format === "json") io.stdout.write(`${JSON.stringify(lintJson(report, language, io.cwd), null, 2)}\n`);
  else lintPretty(report, surroundings, io);
  return ended(report, flags.failOn, surroundings, io);
}

/** Whether the flags ask for no more than a look, and a page or JSON of it: all else is loaded where it is wanted. */
function isPlain(flags: LintFlags): boolean {
  const { format, output, fix, fixDryRun, baseline, writeBaseline, config, rule, ignore, inlineConfig } = flags;
  const further = [output, fix, fixDryRun, baseline, writeBaseline, config, rule, ignore];
  return (format === "pretty" || format === "json") && inlineConfig && further.every((flag) => flag === undefined);
}
