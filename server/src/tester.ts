// What the extension hands out to be copied to a server, as one file: the command line with `test` alone.
import { type Commands, runCommands } from "./cli/commands/run-commands.js";
import { runInProcess } from "./cli-process.js";

const commands: Commands = { test: async () => (await import("./cli/commands/test.js")).testCommand };

runInProcess((args, version, io) => runCommands(commands, args, version, io));
