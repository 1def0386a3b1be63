import type { ExitStatus, Io } from "../io.js";
import { type Commands, runCommands } from "./run-commands.js";

/** `lint` needs neither sockets nor readers of logs, so each is loaded where it is called. */
const commands: Commands = {
  lint: async () => (await import("./lint.js")).lintCommand,
  explain: async () => (await import("./explain.js")).explainCommand,
  test: async () => (await import("./test.js")).testCommand,
  why: async () => (await import("./why.js")).whyCommand,
  doctor: async () => (await import("./doctor.js")).doctorCommand,
  rules: async () => (await import("./rules.js")).rulesCommand,
  completion: async () => (await import("./completion.js")).completionCommand,
};

/** Runs `plausible-mail` with these arguments (without node and script) and says how it ended. */
export function run(args: readonly string[], version: string, io: Io): Promise<ExitStatus> {
  return runCommands(commands, args, version, io);
}
