import { engineOf, enginesOn } from "../containers/engine.js";
import type { ServiceContainer } from "../containers/service-container.js";
import { commandsOf, type NetworkOutcome } from "../doctor/doctor.js";
import { type NetworkRun, networkTest } from "../doctor/network.js";
import type { ComposedService } from "../instance/composed.js";
import type { ExitStatus, Io, Surroundings } from "./io.js";
import { say } from "./messages.js";
import { printCommands, serviceContainer } from "./running.js";

/** What of the flags of `doctor` says whether, and how, Docker is asked. */
interface EngineFlags {
  readonly docker?: string | true;
  readonly dryRun?: boolean;
  readonly network: boolean;
  readonly timeout: number;
  readonly to?: string;
  readonly ca?: readonly string[];
  readonly allowPlaintextAuth?: boolean;
}

/** The ways to the running container that were allowed. */
export interface AskedEngine {
  readonly container: ServiceContainer;
  readonly network: (() => Promise<NetworkOutcome>) | null;
}

/**
 * With `--docker` the container is asked; on a terminal the commands are shown, and allowed or not; else nobody asks Docker.
 * A status where the commands were only to be shown.
 */
export async function askEngine(
  composed: ComposedService,
  flags: EngineFlags,
  surroundings: Surroundings,
  signal: AbortSignal,
  io: Io,
): Promise<AskedEngine | ExitStatus | null> {
  const { project } = composed;
  if (project.container || project.errors.length > 0) return null;
  if (flags.docker === undefined && flags.dryRun !== true && io.ask === null) return null;
  const docker = typeof flags.docker === "string" ? flags.docker : undefined;
  const named = docker === undefined ? {} : { docker };
  const container = await serviceContainer(composed, named, surroundings, signal, io);
  const network = await networkOf(composed, container, docker, flags, surroundings, signal, io);
  const commands = [...commandsOf(container), ...(network === null || !flags.network ? [] : [network.preview])];
  if (flags.dryRun === true) return printCommands(commands, io);
  if (flags.docker === undefined) {
    const runner = await io.programs();
    if (enginesOn(runner).length === 0) return null;
    io.stderr.write(`${commands.map((line) => `$ ${line}\n`).join("")}`);
    if (io.ask === null || !(await io.ask(say(surroundings.language, "askDocker")))) return null;
  }
  return { container, network: network?.run ?? null };
}

/** The test from the container's network; null: this program cannot be mounted. */
async function networkOf(
  composed: ComposedService,
  container: ServiceContainer,
  docker: string | undefined,
  flags: EngineFlags,
  { quiet }: Surroundings,
  signal: AbortSignal,
  io: Io,
): Promise<NetworkRun | null> {
  const program = io.ownProgram();
  if (program === null) return null;
  const runner = await io.programs();
  const engine = docker === undefined ? enginesOn(runner)[0] : engineOf(docker);
  if (engine === undefined || engine === null) return null;
  return networkTest(composed, container, {
    engine,
    runner,
    program,
    flags: [
      ...["--timeout", String(flags.timeout)],
      ...(flags.to === undefined ? [] : ["--to", flags.to]),
      ...(flags.allowPlaintextAuth === true ? ["--allow-plaintext-auth"] : []),
    ],
    ca: (flags.ca ?? []).map((file) => io.absolute(file)),
    signal,
    onCommand: (line) => {
      if (!quiet) io.stderr.write(`$ ${line}\n`);
    },
  });
}
