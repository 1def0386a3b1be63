import { CannotWork, type ExitStatus, type Io } from "../io.js";
import { type CommonFlags, surroundingsOf } from "./command.js";

/**
 * Runs a command; what it cannot do becomes one line on stderr and exit status 2, and where JSON was asked for, the JSON of
 * `failed` on stdout.
 */
export async function jsonOnFailure(
  flags: CommonFlags & { readonly format: string },
  failed: (reason: CannotWork) => Readonly<Record<string, unknown>>,
  io: Io,
  run: () => Promise<ExitStatus>,
): Promise<ExitStatus> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CannotWork)) throw error;
    if (flags.format === "nagios") {
      io.stdout.write(`SMTP UNKNOWN - ${error.in(surroundingsOf(flags, io).language).replaceAll("|", "/")}\n`);
      return 3;
    }
    if (flags.format === "json") io.stdout.write(`${JSON.stringify(failed(error), null, 2)}\n`);
    io.stderr.write(`plausible-mail: ${error.in(surroundingsOf(flags, io).language)}\n`);
    return 2;
  }
}
