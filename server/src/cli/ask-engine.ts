import { isRuleId } from "../base/ids.js";
import { shellLine } from "../base/shell-words.js";
import { engineOf, enginesOn } from "../containers/engine.js";
import { settingsExpression } from "../containers/expressions.js";
import { ContainerTrouble, faultOf } from "../containers/faults.js";
import { networkTestCommand } from "../containers/network-test.js";
import { verdictOf } from "../containers/read-result.js";
import type { ServiceContainer } from "../containers/service-container.js";
import { troubleMessage } from "../doctor/ask.js";
import type { NetworkOutcome } from "../doctor/doctor.js";
import { say as sayStep } from "../doctor/doctor-texts.js";
import { said, stepOf } from "../doctor/look.js";
import type { ComposedService } from "../instance/composed.js";
import { secretsOf } from "../secrets/secrets.js";
import { isCause } from "../smtp/verdict/causes.js";
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
  const network = await networkTest(composed, container, docker, flags, surroundings, signal, io);
  const commands = [
    ...container.preview(
      (lines) => lines.list(),
      (lines) => lines.inspect(["CONTAINER"]),
      (lines) => lines.rpc(settingsExpression()),
      (lines) => lines.log("24h", false),
    ),
    ...(network === null || !flags.network ? [] : [network.preview]),
  ];
  if (flags.dryRun === true) return printCommands(commands, io);
  if (flags.docker === undefined) {
    const runner = await io.programs();
    if (enginesOn(runner).length === 0) return null;
    io.stderr.write(`${commands.map((line) => `$ ${line}\n`).join("")}`);
    if (io.ask === null || !(await io.ask(say(surroundings.language, "askDocker")))) return null;
  }
  return { container, network: network?.run ?? null };
}

/** The test from the container's network, and its command as it is shown beforehand; null: this program cannot be mounted. */
async function networkTest(
  composed: ComposedService,
  container: ServiceContainer,
  docker: string | undefined,
  flags: EngineFlags,
  { quiet }: Surroundings,
  signal: AbortSignal,
  io: Io,
): Promise<{ readonly preview: string; readonly run: () => Promise<NetworkOutcome> } | null> {
  const program = io.ownProgram();
  if (program === null) return null;
  const runner = await io.programs();
  const engine = docker === undefined ? enginesOn(runner)[0] : engineOf(docker);
  if (engine === undefined || engine === null) return null;
  const { project, service } = composed;
  const testFlags = ["--timeout", String(flags.timeout), ...(flags.to === undefined ? [] : ["--to", flags.to])];
  const command = (name: string) => networkTestCommand({ project, service, container: name, program, flags: testFlags }, engine);
  const hide = secretsOf(project).quoted;
  const run = async (): Promise<NetworkOutcome> => {
    try {
      const running = await container.running();
      const wanted = command(running.container.name);
      if (!quiet) io.stderr.write(`$ ${shellLine(wanted.argv)}\n`);
      // The image may have to be fetched first.
      const seconds = 300;
      const outcome = await runner.run(wanted, { seconds, characters: 1_000_000 }, signal);
      const read = outcome.kind === "ended" ? verdictIn(outcome.stdout, hide) : null;
      if (read !== null) return { verdict: read };
      const fault = faultOf(outcome, { program: engine.engine.join(" "), service: service.name, seconds });
      throw new ContainerTrouble(fault ?? { kind: "cut" });
    } catch (error) {
      if (!(error instanceof ContainerTrouble) || error.fault.kind === "cancelled") throw error;
      return { step: stepOf("network", "unknown", troubleMessage(error, hide)) };
    }
  };
  return { preview: shellLine(command("CONTAINER").argv), run };
}

/** The verdict in the JSON of `test`; null: there is none. */
function verdictIn(output: string, hide: (text: string) => string) {
  try {
    const { verdict, steps } = JSON.parse(output) as {
      verdict?: { wouldDeliver?: unknown; cause?: unknown; rule?: unknown; variable?: unknown; advice?: unknown };
      steps?: unknown[];
    };
    if (verdict === undefined || (steps ?? []).length === 0) return null;
    const { wouldDeliver, cause, rule, variable, advice } = verdict;
    return verdictOf({
      wouldDeliver: typeof wouldDeliver === "boolean" ? wouldDeliver : null,
      cause: typeof cause === "string" && isCause(cause) ? cause : null,
      rule: typeof rule === "string" && isRuleId(rule) ? rule : null,
      variable: typeof variable === "string" ? variable : null,
      advice: typeof advice === "string" ? said(hide(advice)) : sayStep("verdictUnknown"),
    });
  } catch {
    return null;
  }
}
