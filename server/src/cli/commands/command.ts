import { Command, InvalidArgumentError, Option } from "commander";
import { type Language, languageOf } from "../../base/messages.js";
import type { Project } from "../../compose/types.js";
import { noSecrets, type Secrets, secretsOf } from "../../secrets/secrets.js";
import type { Io, Output, Surroundings } from "../io.js";
import { say } from "../messages.js";

/** The flags that every command has. */
export interface CommonFlags {
  readonly quiet?: boolean;
  readonly lang?: Language;
  readonly color: boolean;
}

/** A new command with the flags that all have. */
export function newCommand(name: string): Command {
  return new Command(name)
    .option("-q, --quiet", "only results: no progress, no notes, no summary")
    .addOption(new Option("--lang <language>", "language of the output (default: that of the locale)").choices(["en", "zh-cn"]))
    .option("--no-color", "no colours (also: NO_COLOR=1; FORCE_COLOR=1 always colours)");
}

/** What the common flags and the environment say. */
export function surroundingsOf(flags: CommonFlags, io: Io): Surroundings {
  const wanted = flags.color && (io.env.get("NO_COLOR") ?? "") === "";
  const forced = !["", "0", "false"].includes(io.env.get("FORCE_COLOR") ?? "");
  const coloured = (stream: Output) => wanted && (forced || (stream.terminal && io.env.get("TERM") !== "dumb"));
  return {
    language: flags.lang ?? localeOf(io),
    colour: { stdout: coloured(io.stdout), stderr: coloured(io.stderr) },
    quiet: flags.quiet === true,
  };
}

export function localeOf(io: Io): Language {
  return languageOf(io.env.get("LC_ALL") || io.env.get("LC_MESSAGES") || io.env.get("LANG"));
}

/** `--show-secrets`: a terminal is asked first; null when the answer is no. */
export async function secretsFor(project: Project, show: boolean | undefined, language: Language, io: Io): Promise<Secrets> {
  if (show !== true) return secretsOf(project);
  const agreed = io.stdout.terminal && io.ask !== null ? await io.ask(say(language, "askSecrets")) : true;
  return agreed ? noSecrets : secretsOf(project);
}

/** A flag that takes a positive number. */
export function positiveNumber(value: string): number {
  const number = Number(value);
  if (!(number > 0) || !Number.isFinite(number)) throw new InvalidArgumentError("Expected a positive number.");
  return number;
}
