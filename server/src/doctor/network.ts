import { isRuleId } from "../base/ids.js";
import { shellLine } from "../base/shell-words.js";
import type { Engine } from "../containers/engine.js";
import { ContainerTrouble, faultOf } from "../containers/faults.js";
import { networkTestCommand, type OwnProgram } from "../containers/network-test.js";
import { verdictOf } from "../containers/read-result.js";
import type { Command, Runner } from "../containers/runner.js";
import type { ServiceContainer } from "../containers/service-container.js";
import type { ComposedService } from "../instance/composed.js";
import { secretsOf } from "../secrets/secrets.js";
import { isCause } from "../smtp/verdict/causes.js";
import type { Verdict } from "../smtp/verdict/report.js";
import { troubleMessage } from "./ask.js";
import type { NetworkOutcome } from "./doctor.js";
import { say } from "./doctor-texts.js";
import { said, stepOf } from "./look.js";

/** What a test from the network of a container runs with. */
export interface NetworkWays {
  readonly engine: Engine;
  readonly runner: Runner;
  /** Where this program lies, to be mounted. */
  readonly program: OwnProgram;
  /** Flags of the test. */
  readonly flags: readonly string[];
  /** Files with certificates that are trusted too. */
  readonly ca: readonly string[];
  readonly signal: AbortSignal;
  /** Told the command line before it runs. */
  readonly onCommand: (line: string) => void;
}

/** The test from the container's network, and its command line as it is shown beforehand. */
export interface NetworkRun {
  readonly preview: string;
  readonly run: () => Promise<NetworkOutcome>;
}

/** Seconds that it may take: the image may have to be fetched first. */
const seconds = 300;

/** The mail server as it is seen from the network of the container that runs: this program, run there. */
export function networkTest(
  { project, service }: Pick<ComposedService, "project" | "service">,
  container: ServiceContainer,
  { engine, runner, program, flags, ca, signal, onCommand }: NetworkWays,
): NetworkRun {
  const command = (name: string): Command =>
    networkTestCommand({ project, service, container: name, program, flags, ca }, engine);
  const hide = secretsOf(project).quoted;
  const run = async (): Promise<NetworkOutcome> => {
    try {
      const running = await container.running();
      const wanted = command(running.container.name);
      onCommand(shellLine(wanted.argv));
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
function verdictIn(output: string, hide: (text: string) => string): Verdict | null {
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
      advice: typeof advice === "string" ? said(hide(advice)) : say("verdictUnknown"),
    });
  } catch {
    return null;
  }
}
