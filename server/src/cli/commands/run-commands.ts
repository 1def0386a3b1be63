import { Command, CommanderError } from "commander";
import { type Language, languageOf } from "../../base/messages.js";
import { CannotWork, type ExitStatus, type Io } from "../io.js";
import { localeOf } from "./command.js";

/** Makes a command that hands its exit status to `done`. */
export type MakeCommand = (io: Io, done: (status: ExitStatus) => void, version: string) => Command;

/** The commands of a program by their names; each is loaded where it is called, or where all of them are listed. */
export type Commands = Readonly<Record<string, () => Promise<MakeCommand>>>;

/** The command that the arguments call; else all of them, for a help text or a suggestion. */
function called(commands: Commands, [name = ""]: readonly string[]): (() => Promise<MakeCommand>)[] {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  // What is completed is all of them.
  return load === undefined || name === "completion" ? Object.values(commands) : [load];
}

/** The language of help texts, which are made before the flags are read. */
function languageAsked(args: readonly string[], io: Io): Language {
  const flag = args.findLast((arg, at) => arg.startsWith("--lang=") || args[at - 1] === "--lang");
  return flag === undefined ? localeOf(io) : languageOf(flag.replace("--lang=", ""));
}

/** Runs a program that has these commands with these arguments (without node and script), and says how it ended. */
export async function runCommands(commands: Commands, args: readonly string[], version: string, io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const done = (result: ExitStatus) => {
    status = result;
  };
  const program = new Command("plausible-mail")
    .description(
      "Find out why your self-hosted Plausible doesn't send email: checks its mail settings, and tests the mail server.",
    )
    .version(version)
    .addHelpText("after", "\nExit status: 0 no problems, 1 findings (test: failed), 2 the command could not run.");
  for (const load of called(commands, args)) program.addCommand((await load())(io, done, version));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "plausible-mail: ")),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
  if (languageAsked(args, io) === "zh-cn") (await import("./chinese-help.js")).inChinese(program);
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CannotWork)) throw error;
    io.stderr.write(`plausible-mail: ${error.in(languageAsked(args, io))}\n`);
    return 2;
  }
}
