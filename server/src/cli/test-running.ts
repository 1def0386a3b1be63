import type { CommandLines } from "../containers/command-lines.js";
import { connectExpression, sendExpression } from "../containers/expressions.js";
import { testInContainer } from "../containers/test-in-container.js";
import type { ComposedService } from "../instance/composed.js";
import type { Suspect } from "../log/answer.js";
import type { Step } from "../smtp/verdict/steps.js";
import { hiderOf } from "../smtp-test/shown-report.js";
import type { TestRun } from "../smtp-test/test-run.js";
import type { ExitStatus, Io, Surroundings } from "./io.js";
import { asking, printCommands, type RunningFlags, serviceContainer } from "./running.js";

/** What of the flags of `test` counts in the container. */
interface InContainerFlags extends RunningFlags {
  readonly to?: string;
  readonly send?: boolean;
  readonly timeout: number;
}

/** `test --in-container`: Plausible itself connects, or sends; a status where there is nothing to show. */
export async function testRunning(
  composed: ComposedService,
  flags: InContainerFlags,
  suspect: Suspect | null,
  surroundings: Surroundings,
  signal: AbortSignal,
  onStep: (step: Step) => void,
  io: Io,
): Promise<TestRun | ExitStatus> {
  const container = await serviceContainer(composed, flags, surroundings, signal, io);
  const { language } = surroundings;
  const { timeout } = flags;
  const sendTo = flags.send === true ? (flags.to ?? null) : null;
  if (flags.dryRun === true) {
    const mail = { subject: "…", body: "…", parts: composed.choice.release.invitationParts };
    const lines = container.preview(
      (commands) => commands.list(),
      (commands) => commands.inspect(["CONTAINER"]),
      (commands) => commands.rpc(connectExpression(timeout)),
      ...(sendTo === null ? [] : [(commands: CommandLines) => commands.rpc(sendExpression(sendTo, mail))]),
    );
    return printCommands(lines, io);
  }
  const hide = hiderOf(composed.project);
  const report = await asking(composed, () =>
    testInContainer(composed, container, { sendTo, timeout, language }, suspect, onStep, hide),
  );
  return report === 130 ? 130 : { request: null, report: { ...report, search: null }, hide };
}
