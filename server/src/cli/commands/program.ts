import { Command, CommanderError } from "commander";
import { CannotWork, type ExitStatus, type Io } from "../io.js";
import { explainCommand } from "./explain.js";
import { lintCommand } from "./lint.js";
import { rulesCommand } from "./rules.js";
import { testCommand } from "./test.js";
import { whyCommand } from "./why.js";

/** Runs `plausible-mail` with these arguments (without node and script) and says how it ended. */
export async function run(args: readonly string[], version: string, io: Io): Promise<ExitStatus> {
  let status: ExitStatus = 0;
  const done = (result: ExitStatus) => {
    status = result;
  };
  const program = new Command("plausible-mail")
    .description("Checks the mail settings of Plausible Analytics in compose projects, and tests them against the mail server.")
    .version(version)
    .addHelpText("after", "\nExit status: 0 all well, 1 findings (test: no delivery), 2 the command could not do its work.");
  for (const make of [lintCommand, explainCommand, testCommand, whyCommand, rulesCommand]) program.addCommand(make(io, done));
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
  try {
    await program.parseAsync([...args], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CannotWork)) throw error;
    io.stderr.write(`plausible-mail: ${error.message}\n`);
    return 2;
  }
}
