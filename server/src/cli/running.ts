import { type Command, Option } from "commander";
import type { Message } from "../base/messages.js";
import { engineOf } from "../containers/engine.js";
import { faultMessage } from "../containers/fault-words.js";
import { ContainerTrouble } from "../containers/faults.js";
import { ServiceContainer } from "../containers/service-container.js";
import type { ComposedService } from "../instance/composed.js";
import { hiderOf, shownMessage } from "../smtp-test/shown-report.js";
import { CannotWork, type ExitStatus, type Io, type Surroundings } from "./io.js";
import { cannot } from "./refusals.js";

/** The flags of commands that ask a running container. */
export interface RunningFlags {
  readonly docker?: string;
  readonly dryRun?: boolean;
}

/** Adds the flags that say how a container is asked. */
export function addRunningFlags(command: Command): Command {
  return command
    .addOption(new Option("--docker <command>", "how Docker is called, such as podman or 'sudo docker' (default: found on PATH)"))
    .option("--dry-run", "only print the commands that would ask the container");
}

/** The container of a service, each command shown on standard error before it runs. */
export async function serviceContainer(
  { project, service }: Pick<ComposedService, "project" | "service">,
  { docker }: RunningFlags,
  { quiet }: Pick<Surroundings, "quiet">,
  signal: AbortSignal,
  io: Io,
): Promise<ServiceContainer> {
  if (project.container) throw cannot("runningNeedsProject");
  const engine = docker === undefined ? null : engineOf(docker);
  if (docker !== undefined && engine === null) throw cannot("noCommandLine", { command: docker });
  return new ServiceContainer(project, service.name, {
    runner: await io.programs(),
    engine,
    signal,
    onCommand: (line) => {
      if (!quiet) io.stderr.write(`$ ${line}\n`);
    },
  });
}

/** `--dry-run`: the commands, one a line, as a shell takes them. */
export function printCommands(lines: readonly string[], io: Io): ExitStatus {
  for (const line of lines) io.stdout.write(`${line}\n`);
  return 0;
}

/** What a container that cannot be asked means for a command: a reason in one sentence; 130 where somebody cancelled. */
export async function asking<T>(composed: ComposedService, work: () => Promise<T>): Promise<T | 130> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ContainerTrouble)) throw error;
    if (error.fault.kind === "cancelled") return 130;
    throw new CannotWork(shownFault(error, composed));
  }
}

/** Why a container cannot be asked. The words of a program may repeat anything. */
function shownFault({ fault }: ContainerTrouble, { project }: ComposedService): Message {
  return shownMessage(faultMessage(fault), hiderOf(project));
}
