import { type Command, Option } from "commander";
import { baseOf } from "../../base/paths.js";
import { asImage } from "../as-image.js";
import { compareContainer, readContainer } from "../compare.js";
import type { Asides } from "../explain-extras.js";
import type { ExitStatus, Io } from "../io.js";
import { say } from "../messages.js";
import { type ChosenProject, chooseProject, errorLine } from "../project.js";
import { cannot } from "../refusals.js";
import { explainElixir } from "../reporters/explain-elixir.js";
import { explainFailure, explainJson } from "../reporters/explain-json.js";
import { explainText } from "../reporters/explain-text.js";
import { addContainerFlags, addProjectFlags, type ProjectFlags } from "../request.js";
import { type CommonFlags, newCommand, secretsFor, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import { refuseSeveral, serviceNamed } from "./service.js";

interface ExplainFlags extends CommonFlags, ProjectFlags {
  readonly format: "text" | "json" | "elixir";
  readonly as?: string;
  readonly compare?: string;
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
  return addContainerFlags(addProjectFlags(newCommand("explain")))
    .summary("show what the container gets, and how Plausible reads it")
    .description("Shows what Docker Compose would put into each Plausible container, and how Plausible would read it.")
    .argument("[path]", "a compose file, or a folder (default: this one)")
    .option("--service <name>", "only this Plausible service (needed for --compare when there are several)")
    .option("--all-services", "the environment of every other active service too")
    .option("--show-secrets", "show passwords and keys instead of *** (a terminal asks first)")
    .addOption(new Option("--format <format>", "output on stdout").choices(["text", "json", "elixir"]).default("text"))
    .option("--as <tag|image>", "answer as if this release or image ran, and list what changes")
    .option("--compare <file>", "compare with a container: what the call below prints there (-: standard input)")
    .addHelpText("after", compareHelp)
    .action(async (path: string | undefined, flags: ExplainFlags) => done(await explain(path, flags, io)));
}

async function explain(path: string | undefined, flags: ExplainFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags, explainFailure, io, async () => {
    const { language, colour, quiet } = surroundingsOf(flags, io);
    const { format } = flags;
    if (flags.compare !== undefined && format === "elixir") throw cannot("compareFormat");
    if (flags.compare === "-" && (path === "-" || flags.file?.includes("-") === true)) throw cannot("stdinTwiceCompare");
    const found = chosenService(await chooseProject(flags, path, io), flags);
    const { as } = flags;
    const others = as === undefined ? [] : found.plausible.map((composed) => asImage(composed, as, found.known));
    const chosen = as === undefined ? found : { ...found, plausible: others.map(({ composed }) => composed) };
    const secrets = await secretsFor(chosen.project, flags.showSecrets, language, io);
    const container = flags.compare === undefined ? null : await readContainer(flags.compare, io);
    const aside: Asides = {
      otherImages: new Map(others.map((other) => [other.composed, other])),
      comparisons: new Map(
        container === null ? [] : chosen.plausible.map((composed) => [composed, compareContainer(composed, container, secrets)]),
      ),
    };
    const rest = flags.allServices === true ? chosen.others : [];
    if (format === "json") {
      io.stdout.write(`${JSON.stringify(explainJson(chosen, rest, aside, secrets, language, io.cwd), null, 2)}\n`);
    } else if (chosen.project.errors.length === 0) {
      if (format === "elixir") explainElixir(chosen.plausible, secrets, io.stdout);
      else explainText(chosen, rest, aside, secrets, { language, colour, quiet }, io);
    }
    for (const error of chosen.project.errors)
      io.stderr.write(`plausible-mail: ${secrets.quoted(errorLine(error, chosen.project, io.cwd))}\n`);
    if (chosen.project.errors.length > 0) return 2;
    if (!quiet) {
      for (const { service } of chosen.inactive) {
        io.stderr.write(`${say(language, "inactive", { service: service.name, profile: service.profiles[0] ?? "" })}\n`);
      }
      if (chosen.plausible.length + chosen.inactive.length === 0) {
        io.stderr.write(
          `${say(language, "noPlausible", { files: chosen.project.request.composeFiles.map(baseOf).join(", ") })}\n`,
        );
      }
    }
    return [...aside.comparisons.values()].some(({ differences }) => differences === null || differences.length > 0) ? 1 : 0;
  });
}

/** With `--service` that one alone; the output of one container can be compared with one service. */
function chosenService(found: ChosenProject, { service, compare }: ExplainFlags): ChosenProject {
  if (service !== undefined) return { ...found, plausible: [serviceNamed(found, service)], inactive: [] };
  if (compare !== undefined) refuseSeveral(found);
  return found;
}
