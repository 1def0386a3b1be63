import { Argument, type Command, type Option } from "commander";
import { ruleIds } from "../../base/ids.js";
import { levels } from "../../lint/config.js";
import type { CommandShape, OptionShape } from "../command-shape.js";
import type { ExitStatus, Io } from "../io.js";
import { completionFor, shells } from "../reporters/completions.js";
import { manualPage } from "../reporters/manual.js";
import { type CommonFlags, newCommand, surroundingsOf } from "./command.js";

type Target = (typeof shells)[number] | "man";

/** `plausible-mail completion SHELL`: what a shell completes, or the manual page, of the same source as `--help`. */
export function completionCommand(io: Io, done: (status: ExitStatus) => void, version: string): Command {
  return newCommand("completion")
    .summary("print the completion of a shell, or the manual page")
    .description("Prints what bash, zsh or fish needs to complete commands and flags, or the manual page for man.")
    .addArgument(new Argument("<shell>", "the shell, or man").choices([...shells, "man"]))
    .addHelpText("after", '\nFor example, in ~/.bashrc: eval "$(plausible-mail completion bash)"')
    .action((target: Target, flags: CommonFlags, command: Command) => {
      const { language } = surroundingsOf(flags, io);
      const program = command.parent ?? command;
      const commands = program.commands.map(shapeOf);
      io.stdout.write(
        target === "man" ? manualPage(shapeOf(program), commands, version, language) : completionFor(target, commands),
      );
      done(0);
    });
}

function shapeOf(command: Command): CommandShape {
  return {
    name: command.name(),
    summary: command.summary(),
    description: command.description(),
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      repeatable: argument.variadic,
      choices: argument.argChoices ?? (command.name() === "rules" ? ruleIds : null),
    })),
    options: command.options.map(optionOf),
    after: afterOf(command),
  };
}

function optionOf(option: Option): OptionShape {
  const long = option.long ?? "";
  const value = /<[^<>]*>/.exec(option.flags)?.[0] ?? null;
  const values: Readonly<Record<string, readonly string[]>> = {
    "--ignore": ruleIds,
    "--rule": ruleIds.flatMap((id) => levels.map((level) => `${id}=${level}`)),
  };
  return {
    long,
    short: option.short ?? null,
    value,
    description: option.description,
    choices: option.argChoices ?? values[long] ?? null,
  };
}

/** The text below the help, which a command only says when it is asked for. */
function afterOf(command: Command): string {
  let whole = "";
  command.configureOutput({ writeOut: (text) => (whole += text) });
  const help = command.helpInformation();
  command.outputHelp();
  return whole.startsWith(help) ? whole.slice(help.length) : "";
}
