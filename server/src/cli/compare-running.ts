import { compareRunning, type RunningComparison } from "../containers/compare-running.js";
import { settingsExpression } from "../containers/expressions.js";
import type { ComposedService } from "../instance/composed.js";
import type { Secrets } from "../secrets/secrets.js";
import type { ExitStatus, Io, Surroundings } from "./io.js";
import { asking, printCommands, type RunningFlags, serviceContainer } from "./running.js";

/** `explain --compare-running`: the container that runs, beside the files; a status where there is nothing to show. */
export async function compareWithRunning(
  composed: ComposedService,
  flags: RunningFlags,
  secrets: Secrets,
  surroundings: Surroundings,
  io: Io,
): Promise<RunningComparison | ExitStatus> {
  const container = await serviceContainer(composed, flags, surroundings, io.interruptible(), io);
  if (flags.dryRun === true) {
    const lines = container.preview(
      (commands) => commands.list(),
      (commands) => commands.inspect(["CONTAINER"]),
      (commands) => commands.rpc(settingsExpression()),
    );
    return printCommands(lines, io);
  }
  return asking(composed, () => compareRunning(composed, container, secrets));
}
