import { type Command, Option } from "commander";
import { type CommonFlags, newCommand, secretsFor, surroundingsOf } from "./command.js";
import { jsonOnFailure } from "./failure.js";
import type { ExitStatus, Io } from "./io.js";
import { say } from "./messages.js";
import { chooseProject, errorLine } from "./project.js";
import { explainFailure, explainJson } from "./reporters/explain-json.js";
import { explainText } from "./reporters/explain-text.js";
import { addProjectFlags, type ProjectFlags } from "./request.js";

interface ExplainFlags extends CommonFlags, ProjectFlags {
  readonly format: "text" | "json";
  readonly allServices?: boolean;
  readonly showSecrets?: boolean;
}

/** `plausible-mail explain [PATH]`: what the container gets, and what Plausible makes of it. */
export function explainCommand(io: Io, done: (status: ExitStatus) => void): Command {
  return addProjectFlags(newCommand("explain"))
    .summary("show what the container gets, and what Plausible makes of it")
    .description("What docker compose would put into each Plausible container, and what Plausible would make of it.")
    .argument("[path]", "a compose file, or a folder (default: this one)")
    .option("--all-services", "the environment of every other active service too")
    .option("--show-secrets", "show passwords and keys instead of *** (a terminal asks first)")
    .addOption(new Option("--format <format>", "output on stdout").choices(["text", "json"]).default("text"))
    .action(async (path: string | undefined, flags: ExplainFlags) => done(await explain(path, flags, io)));
}

async function explain(path: string | undefined, flags: ExplainFlags, io: Io): Promise<ExitStatus> {
  return jsonOnFailure(flags.format, explainFailure, io, async () => {
    const { language, colour, quiet } = surroundingsOf(flags, io);
    const chosen = await chooseProject(flags, path, io);
    const secrets = await secretsFor(chosen.project, flags.showSecrets, language, io);
    const others = flags.allServices === true ? chosen.others : [];
    if (flags.format === "json") {
      io.stdout.write(`${JSON.stringify(explainJson(chosen, others, secrets, io.cwd), null, 2)}\n`);
    } else if (chosen.project.errors.length === 0) {
      explainText(chosen, others, secrets, { language, colour, quiet }, io);
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
          `${say(language, "noPlausible", { files: chosen.project.request.composeFiles.map((file) => file.slice(file.lastIndexOf("/") + 1)).join(", ") })}\n`,
        );
      }
    }
    return 0;
  });
}
