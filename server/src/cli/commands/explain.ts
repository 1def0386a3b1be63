import { type Command, Option } from "commander";
import { listed } from "../../base/messages.js";
import { baseOf } from "../../base/paths.js";
import { type Comparison, compareContainer } from "../../containers/compare-mailer.js";
import { type RunningComparison, sameAsRunning } from "../../containers/compare-running.js";
import type { ComposedService } from "../../instance/composed.js";
import type { Secrets } from "../../secrets/secrets.js";
import { asImage } from "../as-image.js";
import { readContainer } from "../compare.js";
import type { Asides } from "../explain-extras.js";
import type { ExitStatus, Io } from "../io.js";
import { say } from "../messages.js";
import { type ChosenProject, chooseProject, errorWords } from "../project.js";
import { cannot } from "../refusals.js";
import { explainElixir } from "../reporters/explain-elixir.js";
import { explainFailure, explainJson } from "../reporters/explain-json.js";
import { explainText } from "../reporters/explain-text.js";
import { addContainerFlags, addProjectFlags, type ProjectFlags } from "../request.js";
import { addRunningFlags, type RunningFlags } from "../running.js";
import { type CommonFlags, newCommand, secretsFor, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import { refuseSeveral, serviceNamed } from "./service.js";

interface ExplainFlags extends CommonFlags, ProjectFlags, RunningFlags {
  readonly format: "text" | "json" | "elixir";
  readonly as?: string;
  readonly compare?: string;
  readonly compareRunning?: boolean;
  readonly service?: string;
  readonly allServices?: boolean;
  readonly showSecrets?: boolean;
}

const compareHelp = `
--format elixir prints the mail configuration as the container does for
  docker compose exec plausible /app/bin/plausible rpc \\
    'IO.inspect(Application.get_env(:plausible, Plausible.Mailer))'
and --compare reads the output of that call (status 1: they differ).`;

/** `plausible-mail explain [PATH]`: what the container gets, and what Plausible makes of it. */
export function explainCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return addRunningFlags(addContainerFlags(addProjectFlags(newCommand("explain"))))
    .summary("show what the container gets, and how Plausible reads it")
    .description("Shows what Docker Compose would put into each Plausible container, and how Plausible would read it.")
    .argument("[path]", "a compose file, or a folder (default: this one)")
    .option("--service <name>", "only this Plausible service (needed for --compare when there are several)")
    .option("--all-services", "the environment of every other active service too")
    .option("--show-secrets", "show passwords and keys instead of *** (a terminal asks first)")
    .addOption(new Option("--format <format>", "output on stdout").choices(["text", "json", "elixir"]).default("text"))
    .option("--as <tag|image>", "answer as if this release or image ran, and list what changes")
    .option("--compare <file>", "compare with a container: what the call below prints there (-: standard input)")
    .option("--compare-running", "compare with the container that runs now, through docker compose")
    .addHelpText("after", compareHelp)
    .action(async (path: string | undefined, flags: ExplainFlags) => done(await explain(path, flags, io)));
}

async function explain(path: string | undefined, flags: ExplainFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags, explainFailure, io, async () => {
    const { language, colour, quiet } = surroundingsOf(flags, io);
    const { format } = flags;
    refuseTogether(flags);
    if (flags.compare !== undefined && format === "elixir") throw cannot("compareFormat");
    if (flags.compareRunning === true && format === "elixir") throw cannot("compareFormat");
    if (flags.compare === "-" && (path === "-" || flags.file?.includes("-") === true)) throw cannot("stdinTwiceCompare");
    const found = chosenService(await chooseProject(flags, path, io), flags);
    const { as } = flags;
    const others = as === undefined ? [] : found.plausible.map((composed) => asImage(composed, as, found.known));
    const chosen = as === undefined ? found : { ...found, plausible: others.map(({ composed }) => composed) };
    const secrets = await secretsFor(chosen.project, flags.showSecrets, language, io);
    const running = flags.compareRunning === true ? await runningOf(chosen, flags, secrets, io) : null;
    if (typeof running === "number") return running;
    const container = flags.compare === undefined ? null : await readContainer(flags.compare, io);
    const aside: Asides = {
      otherImages: new Map(others.map((other) => [other.composed, other])),
      comparisons:
        running ??
        new Map(
          container === null
            ? []
            : chosen.plausible.map((composed) => [composed, compareContainer(composed, container, secrets)]),
        ),
    };
    const rest = flags.allServices === true ? chosen.others : [];
    if (format === "json") {
      io.stdout.write(`${JSON.stringify(explainJson(chosen, rest, aside, secrets, language, io.cwd), null, 2)}\n`);
    } else if (chosen.project.errors.length === 0) {
      if (format === "elixir") explainElixir(chosen.plausible, secrets, io.stdout);
      else explainText(chosen, rest, aside, secrets, { language, colour, quiet }, io);
    }
    const words = errorWords(chosen.project, io.cwd);
    for (const error of chosen.project.errors) io.stderr.write(`plausible-mail: ${secrets.quoted(words.line(error))}\n`);
    if (chosen.project.errors.length > 0) return 2;
    if (!quiet) {
      for (const { service } of chosen.inactive) {
        io.stderr.write(`${say(language, "inactive", { service: service.name, profile: service.profiles[0] ?? "" })}\n`);
      }
      if (chosen.plausible.length + chosen.inactive.length === 0) {
        io.stderr.write(`${say(language, "noPlausible", { files: listed(chosen.project.request.composeFiles.map(baseOf)) })}\n`);
      }
    }
    return statusOf([...aside.comparisons.values()]);
  });
}

/** What differs is 1, whatever else could not be seen; a container that could not be asked about its mailer is 2. */
function statusOf(comparisons: readonly (Comparison | RunningComparison)[]): ExitStatus {
  const differs = (one: Comparison | RunningComparison) =>
    "fault" in one
      ? sameAsRunning(one) === false || (one.differences === null && one.fault === null)
      : one.differences === null || one.differences.length > 0;
  if (comparisons.some(differs)) return 1;
  return comparisons.some((one) => "fault" in one && one.fault !== null) ? 2 : 0;
}

function refuseTogether({ compare, compareRunning, as, dryRun }: ExplainFlags): void {
  if (compare !== undefined && compareRunning === true) throw cannot("compareOrRunning");
  if (as !== undefined && compareRunning === true) throw cannot("compareOrAs");
  if (dryRun === true && compareRunning !== true) throw cannot("dryRunNeeds", { flag: "--compare-running" });
}

/** The container that runs, beside the files; a status where nothing is to be explained. */
async function runningOf(
  { project, plausible }: ChosenProject,
  flags: ExplainFlags,
  secrets: Secrets,
  io: Io,
): Promise<ReadonlyMap<ComposedService, RunningComparison> | ExitStatus | null> {
  const [composed] = plausible;
  if (composed === undefined || project.errors.length > 0) return null;
  const { compareWithRunning } = await import("../compare-running.js");
  const comparison = await compareWithRunning(composed, flags, secrets, surroundingsOf(flags, io), io);
  return typeof comparison === "number" ? comparison : new Map([[composed, comparison]]);
}

/** With `--service` that one alone; the output of one container can be compared with one service. */
function chosenService(found: ChosenProject, { service, compare, compareRunning }: ExplainFlags): ChosenProject {
  if (service !== undefined) return { ...found, plausible: [serviceNamed(found, service)], inactive: [] };
  if (compare !== undefined || compareRunning === true) refuseSeveral(found);
  return found;
}
