import type { ComposedService } from "../instance/composed.js";
import { type Counted, type LogReport, LogTally } from "../log/tally.js";
import { hiderOf } from "../smtp-test/shown-report.js";
import type { ExitStatus, Io, Surroundings } from "./io.js";
import { say } from "./messages.js";
import { asking, printCommands, type RunningFlags, serviceContainer } from "./running.js";
import { printable } from "./terminal/text.js";

/** What of the flags of `why` says which part of the log. */
interface LogFlags extends RunningFlags {
  readonly since?: string;
  readonly follow?: boolean;
}

/** Milliseconds after which an entry of the log that goes on over several lines is taken for whole. */
const settled = 1000;

/** `why --running`: the log of a service's container, read as it comes; a status where there is nothing to explain. */
export async function logOfRunning(
  composed: ComposedService,
  flags: LogFlags,
  surroundings: Surroundings,
  io: Io,
): Promise<LogReport | ExitStatus> {
  const container = await serviceContainer(composed, flags, surroundings, io.interruptible(), io);
  const { since = null, follow = false } = flags;
  if (flags.dryRun === true)
    return printCommands(
      container.preview((lines) => lines.log(since, follow)),
      io,
    );
  const tally = new LogTally();
  const { language, quiet } = surroundings;
  if (follow) {
    if (!quiet) io.stderr.write(`${say(language, "following")}\n`);
    const hide = hiderOf(composed.project);
    tally.onReading = (counted) => {
      if (!quiet) io.stderr.write(`${printable(hide(comingLine(counted, surroundings)))}\n`);
    };
  }
  let timer: NodeJS.Timeout | undefined;
  const read = await asking(composed, () =>
    container.log(since, follow, (piece) => {
      tally.push(piece);
      if (!follow) return;
      clearTimeout(timer);
      timer = setTimeout(() => tally.settle(), settled);
    }),
  );
  clearTimeout(timer);
  return read === 130 ? 130 : tally.end();
}

/** What has just come: a failure that is new, or one that is known. */
function comingLine({ reading, count }: Counted, { language }: Surroundings): string {
  const line = reading.logLine.split("\n", 1).join("");
  return count === 1 ? say(language, "newInLog", { line }) : say(language, "againInLog", { n: count, line });
}
